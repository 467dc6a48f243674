"""DeltaVision: the MRC header with wavelengths and times, as softWoRx and Priism write it.

The layout of the 1024 bytes is that of the IVE library's header ("DV" id -16224 at byte 96). Rows run upwards.
"""

import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.header_fields import Field, told_fields, told_labels
from micrographia.pixels.formats.original import MOST_PAIRS, bounded
from micrographia.pixels.formats.sections import Layout, SectionSource, open_file, read_header, strips
from micrographia.pixels.geometry import Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo, Inspection
from micrographia.pixels.reader import Claim
from micrographia.storage import Store

_HEADER_BYTES = 1024
_MOST_WAVES = 5
_MAGIC = {b"\xa0\xc0": "<", b"\xc0\xa0": ">"}
_DTYPES = {0: "u1", 1: "i2", 2: "f4", 5: "i2", 6: "u2", 7: "i4"}
_COMPLEX = (3, 4)

# which of z, channel and time comes next in the file, the fastest first
_SEQUENCES = {0: "ztc", 1: "czt", 2: "zct"}

# magnification and numerical aperture by the number of the lens
_LENSES = {10003: (100.0, 1.35), 10612: (60.0, 1.42)}

# what the header holds, in the words of the library that writes it
_FIELDS: tuple[Field, ...] = (
    ("NumCol, NumRow, NumSections", 0, "3i"), ("PixelType", 12, "i"), ("mxst, myst, mzst", 16, "3i"),
    ("mx, my, mz", 28, "3i"), ("dx, dy, dz", 40, "3f"), ("alpha, beta, gamma", 52, "3f"),
    ("min1, max1, mean1", 76, "3f"), ("nspg", 88, "i"), ("next", 92, "i"), ("nblank", 98, "h"), ("ntst", 100, "i"),
    ("NumIntegers, NumFloats", 128, "2h"), ("sub, zfac", 132, "2h"), ("min2, max2", 136, "2f"),
    ("min3, max3", 144, "2f"), ("min4, max4", 152, "2f"), ("FileType", 160, "h"), ("LensNum", 162, "h"),
    ("n1, n2", 164, "2h"), ("v1, v2", 168, "2h"), ("min5, max5", 172, "2f"), ("NumTimes", 180, "h"),
    ("ImgSequence", 182, "h"), ("tilt x, tilt y, tilt z", 184, "3f"), ("NumWaves", 196, "h"),
    ("wave1, wave2, wave3, wave4, wave5", 198, "5h"), ("z0, x0, y0", 208, "3f"), ("NumTitles", 220, "h"),
)  # fmt: skip
_TITLES = 224
_OF_SECTION = (
    "photosensorReading", "timeStampSeconds", "stageXCoord", "stageYCoord", "stageZCoord", "minInten", "maxInten",
    "meanInten", "expTime", "ndFilter", "exWavelen", "emWavelen", "intenScaling", "energyConvFactor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Header:
    """The fields that we use. extended: bytes of the second header. micrometres: x, y, z."""

    order: str
    width: int
    height: int
    sections: int
    mode: int
    micrometres: tuple[float, float, float]
    extended: int
    lens: int
    times: int
    sequence: int
    waves: int
    emission: tuple[int, ...]

    @classmethod
    def parse(cls, key: str, header: bytes) -> "_Header":
        """Raises Unreadable without the magic number."""
        order = _MAGIC.get(header[96:98])
        if order is None:
            raise Unreadable(f"{key}: this is no DeltaVision file, the magic number at byte 96 is wrong")

        width, height, sections, mode = struct.unpack_from(order + "4i", header, 0)
        x, y, z = struct.unpack_from(order + "3f", header, 40)
        (extended,) = struct.unpack_from(order + "i", header, 92)
        (lens,) = struct.unpack_from(order + "h", header, 162)
        times, sequence = struct.unpack_from(order + "2h", header, 180)
        waves, *emission = struct.unpack_from(order + "6h", header, 196)
        return cls(
            order, width, height, sections, mode, (x, y, z), extended, lens, times, sequence, waves, tuple(emission)
        )


class DeltaVisionReader:
    """Files that end in .dv or .r3d."""

    name: ClassVar[str] = "deltavision"
    suffixes: ClassVar[tuple[str, ...]] = (".r3d", ".dv")

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        """A file of this name is claimed whatever it holds, so that a broken one is refused by its right name."""
        if key.lower().endswith(self.suffixes) and not store.is_folder(key):
            return Claim.EXACT
        return Claim.LIKELY if head[96:98] in _MAGIC and len(head) >= _HEADER_BYTES else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return (key,)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        info, layout = _described(store, keys[0])
        return Inspection((info,), original=(bounded(_said(store, keys[0], layout)),))

    def open(self, store: Store, keys: Sequence[str], series: int) -> SectionSource:
        if series != 0:
            raise Unreadable(f"{keys[0]}: there is no image {series}, a DeltaVision file holds one")
        info, layout = _described(store, keys[0])
        return SectionSource(info, keys[0], open_file(store, keys[0]), layout)


def _described(store: Store, key: str) -> tuple[ImageInfo, Layout]:
    """Refuses a header that promises more than the file holds."""
    content, file_size = read_header(store, key, _HEADER_BYTES)
    header = _Header.parse(key, content)
    dtype, size = _dtype(key, header), _size(key, header)
    needed = _HEADER_BYTES + header.extended + header.sections * size.x * size.y * dtype.itemsize
    if header.extended < 0 or needed > file_size:
        raise Unreadable(f"{key}: the header promises {needed} bytes, the file has {file_size}")
    magnification, aperture = _LENSES.get(header.lens, (None, None))
    info = ImageInfo(
        name=key.rsplit("/", 1)[-1],
        size=size,
        pixel_type=PixelType.of(dtype.newbyteorder("=")),
        levels=strips(size.x, size.y, dtype),
        channels=tuple(
            ChannelInfo(emission_nm=float(wave) if wave > 0 else None) for wave in header.emission[: size.c]
        ),
        pixel_size_um=_lengths(header.micrometres),
        magnification=magnification,
        lens_na=aperture,
    )
    return info, Layout(_HEADER_BYTES + header.extended, dtype, _steps(size, header.sequence))


def _said(store: Store, key: str, layout: Layout) -> Iterator[tuple[str, str]]:
    """The header, and what the second header says of each section."""
    content, _ = read_header(store, key, _HEADER_BYTES)
    header = _Header.parse(key, content)
    order = header.order
    yield from told_fields(content, order, _FIELDS)
    yield from told_labels(content, _TITLES, "Title")
    integers, floats = struct.unpack_from(order + "2h", content, 128)
    row = 4 * (integers + floats)
    if integers < 0 or floats < len(_OF_SECTION):
        return
    most = min(header.sections, (layout.first - _HEADER_BYTES) // row, MOST_PAIRS // len(_OF_SECTION))
    extended = store.read(key, _HEADER_BYTES, most * row)
    for section in range(len(extended) // row):
        numbers = struct.unpack_from(f"{order}{len(_OF_SECTION)}f", extended, section * row + 4 * integers)
        for name, number in zip(_OF_SECTION, numbers, strict=True):
            yield f"Section {section + 1}/{name}", f"{number:.7g}"


def _dtype(key: str, header: _Header) -> "np.dtype[np.generic]":
    if header.mode in _COMPLEX:
        raise Unreadable(f"{key}: complex numbers cannot be shown")
    if header.mode not in _DTYPES:
        raise Unreadable(f"{key}: there is no DeltaVision pixel type {header.mode}")
    return np.dtype(header.order + _DTYPES[header.mode])


def _size(key: str, header: _Header) -> Size5D:
    """The number of z-sections is what is left of the sections."""
    waves, times = header.waves, header.times or 1
    if header.width < 1 or header.height < 1 or header.sections < 1 or times < 1 or not 1 <= waves <= _MOST_WAVES:
        raise Unreadable(
            f"{key}: {header.width} x {header.height} pixels, {header.sections} sections, {waves} channels "
            f"and {times} timepoints make no image"
        )
    if header.sequence not in _SEQUENCES:
        raise Unreadable(f"{key}: there is no order of sections {header.sequence}")
    depth, rest = divmod(header.sections, waves * times)
    if rest or not depth:
        raise Unreadable(f"{key}: {header.sections} sections cannot be {waves} channels at {times} timepoints")
    return Size5D(header.width, header.height, depth, waves, times)


def _channel(wave: int) -> ChannelInfo:
    return ChannelInfo(emission_nm=float(wave) if wave > 0 else None)


def _lengths(micrometres: tuple[float, float, float]) -> tuple[float | None, float | None, float | None]:
    x, y, z = (length if math.isfinite(length) and length > 0 else None for length in micrometres)
    return x, y, z


def _steps(size: Size5D, sequence: int) -> tuple[int, int, int]:
    """How many sections further the next z-section, channel and timepoint lie."""
    counts, step, steps = {"z": size.z, "c": size.c, "t": size.t}, 1, {}
    for axis in _SEQUENCES[sequence]:
        steps[axis] = step
        step *= counts[axis]
    return steps["z"], steps["c"], steps["t"]
