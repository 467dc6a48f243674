"""The small levels that a large image lacks, made of its pixels whenever somebody looks (decision B16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.geometry import Level, Region
from micrographia.pixels.metadata import ImageInfo
from micrographia.pixels.source import PixelSource, Values, check_address

LARGEST_PLANE = 3192 * 3192
"""Pixels; a plane with more is not looked at as a whole."""

SIDE = 256
"""Of the tiles of a level that is made; the smallest level is one of them."""

MOST_PIXELS = 2**34
"""Of a plane that smaller levels are made of: more would be read for minutes, whoever asks."""

STRIP_BYTES = 32 * 2**20
"""About how much is read at a time to make a tile."""

MOST_STRIP_BYTES = 128 * 2**20
"""Where the rows that make one row of a tile have more, they are read in parts."""


def announced(levels: Sequence[Level]) -> tuple[Level, ...]:
    """The levels as clients see them: each narrower than the one before, because they stop at the first that is not;
    where even the smallest is a large plane halves follow, down to one tile, unless it is too large to be read."""
    found = list(levels[: _narrowing(levels)])
    if LARGEST_PLANE < found[-1].width * found[-1].height <= MOST_PIXELS:
        while max(found[-1].width, found[-1].height) > SIDE and found[-1].width > 1:
            last = found[-1]
            found.append(Level((last.width + 1) // 2, (last.height + 1) // 2, SIDE, SIDE))
    return tuple(found)


def with_small_levels(source: PixelSource) -> PixelSource:
    """The image with all levels that are announced; closing it closes the source."""
    levels = announced(source.info.levels)
    return source if levels == source.info.levels else Pyramid(source, levels)


class Pyramid:
    """An open image that has further levels, each value the mean of those it covers; NaN counts for nothing.

    The file is read in strips, and tiles are kept in the memory of decoded arrays.
    """

    def __init__(self, source: PixelSource, levels: tuple[Level, ...]) -> None:
        self._source = source
        self._info = replace(source.info, levels=levels)
        self._real = _narrowing(source.info.levels)
        self._made = DecodedStore()

    @property
    def info(self) -> ImageInfo:
        return self._info

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self._info, z, t, channels, region, level)
        if level < self._real:
            return self._source.read(z, t, channels, region, level)
        values = np.empty((len(channels), region.height, region.width), self._info.pixel_type.dtype)
        right, bottom = region.x + region.width, region.y + region.height
        for row in range(region.y // SIDE, -(-bottom // SIDE)):
            for column in range(region.x // SIDE, -(-right // SIDE)):
                tile = self._tile(z, t, channels, level, (column, row))
                left, top = column * SIDE, row * SIDE
                x, y = max(left, region.x), max(top, region.y)
                part = tile[:, y - top : bottom - top, x - left : right - left]
                into = values[:, y - region.y :, x - region.x :]
                into[:, : part.shape[1], : part.shape[2]] = part
        return values

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return self._source.stored_jpeg(z, t, region, level) if level < self._real else None

    def close(self) -> None:
        self._made.clear()
        self._source.close()

    def _tile(self, z: int, t: int, channels: Sequence[int], level: int, place: tuple[int, int]) -> Values:
        found = {channel: self._made.get((z, t, channel, level, place)) for channel in channels}
        kept = {channel: values for channel, values in found.items() if values is not None}
        missing = [channel for channel in channels if channel not in kept]
        if missing:
            column, row = place
            columns = self._together(level, column)
            made = self._make(z, t, missing, level, row, columns)
            for channel, values in zip(missing, made, strict=True):
                for number in columns:
                    left = (number - columns.start) * SIDE
                    tile = np.ascontiguousarray(values[:, left : left + SIDE])
                    self._made.put((z, t, channel, level, (number, row)), tile)
                    if number == column:
                        kept[channel] = tile
        return np.stack([kept[channel] for channel in channels])

    def _together(self, level: int, column: int) -> range:
        """The columns of tiles that are made at once: all where the file has strips, of which a part costs as much as
        the whole."""
        base = self._info.levels[self._real - 1]
        if base.tile_width < base.width:
            return range(column, column + 1)
        return range(-(-self._info.levels[level].width // SIDE))

    def _make(self, z: int, t: int, channels: Sequence[int], level: int, row: int, columns: range) -> list[Values]:
        """(height, width) per channel, of a row of tiles side by side."""
        base, factor = self._real - 1, 1 << (level - self._real + 1)
        full, side = self._info.levels[base], SIDE * factor
        left, top = columns.start * side, row * side
        right, bottom = min(columns.stop * side, full.width), min(top + side, full.height)
        pixel_bytes = len(channels) * self._info.pixel_type.dtype.itemsize
        rows = max(1, STRIP_BYTES // (pixel_bytes * (right - left) * factor)) * factor
        width = max(1, MOST_STRIP_BYTES // (pixel_bytes * rows * factor)) * factor
        strips = []
        for y in range(top, bottom, rows):
            regions = (Region(x, y, min(width, right - x), min(rows, bottom - y)) for x in range(left, right, width))
            parts = [means(self._source.read(z, t, channels, region, base), factor) for region in regions]
            strips.append(np.concatenate(parts, axis=2))
        return list(np.concatenate(strips, axis=1))


def means(values: Values, factor: int) -> Values:
    """(channels, height, width) → the means of squares of `factor` pixels, of the same type; squares that are cut off
    count what they have. Of floats NaN does not count, unless there is nothing else."""
    if values.dtype.kind == "f":
        known = ~np.isnan(values)
        with np.errstate(invalid="ignore"):
            sums = _sums(np.where(known, values, 0), factor, np.float64)
            return np.asarray(sums / _sums(known, factor, np.int64), values.dtype)
    counts = _sums(np.ones((1, *values.shape[1:]), np.uint8), factor, np.int64)
    return np.asarray((_sums(values, factor, np.int64) + counts // 2) // counts, values.dtype)


def _sums(values: Values, factor: int, dtype: type[np.int64 | np.float64]) -> Values:
    return _folded(_folded(values, factor, 1, dtype), factor, 2, dtype)


def _folded(values: Values, factor: int, axis: int, dtype: type[np.int64 | np.float64]) -> Values:
    """The sums of `factor` neighbours along an axis; slices are several times faster than numpy's reduceat."""
    along = np.moveaxis(values, axis, 0)
    sums = along[::factor].astype(dtype)
    for offset in range(1, min(factor, len(along))):
        part = along[offset::factor]
        sums[: len(part)] += part
    return np.moveaxis(sums, 0, axis)


def _narrowing(levels: Sequence[Level]) -> int:
    pairs = pairwise(levels)
    return next((i for i, (larger, smaller) in enumerate(pairs, 1) if smaller.width >= larger.width), len(levels))
