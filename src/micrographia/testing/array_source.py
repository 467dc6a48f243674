"""An open image that is an array in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from micrographia.pixel_type import PixelType
from micrographia.pixels import ChannelInfo, ImageInfo, Level, Region, Size5D, Values, check_address, native


class ArraySource:
    """values (C, Z, T, Y, X); further levels are every second pixel, then every fourth …

    `reads` lists what was asked: (z, t, channels, region, level) each.
    """

    def __init__(
        self, values: NDArray[Any], pixel_type: PixelType, significant_bits: int | None = None, levels: int = 1
    ) -> None:
        self._levels = [native(values[..., :: 2**n, :: 2**n]) for n in range(levels)]
        c, z, t, y, x = values.shape
        self._info = ImageInfo(
            name="array",
            size=Size5D(x, y, z, c, t),
            pixel_type=pixel_type,
            levels=tuple(Level(v.shape[4], v.shape[3], 64, 64) for v in self._levels),
            channels=(ChannelInfo(),) * c,
            significant_bits=significant_bits,
        )
        self.reads: list[tuple[int, int, tuple[int, ...], Region, int]] = []

    @property
    def info(self) -> ImageInfo:
        return self._info

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self._info, z, t, channels, region, level)
        self.reads.append((z, t, tuple(channels), region, level))
        rows = slice(region.y, region.y + region.height)
        columns = slice(region.x, region.x + region.width)
        return native(self._levels[level][list(channels), z, t, rows, columns])

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        """Nothing is open."""


def array_source(values: NDArray[Any], levels: int = 1) -> ArraySource:
    """A source of values (C, Y, X), (C, Z, Y, X) or (C, Z, T, Y, X), of the array's own type."""
    while values.ndim < 5:
        values = np.expand_dims(values, 1 if values.ndim == 3 else 2)
    return ArraySource(values, PixelType.of(values.dtype), levels=levels)
