"""How the pixels of one TIFF page are cut into strips or tiles, and how one of these is decoded."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.image_header import SIZES
from micrographia.pixels.source import Values

MOST_SIDE = 2**24
MOST_SAMPLES = 4096
MOST_SEGMENTS = 2**26
MOST_SEGMENT_BYTES = 256 * 2**20
"""What one compressed strip or tile may become in memory."""

_APERIO_YCBCR = 33003
_BITS = {*range(1, 17), 24, 32, 64, 128}
_SELF_SIZED = 4
"""A stream that declares its own size may hold more values than its segment by this factor (padding), no more."""

_AMPLE = {33003: 6, 33004: 6, 33005: 6, 34712: 6, 34887: 2, 50002: 2, 52546: 2}
"""How many times the size of the pixels a decoder takes in memory: JPEG 2000, LERC, JPEG XL; others about once."""

Decode = Callable[[bytes, int], Values]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class JpegFacts:
    """What is needed to make a JPEG file of a tile. tables: of the tag JPEGTables. rgb: colours are stored as RGB."""

    tables: bytes
    rgb: bool


@dataclass(frozen=True, slots=True)
class Segments:
    """The strips or tiles of one page. Strips are tiles as wide as the page.

    samples: values per pixel. separate: each sample has its own plane of segments. offsets, counts: bytes in the file,
    row by row, plane by plane. raw: the dtype in the file's byte order when rows can be read without decoding.
    decode: (bytes of a segment, its index) → (rows, columns, samples) in `dtype`; raises whatever the codec raises.
    """

    width: int
    height: int
    samples: int
    separate: bool
    dtype: np.dtype[Any]
    tile_width: int
    tile_height: int
    offsets: Places
    counts: Places
    raw: np.dtype[Any] | None
    decode: Decode
    significant_bits: int
    jpeg: JpegFacts | None = None

    @property
    def columns(self) -> int:
        return math.ceil(self.width / self.tile_width)

    @property
    def rows(self) -> int:
        return math.ceil(self.height / self.tile_height)

    def index(self, sample: int, row: int, column: int) -> int:
        """The index of a segment; row and column count segments."""
        plane = sample if self.separate else 0
        return (plane * self.rows + row) * self.columns + column

    def shifted(self, count: int) -> "Segments":
        """The same page `count` times its own raw size later in the file: planes without a directory of their own."""
        if not count:
            return self
        size = self.width * self.height * self.samples * self.dtype.itemsize
        return replace(self, offsets=self.offsets + count * size)


def segments_of(page: Any, what: str, file_size: int) -> Segments:
    """The segments of a page that tifffile parsed. what: names file and page. Raises Unreadable."""
    _check_size(page, what)
    _check_compression(page, what)
    dtype = _dtype(page, what)
    cut = _cut(page, what)
    offsets, counts = _places(page, what, cut, file_size)
    raw = _raw(page)
    if raw is None:
        _check_bytes(page, what, cut, dtype)
    else:
        cut, offsets, counts = _joined(page, cut, offsets, counts)
        if int(offsets[0]) + cut.bytes(page) > file_size:
            raise Unreadable(f"{what}: the file ends before its pixels")
    return Segments(
        width=page.imagewidth,
        height=page.imagelength,
        samples=page.samplesperpixel,
        separate=cut.planes > 1,
        dtype=dtype,
        tile_width=cut.width,
        tile_height=cut.height,
        offsets=offsets,
        counts=counts,
        raw=raw,
        decode=_decoder(page, dtype, cut),
        significant_bits=min(page.bitspersample, dtype.itemsize * 8),
        jpeg=_jpeg_facts(page),
    )


@dataclass(frozen=True, slots=True)
class _Cut:
    """The size of one segment, and how many planes of segments there are: one, or one per sample."""

    width: int
    height: int
    depth: int
    planes: int

    def bytes(self, page: Any) -> int:
        """Of one segment in the file's own type."""
        samples = 1 if self.planes > 1 else page.samplesperpixel
        size: int = self.width * self.height * self.depth * samples * page.dtype.itemsize
        return size


def _cut(page: Any, what: str) -> _Cut:
    planes = page.samplesperpixel if page.planarconfig == 2 else 1
    if page.is_tiled:
        cut = _Cut(page.tilewidth, page.tilelength, max(1, page.tiledepth), planes)
    else:
        cut = _Cut(page.imagewidth, min(page.rowsperstrip, page.imagelength), 1, planes)
    if cut.width < 1 or cut.height < 1:
        raise Unreadable(f"{what}: its tiles are {cut.width} x {cut.height} pixels")
    return cut


def _check_bytes(page: Any, what: str, cut: _Cut, dtype: np.dtype[Any]) -> None:
    size = cut.bytes(page) // page.dtype.itemsize * dtype.itemsize
    most = MOST_SEGMENT_BYTES // _AMPLE.get(int(page.compression), 1)
    if size > most:
        raise Unreadable(
            f"{what}: one {'tile' if page.is_tiled else 'strip'} holds {size >> 20} MiB of pixels, "
            f"more than the {most >> 20} MiB we decode at once"
        )


def _joined(page: Any, cut: _Cut, offsets: Places, counts: Places) -> tuple[_Cut, Places, Places]:
    """Uncompressed strips that follow one another in the file are one strip."""
    strips = math.ceil(page.imagelength / cut.height)
    starts = offsets[: strips * cut.planes].reshape(cut.planes, strips)
    if strips == 1 or np.any(np.diff(starts, axis=1) != cut.bytes(page)):
        return cut, offsets, counts
    whole = _Cut(cut.width, page.imagelength, 1, cut.planes)
    return whole, np.ascontiguousarray(starts[:, 0]), np.full(cut.planes, whole.bytes(page), np.int64)


def _check_size(page: Any, what: str) -> None:
    width, height, samples = page.imagewidth, page.imagelength, page.samplesperpixel
    if not (1 <= width <= MOST_SIDE and 1 <= height <= MOST_SIDE):
        raise Unreadable(f"{what}: it says it is {width} x {height} pixels; a side has 1 to {MOST_SIDE}")
    if not 1 <= samples <= MOST_SAMPLES:
        raise Unreadable(f"{what}: it says each pixel has {samples} samples; we read 1 to {MOST_SAMPLES}")


def _check_compression(page: Any, what: str) -> None:
    # The library behind the pages is there already; what decodes a page is its table.
    from tifffile import TIFF

    if page.compression != 1 and page.compression not in TIFF.DECOMPRESSORS:
        name = getattr(page.compression, "name", None)
        raise Unreadable(f"{what}: its compression {name or int(page.compression)} is not supported")


def _dtype(page: Any, what: str) -> np.dtype[Any]:
    bits = page.bitspersample
    if isinstance(bits, tuple) or bits not in _BITS or page.dtype is None:
        raise Unreadable(f"{what}: pixels of {bits} bits (sample format {int(page.sampleformat)}) cannot be read")
    try:
        return PixelType.of(np.dtype(page.dtype)).dtype
    except Unreadable as error:
        raise Unreadable(f"{what}: {error}") from None


def _raw(page: Any) -> np.dtype[Any] | None:
    plain = not page.is_tiled and page.compression == 1 and page.predictor == 1 and page.fillorder == 1
    if not plain or page.bitspersample not in (8, 16, 32, 64) or page.dtype.itemsize * 8 != page.bitspersample:
        return None
    raw: np.dtype[Any] = np.dtype(page.dtype).newbyteorder(page.parent.byteorder)
    return raw


def _places(page: Any, what: str, cut: _Cut, file_size: int) -> tuple[Places, Places]:
    expected = math.ceil(page.imagewidth / cut.width) * math.ceil(page.imagelength / cut.height) * cut.planes
    if expected > MOST_SEGMENTS:
        raise Unreadable(f"{what}: it is cut into {expected} pieces, more than the {MOST_SEGMENTS} we accept")
    offsets = np.asarray(page.dataoffsets, dtype=np.int64)
    counts = np.asarray(page.databytecounts, dtype=np.int64)
    if len(offsets) < expected or len(counts) < expected:
        found = min(len(offsets), len(counts))
        raise Unreadable(f"{what}: it lists {found} strips or tiles where its size needs {expected}")
    if int(offsets.min()) < 0 or int(counts.min()) < 0 or int(offsets[0]) > file_size:
        raise Unreadable(f"{what}: its pixels lie outside the file")
    return offsets, counts


def _decoder(page: Any, dtype: np.dtype[Any], cut: _Cut) -> Decode:
    decode, tables, header = page.decode, page.jpegtables, page.jpegheader
    declared_size, compression = SIZES.get(int(page.compression)), page.compression
    samples = 1 if cut.planes > 1 else page.samplesperpixel
    most = min(_SELF_SIZED * max(cut.width * cut.height * samples, 4096), MOST_SEGMENT_BYTES)

    # A decoder that cannot work (an impossible mixture of tags) says so when it is asked for nothing.
    decode(None, 0, jpegtables=tables, jpegheader=header)
    ycbcr = page.compression == _APERIO_YCBCR and page.samplesperpixel == 3

    def decoded(data: bytes, index: int) -> Values:
        declared = declared_size(data) if declared_size else None
        if declared and math.prod(declared) > most:
            width, height, values = declared
            raise ValueError(f"its {compression.name} stream declares {width} x {height} pixels of {values} values")
        values = decode(data, index, jpegtables=tables, jpegheader=header)[0]
        first: Values = values[0]  # of a volumetric tile only the first z-section is shown
        return _rgb(first) if ycbcr else first.astype(dtype, copy=False)

    return decoded


def _rgb(ycbcr: Values) -> Values:
    """Colours of JPEG 2000 streams that hold YCbCr (full range, BT.601) without saying so, as Aperio writes them."""
    y, blue, red = np.moveaxis(ycbcr.astype(np.float32), -1, 0)
    blue, red = blue - 128, red - 128
    rgb = np.stack([y + 1.402 * red, y - 0.344136 * blue - 0.714136 * red, y + 1.772 * blue], -1)
    rounded: Values = np.clip(np.rint(rgb), 0, 255).astype(np.uint8)
    return rounded


def _jpeg_facts(page: Any) -> JpegFacts | None:
    whole = page.compression == 7 and page.is_tiled and page.samplesperpixel == 3 and page.planarconfig == 1
    if not whole or page.bitspersample != 8 or page.jpegheader is not None or page.photometric not in (2, 6):
        return None
    return JpegFacts(bytes(page.jpegtables or b""), page.photometric == 2)
