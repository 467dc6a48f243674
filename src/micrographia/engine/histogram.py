"""How often each value occurs in a plane of an open image."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from micrographia.engine.defaults import measured_level
from micrographia.engine.planes import Checkpoint, never
from micrographia.pixel_type import ValueRange
from micrographia.pixels import PixelSource, Region, Values
from micrographia.rendering import histogram as counting

STRIP_PIXELS = 1 << 22


@dataclass(frozen=True, slots=True)
class PlaneOfChannel:
    """A plane of one channel; all from 0."""

    z: int
    c: int
    t: int


def histogram(
    source: PixelSource, plane: PlaneOfChannel, span: ValueRange, bins: int = 256, checkpoint: Checkpoint = never
) -> NDArray[np.int64]:
    """(bins,) counts over the span, of the largest level within 3192² pixels (else the smallest).

    Raises Invalid outside the image or for an impossible number of bins, Unreadable.
    """
    counts = np.zeros(0, np.int64)
    for values in _strips(source, plane, checkpoint):
        part = counting.histogram(values, span, bins)
        counts = part if not counts.size else counts + part
    return counts


def plane_range(source: PixelSource, plane: PlaneOfChannel, checkpoint: Checkpoint = never) -> ValueRange:
    """The smallest and the largest finite value of what `histogram` would count; 0 to 0 where there is none."""
    found = []
    for values in _strips(source, plane, checkpoint):
        known = values[np.isfinite(values)]
        if known.size:
            found.append((float(known.min()), float(known.max())))
    return ValueRange(min(low for low, _ in found), max(high for _, high in found)) if found else ValueRange(0, 0)


def _strips(source: PixelSource, plane: PlaneOfChannel, checkpoint: Checkpoint) -> Iterator[Values]:
    info = source.info
    found = measured_level(info)
    number = len(info.levels) - 1 if found is None else found
    level = info.levels[number]
    rows = max(1, STRIP_PIXELS // level.width // level.tile_height) * level.tile_height
    for top in range(0, level.height, rows):
        checkpoint()
        strip = Region(0, top, level.width, min(rows, level.height - top))
        yield source.read(plane.z, plane.t, [plane.c], strip, number)
