"""Numbers to whole numbers and bytes, as the reference engine does it (reference rendering.md, notation)."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from micrographia.rendering.codomain.codomain_map import Grey

Doubles: TypeAlias = NDArray[np.float64]


def rounded(x: Doubles) -> Doubles:
    """The nearest whole number, halves upwards, NaN 0."""
    whole = np.floor(x)
    with np.errstate(invalid="ignore"):  # infinities stay what they are
        whole += (x - whole) >= 0.5
    return _known(whole)


def low_byte(x: NDArray[np.floating[Any]]) -> Grey:
    """A 32-bit whole number (towards zero, held at ±2³¹, NaN 0), of which the low eight bits are kept."""
    held = np.clip(_known(x.astype(np.float64)), -2147483648.0, 2147483647.0)
    kept: Grey = held.astype(np.int32).astype(np.uint8)
    return kept


def _known(x: Doubles) -> Doubles:
    """The same numbers with 0 for NaN; overwrites."""
    unknown = np.isnan(x)
    if unknown.any():
        x[unknown] = 0.0
    return x
