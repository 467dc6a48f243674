"""The smallest and the largest value of each channel, over all z-sections and timepoints."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from micrographia.pixel_type import ValueRange
from micrographia.pixels.geometry import Region
from micrographia.pixels.metadata import ImageInfo
from micrographia.pixels.source import PixelSource, Values

_BLOCK_BYTES = 16 * 2**20
_TILE_BYTES = 64 * 2**20  # larger tiles are read in bands, even if each band decodes the tile again
_CHANNELS_AT_ONCE = 16


def channel_ranges(source: PixelSource, checkpoint: Callable[[], None]) -> tuple[ValueRange, ...]:
    """One range per channel, exact: every value of level 0 is read once.

    NaN is ignored, infinities count. A channel of nothing but NaN is given as 0 to 0. `checkpoint` is called before
    each block of at most 16 MiB, or of one tile of at most 64 MiB, and may raise to stop. Raises Unreadable.
    """
    info = source.info
    lows = np.full(info.size.c, np.nan if info.pixel_type.floating else np.inf)
    highs = np.full(info.size.c, np.nan if info.pixel_type.floating else -np.inf)
    for channels in _batches(info.size.c):
        for t in range(info.size.t):
            for z in range(info.size.z):
                for region in _blocks(info, len(channels)):
                    checkpoint()
                    _widen(lows, highs, channels, source.read(z, t, channels, region))
    return tuple(
        ValueRange(0.0, 0.0) if np.isnan(low) else ValueRange(float(low), float(high))
        for low, high in zip(lows, highs, strict=True)
    )


def _widen(lows: NDArray[np.float64], highs: NDArray[np.float64], channels: Sequence[int], values: Values) -> None:
    """Takes a block's extremes into account."""
    chosen = list(channels)
    with np.errstate(invalid="ignore"):  # comparing a signalling NaN warns on some machines
        lows[chosen] = np.fmin(lows[chosen], np.fmin.reduce(values, axis=(1, 2)))
        highs[chosen] = np.fmax(highs[chosen], np.fmax.reduce(values, axis=(1, 2)))


def _batches(count: int) -> Iterator[range]:
    """Channels that are read together, because one chunk of the file may hold them all."""
    for first in range(0, count, _CHANNELS_AT_ONCE):
        yield range(first, min(count, first + _CHANNELS_AT_ONCE))


def _blocks(info: ImageInfo, channels: int) -> Iterator[Region]:
    """Regions that cover level 0 once: whole tiles side by side, or bands of rows where a tile is too large."""
    level = info.levels[0]
    value_bytes = channels * info.pixel_type.dtype.itemsize
    pixels, tile = _BLOCK_BYTES // value_bytes, level.tile_width * level.tile_height
    if tile * value_bytes > _TILE_BYTES:
        width, height = level.tile_width, max(1, pixels // level.tile_width)
    else:
        width = min(level.width, max(1, pixels // tile) * level.tile_width)
        rows = max(1, pixels // (width * level.tile_height)) if width == level.width else 1
        height = rows * level.tile_height
    for y in range(0, level.height, height):
        for x in range(0, level.width, width):
            yield Region(x, y, min(width, level.width - x), min(height, level.height - y))
