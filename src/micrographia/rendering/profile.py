"""A line of values → places on a plot."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from micrographia.pixel_type import ValueRange


def places(values: NDArray[Any], span: ValueRange, length: int) -> NDArray[np.intp] | None:
    """Where each value stands on an axis of that many pixels: 0 for the span's low, length − 1 for its high.

    Values outside stand at the nearer end, NaN at 0. None when the span is a single value or not finite: there is
    nothing to see (decision B17).
    """
    width = span.high - span.low
    if not np.isfinite(width) or width <= 0:
        return None
    shares = np.nan_to_num((values.astype(np.float64) - span.low) / width, nan=0.0)
    whole: NDArray[np.intp] = np.trunc(np.clip(shares, 0, 1) * (length - 1)).astype(np.intp)
    return whole


def steps(line: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first and last place of the stroke at each position: from the value before to its own, both included."""
    before = np.concatenate([line[:1], line[:-1]])
    return np.minimum(before, line), np.maximum(before, line)
