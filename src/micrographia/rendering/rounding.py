"""Numbers to whole numbers and bytes, as the reference engine does it (reference rendering.md, notation)."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from micrographia.rendering.codomain.codomain_map import Grey

Doubles: TypeAlias = NDArray[np.float64]


def rounded(x: Doubles) -> Doubles:
    """The nearest whole number, halves upwards, NaN 0."""
    down = np.floor(x)
    whole: Doubles = np.nan_to_num(down + (x - down >= 0.5), nan=0.0, posinf=np.inf, neginf=-np.inf)
    return whole


def low_byte(x: NDArray[np.floating[Any]]) -> Grey:
    """A 32-bit whole number (towards zero, held at ±2³¹, NaN 0), of which the low eight bits are kept."""
    whole = np.trunc(np.nan_to_num(x, nan=0.0, posinf=np.inf, neginf=-np.inf).astype(np.float64))
    kept: Grey = (np.clip(whole, -2147483648.0, 2147483647.0).astype(np.int64) & 255).astype(np.uint8)
    return kept
