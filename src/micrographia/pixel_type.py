"""The kinds of number a pixel can be, named as the field names them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import isfinite

import numpy as np

from micrographia.errors import Unreadable


@dataclass(frozen=True, slots=True)
class ValueRange:
    """The smallest and the largest value, both included."""

    low: float
    high: float

    def finite(self, number: float) -> float:
        """The number, or the end of this range in place of an infinity: JSON has none, and drawing ends there too."""
        if isfinite(number):
            return number
        return self.low if number < 0 else self.high


class PixelType(Enum):
    """One of the eight pixel types; the value is the word that `imgData` and the JSON APIs use."""

    INT8 = "int8"
    UINT8 = "uint8"
    INT16 = "int16"
    UINT16 = "uint16"
    INT32 = "int32"
    UINT32 = "uint32"
    FLOAT = "float"
    DOUBLE = "double"

    @property
    def dtype(self) -> np.dtype[np.generic]:
        """The numpy type in native byte order."""
        return _DTYPES[self]

    @property
    def bits(self) -> int:
        """Storage bits of one value: 8, 16, 32 or 64."""
        return self.dtype.itemsize * 8

    @property
    def signed(self) -> bool:
        return self.dtype.kind != "u"

    @property
    def floating(self) -> bool:
        return self.dtype.kind == "f"

    def range(self, significant_bits: int | None = None) -> ValueRange:
        """The type range of reference rendering.md §2: narrowed by significant bits for integers,
        always ±2³¹ for float and double."""
        if self.floating:
            return ValueRange(-2147483648.0, 2147483647.0)
        bits = min(significant_bits, self.bits) if significant_bits else self.bits
        if self.signed:
            return ValueRange(-float(2 ** (bits - 1)), float(2 ** (bits - 1) - 1))
        return ValueRange(0.0, float(2**bits - 1))

    @classmethod
    def of(cls, dtype: np.dtype[np.generic]) -> PixelType:
        """The pixel type that holds every value of `dtype`: bool becomes uint8, float16 float.

        Raises Unreadable for 64-bit integers, complex numbers and anything that is no number.
        """
        try:
            return _BY_DTYPE[(dtype.kind, dtype.itemsize)]
        except KeyError:
            raise Unreadable(f"pixels of type {dtype.name} cannot be shown") from None


_DTYPES: dict[PixelType, np.dtype[np.generic]] = {
    PixelType.INT8: np.dtype(np.int8),
    PixelType.UINT8: np.dtype(np.uint8),
    PixelType.INT16: np.dtype(np.int16),
    PixelType.UINT16: np.dtype(np.uint16),
    PixelType.INT32: np.dtype(np.int32),
    PixelType.UINT32: np.dtype(np.uint32),
    PixelType.FLOAT: np.dtype(np.float32),
    PixelType.DOUBLE: np.dtype(np.float64),
}

_BY_DTYPE: dict[tuple[str, int], PixelType] = {
    ("b", 1): PixelType.UINT8,
    ("f", 2): PixelType.FLOAT,
    **{(dtype.kind, dtype.itemsize): kind for kind, dtype in _DTYPES.items()},
}
