"""Layers → RGB: colors are added, each component cut off at 255."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from threading import local
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from micrographia.rendering.layer import FIELD_BITS, Layer, Packed

RGB: TypeAlias = NDArray[np.uint8]
"""(height, width, 3), 0..255."""

BATCH = 8
"""Layers that are added together; the next batch is drawn meanwhile."""

BLOCK = 1 << 15
"""Pixels worked on at a time, so that what is between stays in the processor's cache."""

FULL = 255
HEADROOM = (1 << FIELD_BITS) - 1
_ONES = np.uint32(sum(1 << (FIELD_BITS * i) for i in range(3)))
_BYTES = _ONES * np.uint32(FULL)
_MASKS = tuple(np.uint32(FULL << shift) for shift in (0, 8, 16))


class _Scratch(local):
    """Room for one block, per thread: taking it from the system anew costs more than the arithmetic."""

    def __init__(self) -> None:
        self.places = np.empty(BLOCK, np.intp)
        self.sums = np.empty(BLOCK, np.uint32)
        self.colors = np.empty(BLOCK, np.uint32)


_scratch = _Scratch()


def composite(layers: Iterable[Layer], height: int, width: int) -> RGB:
    """The picture of all layers; without any it is black. The order does not matter.

    Takes layers in batches, so that a generator of many does not need the memory of all.
    """
    waiting = iter(layers)
    content = np.zeros(3 * height * width + 1, np.uint8)
    # Each pixel is written as four bytes, three apart and in order, so that the fourth is overwritten by the next pixel
    # (the last one by the byte too many). Four times as fast as writing component by component.
    pixels: Packed = np.ndarray((height * width,), np.uint32, content, strides=(3,))
    before: Packed | None = None
    batch = list(islice(waiting, BATCH))
    while batch:
        following = list(islice(waiting, BATCH))
        into = np.empty(height * width, np.uint32) if following and before is None else before
        for start in range(0, height * width, BLOCK):
            block = slice(start, min(start + BLOCK, height * width))
            sums = _added(batch, block, None if before is None else before[block])
            if following and into is not None:
                into[block] = sums
            else:
                pixels[block] = _packed_bytes(sums)
        before, batch = into, following
    return content[:-1].reshape(height, width, 3)


def _added(layers: Sequence[Layer], block: slice, before: Packed | None) -> Packed:
    """The colors of all layers in one block, limited to 255; in scratch."""
    length = block.stop - block.start
    places, sums, colors = _scratch.places[:length], _scratch.sums[:length], _scratch.colors[:length]
    peak = (0, 0, 0) if before is None else (FULL, FULL, FULL)
    if before is not None:
        sums[:] = before
    for number, layer in enumerate(layers):
        places[:] = layer.indices.reshape(-1)[block]
        if max(_sum(peak, layer.colors.peak)) > HEADROOM:
            _limit(sums, colors)
            peak = (FULL, FULL, FULL)
        peak = _sum(peak, layer.colors.peak)
        if number == 0 and before is None:
            np.take(layer.colors.packed, places, out=sums, mode="clip")
        else:
            np.take(layer.colors.packed, places, out=colors, mode="clip")
            np.add(sums, colors, out=sums)
    if max(peak) > FULL:
        _limit(sums, colors)
    return sums


def _limit(sums: Packed, over: Packed) -> None:
    """Every component above 255 becomes 255: its two upper bits, if one is set, fill the lower eight.

    over: scratch of the same length.
    """
    np.right_shift(sums, np.uint32(1), out=over)
    np.bitwise_or(over, sums, out=over)
    np.right_shift(over, np.uint32(8), out=over)
    np.bitwise_and(over, _ONES, out=over)
    np.multiply(over, np.uint32(FULL), out=over)
    np.bitwise_or(sums, over, out=sums)
    np.bitwise_and(sums, _BYTES, out=sums)


def _packed_bytes(sums: Packed) -> Packed:
    """Components of eight bits each, red first in memory; overwrites the scratch."""
    result, part = _scratch.places.view(np.uint32)[: sums.size], _scratch.colors[: sums.size]
    np.bitwise_and(sums, _MASKS[0], out=result)
    for component in (1, 2):
        np.right_shift(sums, np.uint32((FIELD_BITS - 8) * component), out=part)
        np.bitwise_and(part, _MASKS[component], out=part)
        np.bitwise_or(result, part, out=result)
    return result.byteswap(inplace=True) if sys.byteorder == "big" else result


def _sum(a: tuple[int, int, int], b: tuple[int, int, int]) -> tuple[int, int, int]:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]
