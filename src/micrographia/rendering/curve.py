"""The curve from values to greys (reference rendering.md §4.2)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from micrographia.errors import Invalid
from micrographia.rendering.codomain.codomain_map import Grey
from micrographia.rendering.domain import Domain
from micrographia.rendering.rounding import Doubles, low_byte, rounded
from micrographia.rendering.settings import ChannelSettings, Family, Quantum, Window

BIT_RESOLUTIONS = (1, 3, 7, 15, 31, 63, 127, 255)


def _linear(x: Doubles, k: float) -> Doubles:
    return x


def _polynomial(x: Doubles, k: float) -> Doubles:
    return np.power(x, k)


def _logarithmic(x: Doubles, k: float) -> Doubles:
    return np.log(np.where(x <= 0, 1.0, x))


def _exponential(x: Doubles, k: float) -> Doubles:
    return np.exp(np.power(x, k))


FAMILIES: dict[Family, Callable[[Doubles, float], Doubles]] = {
    Family.LINEAR: _linear,
    Family.POLYNOMIAL: _polynomial,
    Family.LOGARITHMIC: _logarithmic,
    Family.EXPONENTIAL: _exponential,
}


@dataclass(frozen=True, slots=True)
class Curve:
    """The numbers of §4.2, in its order of operations: results near halves depend on the last bit."""

    low: float
    high: float
    slope: float
    intercept: float
    floor: int
    ceiling: int
    quantum: Quantum
    family: Family
    coefficient: float

    def __call__(self, x: Doubles) -> Grey:
        """Greys for values; NaN gives the floor. Overflow and division by zero are tolerated as the reference does."""
        with np.errstate(all="ignore"):
            inside = self.slope * x - self.intercept
            v = np.where(x > self.low, np.where(x <= self.high, inside, float(self.ceiling)), float(self.floor))
            family, k = FAMILIES[self.family], self.coefficient
            zero, full = (float(family(np.array([end]), k)[0]) for end in (0.0, 255.0))
            n = np.float64(self.quantum.bit_resolution) / np.float64(full - zero) * (family(v, k) - zero)
            scale = (self.quantum.codomain_end - self.quantum.codomain_start) / self.quantum.bit_resolution
            return low_byte(rounded(scale * rounded(n) + self.floor))


def curve_of(channel: ChannelSettings, quantum: Quantum, domain: Domain, window: Window) -> Curve:
    """The curve of a channel; window: the one that is used. Raises Invalid for an impossible coefficient or quantum."""
    _check(channel, quantum)
    small = domain.pixel_type.bits <= 16
    least = math.floor(domain.extent.low) if small else 0
    most = math.trunc(domain.extent.high) if small else 0
    low = window.start if window.start <= least else float(least)
    high = window.end if window.end >= most else float(most)
    span, numerator, start, offset = window.end - window.start, 255.0, window.start, 0.0
    floor, ceiling = quantum.codomain_start, quantum.codomain_end
    if channel.noise_reduction:
        low, high = low + (most - least) / 10, high - (most - least) / 10
        span, start = _reduced(window, low, high)
        numerator, offset = 235.0, 10.0
        floor, ceiling = max(floor, 10), min(ceiling, 245)
    with np.errstate(all="ignore"):
        slope = float(np.float64(numerator) / np.float64(span))
        intercept = float(np.float64(slope) * start - offset)
    k = 1.0 if channel.family is Family.LINEAR else channel.coefficient
    return Curve(low, high, slope, intercept, floor, ceiling, quantum, channel.family, k)


def _reduced(window: Window, low: float, high: float) -> tuple[float, float]:
    """Span and start under noise reduction."""
    if window.start >= low and window.end > high:
        return high - window.start, window.start
    if window.start >= low:
        return window.end - window.start, window.start
    if window.end <= high:
        return window.end - low, low
    return high - low, low


def _check(channel: ChannelSettings, quantum: Quantum) -> None:
    if not channel.coefficient > 0:
        raise Invalid("a coefficient is a number above 0", "coefficient")
    if quantum.bit_resolution not in BIT_RESOLUTIONS:
        raise Invalid(f"the bit resolution is one of {', '.join(map(str, BIT_RESOLUTIONS))}", "bit_resolution")
    if not 0 <= quantum.codomain_start < quantum.codomain_end <= 255:
        raise Invalid("the codomain runs from a smaller to a larger number within 0 to 255", "codomain")
