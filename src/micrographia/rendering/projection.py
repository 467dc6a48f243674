"""Many z-sections → one plane in the image's own pixel type, section by section."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from micrographia.pixel_type import PixelType
from micrographia.rendering.settings import Projection


class Projector(Protocol):
    """Takes the values of one section after the other, all of one shape."""

    def add(self, values: NDArray[Any]) -> None: ...

    def result(self) -> NDArray[Any]:
        """In the pixel type; 0 everywhere when no section came (a mean of floats: NaN)."""
        ...


class Maximum:
    """The largest value, also where all are negative; NaN only where all are."""

    def __init__(self, shape: tuple[int, ...], pixel_type: PixelType) -> None:
        self._most = np.zeros(shape, pixel_type.dtype)
        self._empty = True

    def add(self, values: NDArray[Any]) -> None:
        if self._empty:
            self._most[...] = values
        else:
            np.fmax(self._most, values, out=self._most)
        self._empty = False

    def result(self) -> NDArray[Any]:
        return self._most


class Sum:
    """The sum, held within the type range; a NaN poisons it. Floats are held below 2³¹."""

    def __init__(self, shape: tuple[int, ...], pixel_type: PixelType) -> None:
        self._pixel_type = pixel_type
        self._total = np.zeros(shape, np.float64)
        self._count = 0

    def add(self, values: NDArray[Any]) -> None:
        self._total += values
        self._count += 1

    def result(self) -> NDArray[Any]:
        return self._stored(self._total)

    def _stored(self, exact: NDArray[np.float64]) -> NDArray[Any]:
        limits = self._pixel_type.range()
        if self._pixel_type.floating:
            return np.minimum(exact, limits.high).astype(self._pixel_type.dtype)
        whole = np.trunc(np.nan_to_num(exact, nan=0.0))
        return np.clip(whole, limits.low, limits.high).astype(self._pixel_type.dtype)


class Mean(Sum):
    """The sum divided by the number of sections; integers towards zero."""

    def result(self) -> NDArray[Any]:
        with np.errstate(invalid="ignore"):
            return self._stored(self._total / np.float64(self._count))


PROJECTIONS: dict[Projection, type[Maximum] | type[Sum]] = {
    Projection.INTMAX: Maximum,
    Projection.INTMEAN: Mean,
    Projection.INTSUM: Sum,
}


def sections(z_range: tuple[int, int] | None, size_z: int) -> range:
    """The z-sections of a projection, both ends included and held within the stack; start > end: none."""
    start, end = (0, size_z - 1) if z_range is None else z_range
    return range(max(start, 0), min(end, size_z - 1) + 1)


def projector(projection: Projection, shape: tuple[int, ...], pixel_type: PixelType) -> Projector:
    """One that has seen nothing yet; projection is not NORMAL."""
    return PROJECTIONS[projection](shape, pixel_type)
