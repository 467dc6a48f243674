"""Rendering as the reference writes it down (rendering.md §4, §7), for linear windows: slow, and not our code."""

import numpy as np
from numpy.typing import NDArray


def shown(values: NDArray, start: float, end: float) -> NDArray[np.int64]:
    """0 to 255 for each value of a plane, in a window inside the range of its type, start < end."""
    x = values.astype(np.float64)
    slope = 255 / (end - start)
    if values.dtype.kind in "iu" and values.dtype.itemsize <= 2:
        curve = np.floor(slope * x - slope * start + 0.5)
        return np.where(x < start, 0, np.where(x >= end, 255, curve)).astype(np.int64)
    step = (end - start) / 256
    place = np.trunc(np.nan_to_num((np.clip(x, start, end) - start) / step))
    used = (start + (place - 1) * step + start + place * step) / 2
    used = np.where(x == start, start + step / 2, np.where(x < start, start, np.where(x > end, end, used)))
    lowest, highest = min(start, 0), max(end, 0)
    bent = np.where(used <= lowest, 0, np.where(used <= highest, slope * used - slope * start, 255))
    return np.floor(bent + 0.5).astype(np.int64) & 255
