"""A whole plane in a given size, from the level that suits it (decisions B12, B14)."""

from __future__ import annotations

from dataclasses import replace
from math import lcm

import numpy as np

from micrographia.encoding.resize import resized
from micrographia.engine.planes import Checkpoint, never
from micrographia.engine.render import Statistics, render
from micrographia.engine.view import View
from micrographia.errors import Invalid
from micrographia.pixels import ImageInfo, Level, PixelSource, Region
from micrographia.rendering.composite import RGB
from micrographia.rendering.table import Luts

LEAST_SIDE = 3
STRIP_PIXELS = 1 << 22
"""A level is drawn in strips of about this many pixels, so that a plane without a pyramid fits into memory too."""


def fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    """The size whose longer side is `longest`, aspect kept, each side at least 3 pixels."""
    if longest < 1:
        raise Invalid("the longest side of a thumbnail is at least 1", "size")
    if width > height:
        return max(LEAST_SIDE, longest), max(LEAST_SIDE, height * longest // width)
    return max(LEAST_SIDE, width * longest // height), max(LEAST_SIDE, longest)


def suited_level(info: ImageInfo, size: tuple[int, int]) -> int:
    """The smallest level that is at least as wide and as high as the thumbnail; full resolution when none is."""
    fits = [n for n, level in enumerate(info.levels) if level.width >= size[0] and level.height >= size[1]]
    return fits[-1] if fits else 0


def thumbnail(
    source: PixelSource,
    view: View,
    size: tuple[int, int],
    luts: Luts,
    statistics: Statistics = (),
    checkpoint: Checkpoint = never,
) -> RGB:
    """The picture of the whole plane in exactly this size (width, height).

    Of the view counts what is shown and how, not the region and the level. Never enlarges a pyramid.
    """
    level = suited_level(source.info, size)
    width, height = source.info.levels[level].width, source.info.levels[level].height
    factor = _factor(min(width // size[0], height // size[1]))
    rows = _strip_rows(source.info.levels[level], factor)
    strips = []
    for top in range(0, height, rows):
        checkpoint()
        region = Region(0, top, width, min(rows, height - top))
        part = replace(view, level=level, region=region)
        strips.append(_reduced(render(source, part, luts, statistics, checkpoint), factor))
    return resized(np.concatenate(strips), *size)


def _factor(excess: int) -> int:
    """By how much the level is reduced before the filter: a power of two that leaves it at least twice too large."""
    return 1 << max(0, (excess // 2).bit_length() - 1)


def _strip_rows(level: Level, factor: int) -> int:
    """A multiple of the factor and, unless that is far too many, of the height of the level's tiles: then no tile is
    read twice."""
    step = lcm(level.tile_height, factor)
    if step * level.width > 4 * STRIP_PIXELS:
        step = factor
    return max(1, STRIP_PIXELS // (level.width * step)) * step


def _reduced(picture: RGB, factor: int) -> RGB:
    """Means of squares of `factor` pixels; squares cut off at the right and bottom edge count what they have."""
    if factor == 1:
        return picture
    height, width = picture.shape[:2]
    sums = np.add.reduceat(picture, np.arange(0, height, factor), axis=0, dtype=np.uint32)
    sums = np.add.reduceat(sums, np.arange(0, width, factor), axis=1)
    rows = np.diff(np.append(np.arange(0, height, factor), height))
    columns = np.diff(np.append(np.arange(0, width, factor), width))
    counts = (rows[:, None] * columns)[:, :, None].astype(np.uint32)
    means: RGB = ((sums + counts // 2) // counts).astype(np.uint8)
    return means
