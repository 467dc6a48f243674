"""MRC and CCP4 maps of electron microscopy, as the MRC2014 format document describes them. Rows run upwards."""

import math
import struct
from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.header_fields import Field, told_fields, told_labels
from micrographia.pixels.formats.original import bounded
from micrographia.pixels.formats.sections import Layout, SectionSource, open_file, read_header, strips
from micrographia.pixels.geometry import Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo, Inspection
from micrographia.pixels.reader import Claim
from micrographia.storage import Store

_HEADER_BYTES = 1024
_DTYPES = {0: "i1", 1: "i2", 2: "f4", 6: "u2", 12: "f2"}
_REFUSED = {
    3: "complex numbers cannot be shown",
    4: "complex numbers cannot be shown",
    101: "four-bit values are not read",
}
_IMOD, _IMOD_SIGNED = 1146047817, 1
_MICROMETRES = 1e-4  # per ångström
_FIELDS: tuple[Field, ...] = (
    ("NX, NY, NZ", 0, "3i"), ("MODE", 12, "i"), ("NXSTART, NYSTART, NZSTART", 16, "3i"), ("MX, MY, MZ", 28, "3i"),
    ("CELLA", 40, "3f"), ("CELLB", 52, "3f"), ("MAPC, MAPR, MAPS", 64, "3i"), ("DMIN, DMAX, DMEAN", 76, "3f"),
    ("ISPG", 88, "i"), ("NSYMBT", 92, "i"), ("EXTTYP", 104, "4s"), ("NVERSION", 108, "i"), ("ORIGIN", 196, "3f"),
    ("MAP", 208, "4s"), ("RMS", 216, "f"), ("NLABL", 220, "i"),
)  # fmt: skip
_LABELS = 224


class MrcReader:
    """Files with "MAP " at byte 208, and older ones by name."""

    name: ClassVar[str] = "mrc"
    suffixes: ClassVar[tuple[str, ...]] = (".mrcs", ".mrc", ".map", ".rec", ".ccp4")

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        if head[208:212] == b"MAP ":
            return Claim.EXACT
        named = key.lower().endswith(self.suffixes) and bool(head)
        return Claim.LIKELY if named and (len(head) < _HEADER_BYTES or _order(head)) else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return (key,)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        return Inspection((_described(store, keys[0])[0],))

    def open(self, store: Store, keys: Sequence[str], series: int) -> SectionSource:
        if series != 0:
            raise Unreadable(f"{keys[0]}: there is no image {series}, an MRC file holds one")
        info, layout = _described(store, keys[0])
        return SectionSource(info, keys[0], open_file(store, keys[0]), layout)


def _order(header: bytes) -> str | None:
    """The byte order: of the machine stamp, or else the one in which the mode is a mode and the sizes are small."""
    stamp = {b"\x44": "<", b"\x11": ">"}.get(header[212:213]) if header[208:212] == b"MAP " else None
    if stamp:
        return stamp
    for order in "<>":
        *sizes, mode = struct.unpack_from(order + "4i", header)
        if mode in _DTYPES.keys() | _REFUSED.keys() and all(0 < size < 2**20 for size in sizes):
            return order
    return None


def _described(store: Store, key: str) -> tuple[ImageInfo, Layout]:
    """Refuses a header that promises more than the file holds."""
    header, file_size = read_header(store, key, _HEADER_BYTES)
    order = _order(header)
    if order is None:
        raise Unreadable(f"{key}: this is no MRC file, its header makes no sense")
    width, height, depth, mode = struct.unpack_from(order + "4i", header)
    if min(width, height, depth) < 1:
        raise Unreadable(f"{key}: {width} x {height} x {depth} voxels make no image")
    dtype = _dtype(key, order, mode, header)
    extended = struct.unpack_from(order + "i", header, 92)[0]
    needed = _HEADER_BYTES + extended + width * height * depth * dtype.itemsize
    if extended < 0 or needed > file_size:
        raise Unreadable(
            f"{key}: the header promises {needed} bytes ({extended} of them extended), the file has {file_size}"
        )
    info = ImageInfo(
        name=key.rsplit("/", 1)[-1],
        size=Size5D(width, height, depth),
        pixel_type=PixelType.of(dtype.newbyteorder("=")),
        levels=strips(width, height, dtype),
        channels=(ChannelInfo(),),
        pixel_size_um=_pixel_size(order, header),
        original=bounded((*told_fields(header, order, _FIELDS), *told_labels(header, _LABELS, "LABEL"))),
    )
    return info, Layout(_HEADER_BYTES + extended, dtype, (1, depth, depth))


def _dtype(key: str, order: str, mode: int, header: bytes) -> "np.dtype[np.generic]":
    if mode in _REFUSED:
        raise Unreadable(f"{key}: {_REFUSED[mode]}")
    if mode not in _DTYPES:
        raise Unreadable(f"{key}: there is no MRC mode {mode}")
    stamp, flags = struct.unpack_from(order + "2i", header, 152)
    if mode == 0 and stamp == _IMOD and not flags & _IMOD_SIGNED:
        return np.dtype("u1")  # IMOD wrote unsigned bytes and says so
    return np.dtype(order + _DTYPES[mode])


def _pixel_size(order: str, header: bytes) -> tuple[float | None, float | None, float | None]:
    """The cell's edges over the number of voxels along them."""
    counts, edges = struct.unpack_from(order + "3i", header, 28), struct.unpack_from(order + "3f", header, 40)
    x, y, z = (
        edge / count * _MICROMETRES if count > 0 and math.isfinite(edge) and edge > 0 else None
        for count, edge in zip(counts, edges, strict=True)
    )
    return x, y, z
