"""Intensities along a row or column, drawn as an overlay of the plane's size (reference webgateway.md §5.6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from micrographia.engine.planes import Checkpoint, never
from micrographia.engine.render import Statistics
from micrographia.engine.view import View
from micrographia.errors import Invalid, NotFound
from micrographia.pixel_type import ValueRange
from micrographia.pixels import PixelSource, Region
from micrographia.rendering.color import Color
from micrographia.rendering.profile import places, steps

LINE = 2
PALETTE = ((0, 0, 0), (0, 0, 0), (255, 255, 255))
"""Transparent, black, white; then one color per channel that is drawn."""

MOST_CHANNELS = 256 - len(PALETTE)


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """Indices (height, width) into a palette of red, green, blue; 0 is transparent."""

    drawing: NDArray[np.uint8]
    palette: tuple[tuple[int, int, int], ...]


def row_plot(
    source: PixelSource, view: View, y: int, thickness: int, statistics: Statistics = (), checkpoint: Checkpoint = never
) -> Plot:
    """The values along row y, from the bottom upwards, and the row itself in white.

    thickness: of the lines, in pixels, at most the plane's side. Raises NotFound for a row that is not there.
    """
    size = source.info.size
    _within(y, size.y, "row")
    region = Region(0, y, size.x, 1)
    palette, lines = _lines(source, view, region, statistics, checkpoint)
    drawing = _drawn(size.y, size.x, (y, thickness), lines, lambda line: size.y - 1 - line)
    return Plot(drawing, palette)


def column_plot(
    source: PixelSource, view: View, x: int, thickness: int, statistics: Statistics = (), checkpoint: Checkpoint = never
) -> Plot:
    """The values along column x, from the left rightwards, and the column itself in white; else as `row_plot`."""
    size = source.info.size
    _within(x, size.x, "column")
    region = Region(x, 0, 1, size.y)
    palette, lines = _lines(source, view, region, statistics, checkpoint)
    drawing = _drawn(size.x, size.y, (x, thickness), lines, lambda line: line)
    return Plot(np.ascontiguousarray(drawing.T), palette)


def _within(place: int, size: int, name: str) -> None:
    if not 0 <= place < size:
        raise NotFound(f"a {name} is one of 0 to {size - 1}")


def _lines(
    source: PixelSource, view: View, region: Region, statistics: Statistics, checkpoint: Checkpoint
) -> tuple[tuple[tuple[int, int, int], ...], list[tuple[NDArray[np.generic], ValueRange]]]:
    """The palette, and for each active channel its values along the line with the range they are shown in."""
    info = source.info
    active = [c for c, channel in enumerate(view.settings.channels) if channel.active]
    if len(active) > MOST_CHANNELS:
        raise Invalid(f"a plot shows at most {MOST_CHANNELS} channels", "c")
    colors = [Color.parse(view.settings.channels[c].color) for c in active]
    checkpoint()
    values = source.read(view.z, view.t, active, region) if active else np.empty((0, 1, 1))
    full = info.pixel_type.range(info.significant_bits)
    known = [statistics[c] if c < len(statistics) else None for c in active]
    lines = [(line.reshape(-1), span or full) for line, span in zip(values, known, strict=True)]
    return (*PALETTE, *((color.red, color.green, color.blue) for color in colors)), lines


def _drawn(
    height: int,
    width: int,
    line: tuple[int, int],
    profiles: list[tuple[NDArray[np.generic], ValueRange]],
    upright: Callable[[NDArray[np.intp]], NDArray[np.intp]],
) -> NDArray[np.uint8]:
    """(height, width) the line across at line[0], then each profile over it; line[1]: thickness of all."""
    drawing = np.zeros((height, width), np.uint8)
    before = (min(max(line[1], 1), height) - 1) // 2
    after = min(max(line[1], 1), height) - 1 - before
    drawing[max(0, line[0] - before) : line[0] + after + 1] = LINE
    across = np.arange(height)[:, None]
    for number, (values, span) in enumerate(profiles):
        found = places(values, span, height)
        if found is not None:
            first, last = steps(upright(found))
            drawing[(across >= first - before) & (across <= last + after)] = len(PALETTE) + number
    return drawing
