"""How often each value occurs in a plane of an open image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from micrographia.engine.defaults import measured_level
from micrographia.engine.planes import Checkpoint, never
from micrographia.pixel_type import ValueRange
from micrographia.pixels import PixelSource, Region
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
    info = source.info
    found = measured_level(info)
    number = len(info.levels) - 1 if found is None else found
    level = info.levels[number]
    counts = np.zeros(0, np.int64)
    rows = max(1, STRIP_PIXELS // level.width // level.tile_height) * level.tile_height
    for top in range(0, level.height, rows):
        checkpoint()
        strip = Region(0, top, level.width, min(rows, level.height - top))
        part = counting.histogram(source.read(plane.z, plane.t, [plane.c], strip, number), span, bins)
        counts = part if not counts.size else counts + part
    return counts
