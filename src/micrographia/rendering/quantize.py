"""Values → greys 0..255 (reference rendering.md §4, to the pixel)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from micrographia.rendering.codomain.codomain_map import Grey
from micrographia.rendering.curve import curve_of
from micrographia.rendering.domain import Domain
from micrographia.rendering.settings import ChannelSettings, Quantum, Window

BELOW, AT_START, ABOVE, FIRST_BIN = 0, 1, 2, 3
"""Where the entries of the bin table stand."""

TABLE_BLOCK = 1 << 13
"""Entries of a table computed at a time."""

BLOCK = 1 << 15
"""Values worked on at a time, so that the doubles between stay in the processor's cache."""


def quantize(values: NDArray[Any], channel: ChannelSettings, quantum: Quantum, domain: Domain) -> Grey:
    """Greys in the shape of `values`, which are of the domain's pixel type in native byte order.

    For channels of a picture see `layer.layer_of`, which keeps the table between calls.
    """
    greys: Grey = grey_table(channel, quantum, domain)[indices(values, channel, quantum, domain)]
    return greys


def tabular(domain: Domain) -> bool:
    """Whether every value has its own entry in the grey table: 8 and 16 bits."""
    return domain.pixel_type.bits <= 16


def grey_table(channel: ChannelSettings, quantum: Quantum, domain: Domain) -> Grey:
    """The grey of each index that `indices` gives: 256 or 65,536 entries, or one per bin and four more."""
    if tabular(domain):
        return _value_table(channel, quantum, domain)
    return _bin_table(channel, quantum, domain)


def indices(
    values: NDArray[Any], channel: ChannelSettings, quantum: Quantum, domain: Domain
) -> NDArray[np.unsignedinteger[Any]]:
    """Where each value stands in the grey table; of 8 and 16 bits the value's own bits, without a copy."""
    if tabular(domain):
        return values.view(np.dtype(f"u{values.dtype.itemsize}"))
    return _bins(values, domain.window(channel.window), bin_count(quantum))


def bin_count(quantum: Quantum) -> int:
    """How many bins the window of 32-bit and floating values is cut into: 256, with the usual quantum."""
    return quantum.codomain_end - quantum.codomain_start + 1


def _value_table(channel: ChannelSettings, quantum: Quantum, domain: Domain) -> Grey:
    window, full, stored = domain.window(channel.window), domain.type_range, domain.pixel_type.range()
    curve = curve_of(channel, quantum, domain, window)
    count = int(full.high - full.low) + 1
    first = min(max(math.ceil(window.start - full.low), 0), count)
    last = min(max(math.ceil(window.end - full.low), first), count)
    greys = np.full(count, curve.floor, np.uint8)
    for start in range(first, last, TABLE_BLOCK):
        stop = min(start + TABLE_BLOCK, last)
        greys[start:stop] = curve(np.arange(start, stop, dtype=np.float64) + full.low)
    greys[last:] = curve.ceiling
    if full != stored:
        greys = greys[_inliers(np.arange(stored.low, stored.high + 1), domain) - int(full.low)]
    # A value's bits read as unsigned: the negative half of a signed type stands last.
    return np.roll(greys, int(stored.low))


def _inliers(x: NDArray[np.float64], domain: Domain) -> NDArray[np.intp]:
    """Values outside the significant bits, scaled and clamped into them (§4.3)."""
    full = domain.type_range
    originals = domain.statistics or full
    spread = originals.high - originals.low
    clamped = np.clip(x, full.low, full.high)
    if spread == 0 or np.isnan(spread):
        return clamped.astype(np.intp)
    factor = (full.high - full.low) / spread
    scaled = np.clip(np.trunc(factor * (x - full.low)), full.low, full.high)
    return np.where(x == clamped, x, scaled).astype(np.intp)


def _bin_table(channel: ChannelSettings, quantum: Quantum, domain: Domain) -> Grey:
    """Below, at the start, above, then one entry per bin: bin j takes the centre of bin j − 1 (§4.4)."""
    window, count = domain.window(channel.window), bin_count(quantum)
    start, step = window.start, abs(window.end - window.start) / count
    j = np.arange(count + 1, dtype=np.float64)
    centres = (start + (j - 1) * step + start + j * step) / 2
    y = np.concatenate([[start, start + step / 2, window.end], centres])
    return curve_of(channel, quantum, domain, window)(y)


def _bins(values: NDArray[Any], window: Window, count: int) -> NDArray[np.uint16]:
    flat = values.reshape(-1)
    index = np.empty(flat.size, np.uint16)
    for first in range(0, flat.size, BLOCK):
        block = slice(first, first + BLOCK)
        _bin_block(flat[block].astype(np.float64), window, count, index[block])
    return index.reshape(values.shape)


def _bin_block(x: NDArray[np.float64], window: Window, count: int, index: NDArray[np.uint16]) -> None:
    """Writes the index of each x; overwrites x."""
    below, at_start, above = x < window.start, x == window.start, x > window.end
    with np.errstate(all="ignore"):
        x -= window.start
        x /= abs(window.end - window.start) / count
        np.fmax(x, 0.0, out=x)  # a NaN becomes 0 too
        np.minimum(x, float(count), out=x)
    index[...] = x
    index += FIRST_BIN
    np.copyto(index, AT_START, where=at_start)
    np.copyto(index, ABOVE, where=above)  # a window that ends below its type starts above its end
    np.copyto(index, BELOW, where=below)
