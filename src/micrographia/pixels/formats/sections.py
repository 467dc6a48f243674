"""Uncompressed sections, one after the other in one file, as the MRC family of formats stores them."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels.geometry import Level, Region
from micrographia.pixels.metadata import ImageInfo
from micrographia.pixels.source import Values, check_address
from micrographia.storage import Store

_STRIP_BYTES = 2**20
_WHOLE_ROW_BYTES = 2**15


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the sections lie. first: offset of the first byte. dtype: of the file, byte order included.

    steps: how many sections further the next z-section, channel and timepoint lie.
    """

    first: int
    dtype: np.dtype[np.generic]
    steps: tuple[int, int, int]


def strips(width: int, height: int, dtype: np.dtype[np.generic]) -> tuple[Level, ...]:
    """The only level of such a file, in strips of about a megabyte."""
    return (Level(width, height, width, min(height, max(1, _STRIP_BYTES // (width * dtype.itemsize)))),)


def open_file(store: Store, key: str) -> BinaryIO:
    """Raises Unreadable where nothing is."""
    try:
        return store.open(key)
    except NotFound as error:
        raise Unreadable(str(error)) from error


def read_header(store: Store, key: str, length: int) -> tuple[bytes, int]:
    """The first bytes and the size of the file, in bytes. Raises Unreadable when it is shorter than that."""
    try:
        header, size = store.read(key, 0, length), store.stat(key).size
    except NotFound as error:
        raise Unreadable(str(error)) from error
    if len(header) < length:
        raise Unreadable(f"{key}: the header takes {length} bytes, the file has {size}")
    return header, size


class SectionSource:
    """An open file of sections whose first row is the lowest: every plane is turned upside down."""

    def __init__(self, info: ImageInfo, key: str, file: BinaryIO, layout: Layout) -> None:
        self.info = info
        self._key, self._file, self._layout = key, file, layout

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        dtype = self.info.pixel_type.dtype
        values = np.empty((len(channels), region.height, region.width), dtype)
        for plane, c in zip(values, channels, strict=True):
            steps = self._layout.steps
            plane[::-1] = self._rows(z * steps[0] + c * steps[1] + t * steps[2], region)
        return values

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        self._file.close()

    def _rows(self, section: int, region: Region) -> NDArray[Any]:
        """The rows of a region in the order of the file, from below."""
        size, item = self.info.size, self._layout.dtype.itemsize
        row = size.x * item
        lowest = size.y - region.y - region.height
        start = self._layout.first + (section * size.y + lowest) * row
        if row <= _WHOLE_ROW_BYTES or region.width == size.x:
            block = self._bytes(start, region.height * row)
            whole = np.frombuffer(block, self._layout.dtype).reshape(region.height, size.x)
            return whole[:, region.x : region.x + region.width]
        starts = range(start + region.x * item, start + region.x * item + region.height * row, row)
        pieces = b"".join(self._bytes(offset, region.width * item) for offset in starts)
        return np.frombuffer(pieces, self._layout.dtype).reshape(region.height, region.width)

    def _bytes(self, offset: int, length: int) -> bytes:
        block = os.pread(self._file.fileno(), length, offset)
        if len(block) < length:
            raise Unreadable(f"{self._key}: the file ends before byte {offset + length}")
        return block
