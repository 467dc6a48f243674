"""All lookup tables in one picture, for menus of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from micrographia.rendering.lut import Table

Sheet: TypeAlias = NDArray[np.uint8]
"""(height, 256, 4): RGBA."""

STRIP = 10
"""Rows of each table."""
FADE = 180
"""Columns over which the last strip goes from black to nothing: it is laid over a channel's own color."""


def lut_sheet(tables: Sequence[Table]) -> Sheet:
    """A strip for each table, from its color of 0 to that of 255, and one last strip of black that fades."""
    sheet = np.zeros((len(tables) + 1, 256, 4), np.uint8)
    for strip, table in zip(sheet, tables, strict=False):
        strip[:, :3] = table
        strip[:, 3] = 255
    sheet[-1, :FADE, 3] = np.rint(np.linspace(255, 0, FADE))
    return np.repeat(sheet, STRIP, axis=0)
