"""Where the frames of a DICOM file lie, and what their bytes decode to."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Unreadable
from micrographia.pixels.formats.extra import told
from micrographia.storage import Store

_JPEG = frozenset({"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"})
_LOSSLESS_JPEG = frozenset({"1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"})
_JPEG_LS = frozenset({"1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"})
_JPEG_2000 = frozenset(
    {"1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"}
    | {f"1.2.840.10008.1.2.4.{number}" for number in (201, 202, 203)}
)
IMPLICIT, EXPLICIT = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1"
KNOWN = _JPEG | _LOSSLESS_JPEG | _JPEG_LS | _JPEG_2000 | {IMPLICIT, EXPLICIT}

_PIXEL_DATA = struct.pack("<HH", 0x7FE0, 0x0010)
_ITEM, _END = struct.pack("<HH", 0xFFFE, 0xE000), struct.pack("<HH", 0xFFFE, 0xE0DD)
_UNKNOWN_LENGTH = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class FrameShape:
    """Of one frame. planar: colour after colour. syntax: the UID of the transfer syntax."""

    rows: int
    columns: int
    samples: int
    dtype: np.dtype[np.generic]
    planar: bool
    syntax: str

    @property
    def bytes(self) -> int:
        return self.rows * self.columns * self.samples * self.dtype.itemsize


Pieces = tuple[tuple[int, int], ...]


def frame_pieces(store: Store, key: str, start: int, shape: FrameShape, count: int) -> tuple[Pieces, ...]:
    """(offset, length) of the pieces of every frame. start: where the pixel data element begins.

    Raises Unreadable when the file holds fewer frames or ends before their end.
    """
    size = store.stat(key).size
    head = store.read(key, start, 12)
    if len(head) < 12 or head[:4] != _PIXEL_DATA:
        raise Unreadable(f"{key}: there are no pixels in it")
    if shape.syntax in (IMPLICIT, EXPLICIT):
        first = start + (8 if shape.syntax == IMPLICIT else 12)
        if first + count * shape.bytes > size:
            raise Unreadable(f"{key}: {count} frames take {count * shape.bytes} bytes, {size - first} are there")
        return tuple(((first + number * shape.bytes, shape.bytes),) for number in range(count))
    items = list(_items(store, key, start + 12, size))
    return _grouped(store, key, items, count)


def _items(store: Store, key: str, offset: int, size: int) -> Iterator[tuple[int, int]]:
    """(offset, length) of the value of each item, the table of offsets first. Raises Unreadable."""
    while True:
        head = store.read(key, offset, 8)
        if head[:4] == _END:
            return
        length = struct.unpack_from("<I", head, 4)[0] if len(head) == 8 and head[:4] == _ITEM else _UNKNOWN_LENGTH
        if length == _UNKNOWN_LENGTH or offset + 8 + length > size:
            raise Unreadable(f"{key}: the file ends within its pixels, or they are damaged")
        yield offset + 8, length
        offset += 8 + length


def _grouped(store: Store, key: str, items: list[tuple[int, int]], count: int) -> tuple[Pieces, ...]:
    """Fragments by frames: one each, or as the table of offsets says."""
    table, fragments = items[:1], items[1:]
    if len(fragments) == count:
        return tuple((fragment,) for fragment in fragments)
    if count == 1 and fragments:
        return (tuple(fragments),)
    content = store.read(key, *table[0]) if table else b""
    starts = [fragments[0][0] - 8 + one for (one,) in struct.iter_unpack("<I", content)] if fragments else []
    if len(starts) != count or len(content) % 4:
        raise Unreadable(f"{key}: it says {count} frames, but holds {len(fragments)} pieces")
    ends = [*starts[1:], fragments[-1][0] + fragments[-1][1]]
    return tuple(
        tuple(piece for piece in fragments if start <= piece[0] - 8 < end)
        for start, end in zip(starts, ends, strict=True)
    )


def decoded(content: bytes, shape: FrameShape, what: str) -> NDArray[Any]:
    """(rows, columns, samples). what: file and frame. Raises Unreadable."""
    if shape.syntax in (IMPLICIT, EXPLICIT):
        flat = np.frombuffer(content, shape.dtype)
        if shape.planar:
            return np.moveaxis(flat.reshape(shape.samples, shape.rows, shape.columns), 0, -1)
        return flat.reshape(shape.rows, shape.columns, shape.samples)
    try:
        picture = np.asarray(_decoder(shape.syntax)(content))
    except Exception as error:
        raise Unreadable(f"{what} cannot be decoded ({told(error)})") from error
    if picture.size != shape.rows * shape.columns * shape.samples or picture.shape[0] != shape.rows:
        raise Unreadable(f"{what} has another size than the file says")
    if picture.dtype.itemsize != shape.dtype.itemsize:
        raise Unreadable(f"{what} is of another type than the file says")
    return picture.reshape(shape.rows, shape.columns, shape.samples).view(shape.dtype)


def _decoder(syntax: str) -> Any:
    if syntax in _JPEG:
        return imagecodecs.jpeg8_decode
    if syntax in _LOSSLESS_JPEG:
        return imagecodecs.ljpeg_decode
    return imagecodecs.jpegls_decode if syntax in _JPEG_LS else imagecodecs.jpeg2k_decode
