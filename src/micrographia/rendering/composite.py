"""Layers → RGB: colors are added, each component cut off at 255."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from micrographia.rendering.layer import FIELD_BITS, Layer, Packed

RGB: TypeAlias = NDArray[np.uint8]
"""(height, width, 3), 0..255."""

BLOCK = 1 << 16
"""Pixels worked on at a time, so that what is between stays in the processor's cache."""

FULL = 255
HEADROOM = (1 << FIELD_BITS) - 1
_LOW = np.uint32(sum(1 << (FIELD_BITS * i) for i in range(3)))


def composite(layers: Iterable[Layer], height: int, width: int) -> RGB:
    """The picture of all layers; without any it is black. The order does not matter.

    Takes layers one by one, so that a generator of them needs the memory of one.
    """
    canvas = _Canvas(height, width)
    for layer in layers:
        canvas.add(layer)
    return canvas.picture()


class _Canvas:
    """Three sums per pixel in one 32-bit number."""

    def __init__(self, height: int, width: int) -> None:
        self.shape = (height, width)
        self.sums: Packed = np.zeros(0, np.uint32)
        self.peak = (0, 0, 0)

    def add(self, layer: Layer) -> None:
        first = not self.sums.size
        if first:
            self.sums = np.empty(self.shape[0] * self.shape[1], np.uint32)
        peak = _sum(self.peak, layer.colors.peak)
        if max(peak) > HEADROOM:
            self._limit()
            peak = _sum(self.peak, layer.colors.peak)
        self.peak = peak
        flat, colors = layer.indices.reshape(-1), layer.colors.packed
        for start in range(0, flat.size, BLOCK):
            block = slice(start, start + BLOCK)
            if first:
                np.take(colors, flat[block], out=self.sums[block], mode="clip")
            else:
                self.sums[block] += np.take(colors, flat[block], mode="clip")

    def picture(self) -> RGB:
        if not self.sums.size:
            return np.zeros((*self.shape, 3), np.uint8)
        self._limit()
        rgb = np.empty((self.sums.size, 3), np.uint8)
        for start in range(0, self.sums.size, BLOCK):
            block = slice(start, start + BLOCK)
            for component in range(3):
                field = self.sums[block] >> np.uint32(FIELD_BITS * component)
                rgb[block, component] = field.astype(np.uint8)
        return rgb.reshape(*self.shape, 3)

    def _limit(self) -> None:
        """Every component above 255 becomes 255: its two upper bits, if any is set, fill the lower eight."""
        if max(self.peak) <= FULL:
            return
        for start in range(0, self.sums.size, BLOCK):
            sums = self.sums[start : start + BLOCK]
            over = ((sums >> np.uint32(8)) | (sums >> np.uint32(9))) & _LOW
            sums &= _LOW * np.uint32(FULL)
            sums |= over * np.uint32(FULL)
        self.peak = (min(self.peak[0], FULL), min(self.peak[1], FULL), min(self.peak[2], FULL))


def _sum(a: tuple[int, int, int], b: tuple[int, int, int]) -> tuple[int, int, int]:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]
