"""One panel per channel and one of all merged (reference webgateway.md §5.5, decision B18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isqrt

import numpy as np

from micrographia.encoding.label import labelled
from micrographia.engine.planes import Checkpoint, never
from micrographia.engine.render import Statistics, check, render
from micrographia.engine.view import View
from micrographia.pixels import PixelSource
from micrographia.rendering.composite import RGB
from micrographia.rendering.settings import Model, RenderingSettings
from micrographia.rendering.table import Luts

BORDER = 2
"""Pixels of white between panels and around them."""

MERGED = "merged"
WHITE = 255


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of panels, and the size of the whole in pixels."""

    columns: int
    rows: int
    width: int
    height: int

    def place(self, number: int, panel_width: int, panel_height: int) -> tuple[int, int] | None:
        """x and y of the panel with that number, from 0, row by row; None where the grid has no such panel."""
        row, column = divmod(number, self.columns)
        if row >= self.rows:
            return None
        return BORDER + column * (panel_width + BORDER), BORDER + row * (panel_height + BORDER)


def grid_of(width: int, height: int, channels: int, model: Model) -> Grid:
    """The grid for a plane of that size: one panel per channel, active or not; in color one more for all merged."""
    panels = channels if model is Model.GREYSCALE else channels + 1
    root = isqrt(panels)
    rows = root if panels <= root * root + root else root + 1  # the square root, rounded
    columns = rows + 1 if panels > rows * rows else rows
    return Grid(columns, rows, width * columns + BORDER * (columns + 1), height * rows + BORDER * (rows + 1))


def label_size(width: int) -> int | None:
    """Height of the labels' letters for panels of that width, in pixels; None: no labels."""
    if width >= 640:
        return min(64, 24 + 8 * ((width - 640) // 128))
    steps = ((512, 24), (384, 18), (298, 14), (256, 12), (213, 10), (96, 8))
    return next((size for least, size in steps if width >= least), None)


def split_channels(
    source: PixelSource,
    view: View,
    labels: Sequence[str],
    luts: Luts,
    statistics: Statistics = (),
    checkpoint: Checkpoint = never,
) -> RGB:
    """The grid on white: active channels drawn alone in their own panel, the merged picture after the last channel.

    labels: one per channel. In greyscale the merged picture (always in color) is drawn where a panel is left over.
    """
    check(source.info, view)
    width, height = view.region.width, view.region.height
    grid = grid_of(width, height, len(labels), view.settings.model)
    canvas = np.full((grid.height, grid.width, 3), WHITE, np.uint8)
    for number, (settings, label) in enumerate(_panels(view.settings, labels)):
        place = grid.place(number, width, height)
        if settings is None or place is None:
            continue
        picture = render(source, replace(view, settings=settings), luts, statistics, checkpoint)
        size = label_size(width)
        shown = picture if size is None else labelled(picture, label, size)
        canvas[place[1] : place[1] + height, place[0] : place[0] + width] = shown
    return canvas


def _panels(settings: RenderingSettings, labels: Sequence[str]) -> list[tuple[RenderingSettings | None, str]]:
    """What each panel shows; None stays white."""
    panels: list[tuple[RenderingSettings | None, str]] = []
    for number, label in enumerate(labels):
        alone = tuple(replace(channel, active=c == number) for c, channel in enumerate(settings.channels))
        shown = replace(settings, channels=alone) if settings.channels[number].active else None
        panels.append((shown, label))
    return [*panels, (replace(settings, model=Model.COLOR), MERGED)]
