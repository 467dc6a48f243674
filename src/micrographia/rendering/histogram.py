"""Values → counts (reference rendering.md §11.3)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Invalid
from micrographia.pixel_type import ValueRange

MAX_BINS = 65_536
BLOCK = 1 << 20
"""Values counted at a time."""


def histogram(values: NDArray[Any], span: ValueRange, bins: int = 256) -> NDArray[np.int64]:
    """(bins,) how many values fall into each of so many equal parts of the span; values outside are not counted.

    A value at the end of the span counts in the last bin, a NaN in the first, as does everything when the span is a
    single value. Raises Invalid unless bins is 1 to 65,536.
    """
    if not 1 <= bins <= MAX_BINS:
        raise Invalid(f"bins is a number from 1 to {MAX_BINS}", "bins")
    counts = np.zeros(bins, np.int64)
    flat = values.reshape(-1)
    for start in range(0, flat.size, BLOCK):
        x = flat[start : start + BLOCK].astype(np.float64)
        x = x[~((x < span.low) | (x > span.high))]
        counts += np.bincount(_bins(x, span, bins), minlength=bins)
    return counts


def own_range(values: NDArray[Any]) -> ValueRange:
    """The smallest and the largest of the values, NaN left out; 0 to 0 when there is nothing else."""
    known = values[~np.isnan(values)] if values.dtype.kind == "f" else values
    return ValueRange(float(known.min()), float(known.max())) if known.size else ValueRange(0.0, 0.0)


def _bins(x: NDArray[np.float64], span: ValueRange, bins: int) -> NDArray[np.intp]:
    with np.errstate(all="ignore"):
        place = (x - span.low) / ((span.high - span.low) / np.float64(bins))
    return np.clip(np.nan_to_num(place, nan=0.0), 0, bins - 1).astype(np.intp)
