"""The values of an image: exact over all planes, or a first look at those that are shown first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from micrographia.errors import Unreadable
from micrographia.importing.question import Measured
from micrographia.pixel_type import ValueRange
from micrographia.pixels import ImageInfo, Level, PixelSource, Region, Values
from micrographia.pixels.pyramid import LARGEST_PLANE
from micrographia.pixels.statistics import channel_ranges

LOOK = 512


@dataclass(frozen=True, slots=True)
class FirstValues:
    """values: None when not even a first look gave any. warning: why they are not exact although that was asked."""

    values: Measured | None
    warning: str = ""


def first_values(source: PixelSource, exact: bool) -> FirstValues:
    """The values for the first default window, after a trial of every level.

    Raises Unreadable when what is shown first cannot be decoded.
    """
    try_out(source)
    if not exact:
        return FirstValues(provisional(source))
    try:
        return FirstValues(Measured(channel_ranges(source, lambda: None), exact=True))
    except Unreadable as error:
        return FirstValues(provisional(source), f"some planes cannot be read: {error}")


def try_out(source: PixelSource) -> None:
    """Decodes a part of the first and of the default plane at every level. Raises Unreadable."""
    info = source.info
    channels = range(min(3, info.size.c))
    for z in sorted({0, info.size.z // 2}):
        for number, level in enumerate(info.levels):
            source.read(z, 0, channels, _middle(level), number)


def provisional(source: PixelSource) -> Measured | None:
    """The values of the middle plane, at the largest level that is not too large; None when it cannot be read."""
    info = source.info
    z, t = (info.size.z - 1) // 2, (info.size.t - 1) // 2
    number = next((n for n, level in enumerate(info.levels) if level.width * level.height <= LARGEST_PLANE), None)
    region = _middle(info.levels[-1]) if number is None else _whole(info.levels[number])
    level = len(info.levels) - 1 if number is None else number
    try:
        ranges = [_range(source.read(z, t, [channel], region, level)) for channel in range(info.size.c)]
    except Unreadable:
        return None
    return Measured(tuple(ranges), exact=False)


def measured(source: PixelSource, progress: Callable[[float], None]) -> Measured:
    """The exact values. progress: called with the part that is done, 0 to 1, before each block is read."""
    counted = _Counted(source)
    ranges = channel_ranges(counted, lambda: progress(counted.done))
    return Measured(ranges, exact=True)


class _Counted:
    """A source that knows how much of its level 0 was read."""

    def __init__(self, source: PixelSource) -> None:
        self.source = source
        self.read_pixels = 0
        size = source.info.size
        self.pixels = size.x * size.y * size.z * size.c * size.t

    @property
    def info(self) -> ImageInfo:
        return self.source.info

    @property
    def done(self) -> float:
        return min(1.0, self.read_pixels / self.pixels)

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        self.read_pixels += len(channels) * region.width * region.height
        return self.source.read(z, t, channels, region, level)

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return self.source.stored_jpeg(z, t, region, level)

    def close(self) -> None:
        self.source.close()


def _whole(level: Level) -> Region:
    return Region(0, 0, level.width, level.height)


def _middle(level: Level) -> Region:
    width, height = min(LOOK, level.width), min(LOOK, level.height)
    return Region((level.width - width) // 2, (level.height - height) // 2, width, height)


def _range(values: Values) -> ValueRange:
    """NaN is left out; nothing but NaN is 0 to 0."""
    low, high = np.fmin.reduce(values, axis=None), np.fmax.reduce(values, axis=None)
    return ValueRange(0.0, 0.0) if np.isnan(low) else ValueRange(float(low), float(high))
