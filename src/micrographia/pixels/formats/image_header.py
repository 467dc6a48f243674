"""The size that compressed pictures declare in their first bytes, read before a decoder would allocate it."""

import struct
from collections.abc import Callable

Size = tuple[int, int, int]
"""Width and height in pixels, and values per pixel (the most there can be, where only the decoder finds out)."""

_MOST_COLORS = 4

_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def jpeg_size(data: bytes) -> Size | None:
    """Of the first frame header; None when there is none (tables only, or a stream without a header)."""
    at = 2
    while at + 10 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height, data[at + 9]
        if marker == 0xDA:
            return None
        # 0xFF fills, markers without a length stand alone.
        at += 1 if marker == 0xFF else 2 if 0xD0 <= marker <= 0xD8 or marker == 1 else 2 + _length(data, at)
    return None


def _length(data: bytes, at: int) -> int:
    return int.from_bytes(data[at + 2 : at + 4], "big")


def jpeg2000_size(data: bytes) -> Size | None:
    """Of the SIZ marker, in a bare code stream or in the boxes of a JP2 file."""
    at = data.find(b"\xff\x4f\xff\x51", 0, 65536)
    if at < 0 or at + 42 > len(data):
        return None
    right, bottom, left, top = struct.unpack_from(">IIII", data, at + 8)
    return right - left, bottom - top, struct.unpack_from(">H", data, at + 40)[0]


def png_size(data: bytes) -> Size | None:
    """Of the IHDR chunk."""
    if data[12:16] != b"IHDR" or len(data) < 26:
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height, {0: 1, 4: 2, 6: 4}.get(data[25], 3)


def webp_size(data: bytes) -> Size | None:
    """Of the first chunk: VP8X, VP8L or VP8."""
    if data[:4] != b"RIFF" or len(data) < 30:
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little"), _MOST_COLORS
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF), _MOST_COLORS
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF, 3


def jpegxr_size(data: bytes) -> Size | None:
    """Of the tags ImageWidth and ImageHeight in the container's directory."""
    if data[:3] != b"II\xbc" or len(data) < 10:
        return None
    at = int.from_bytes(data[4:8], "little")
    found = {}
    for number in range(min(int.from_bytes(data[at : at + 2], "little"), 200)):
        entry = data[at + 2 + 12 * number : at + 14 + 12 * number]
        if len(entry) == 12:
            found[int.from_bytes(entry[:2], "little")] = int.from_bytes(entry[8:12], "little")
    return (found[0xBC80], found[0xBC81], _MOST_COLORS) if 0xBC80 in found and 0xBC81 in found else None


def jpegxl_size(data: bytes) -> Size | None:
    """Of the SizeHeader (ISO/IEC 18181-1), in a bare code stream or in a box."""
    at = 0 if data[:2] == b"\xff\x0a" else data.find(b"\xff\x0a", 0, 65536)
    if at < 0 or at + 2 > len(data):
        return None
    bits = _Bits(data[at + 2 : at + 18])
    small = bits.take(1)
    height = 8 * (bits.take(5) + 1) if small else bits.number()
    ratio = bits.take(3)
    if ratio:
        above, below = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))[ratio - 1]
        return height * above // below, height, _MOST_COLORS
    return (8 * (bits.take(5) + 1) if small else bits.number()), height, _MOST_COLORS


class _Bits:
    """Bits of a byte string, least significant first; zeros after its end."""

    def __init__(self, data: bytes) -> None:
        self._rest = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        found = self._rest & ((1 << count) - 1)
        self._rest >>= count
        return found

    def number(self) -> int:
        """A size: two bits say how many bits follow; stored less one."""
        return 1 + self.take((9, 13, 18, 30)[self.take(2)])


def lerc_size(data: bytes) -> Size | None:
    """Of the header of LERC version 2."""
    if data[:6] != b"Lerc2 " or len(data) < 26:
        return None
    version = struct.unpack_from("<i", data, 6)[0]
    height, width, depth = struct.unpack_from("<iii", data, 10 if version < 3 else 14)
    return width, height, depth if version >= 4 else 1


SIZES: dict[int, Callable[[bytes], Size | None]] = {
    6: jpeg_size, 7: jpeg_size, 33007: jpeg_size, 34892: jpeg_size,
    33003: jpeg2000_size, 33004: jpeg2000_size, 33005: jpeg2000_size, 34712: jpeg2000_size,
    34887: lerc_size,
    22610: jpegxr_size, 34934: jpegxr_size,
    34933: png_size,
    50001: webp_size,
    50002: jpegxl_size, 52546: jpegxl_size,
}  # fmt: skip
"""Compression tag of TIFF → how its streams say their size."""
