import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType, ValueRange


@pytest.mark.parametrize(
    ("kind", "significant_bits", "low", "high"),
    [
        (PixelType.INT8, None, -128, 127),
        (PixelType.UINT8, None, 0, 255),
        (PixelType.UINT16, 12, 0, 4095),
        (PixelType.INT16, 12, -2048, 2047),
        (PixelType.UINT16, 20, 0, 65535),
        (PixelType.UINT32, None, 0, 4294967295),
        (PixelType.FLOAT, None, -2147483648, 2147483647),
        (PixelType.DOUBLE, 12, -2147483648, 2147483647),
    ],
)
def test_type_range(kind, significant_bits, low, high):
    assert kind.range(significant_bits) == ValueRange(low, high)


@pytest.mark.parametrize(
    ("dtype", "kind"), [("?", PixelType.UINT8), ("f2", PixelType.FLOAT), (">u2", PixelType.UINT16)]
)
def test_the_pixel_type_that_holds_a_dtype(dtype, kind):
    assert PixelType.of(np.dtype(dtype)) is kind


@pytest.mark.parametrize("dtype", ["i8", "u8", "c8", "c16", "S4"])
def test_other_numbers_are_refused(dtype):
    with pytest.raises(Unreadable, match="cannot be shown"):
        PixelType.of(np.dtype(dtype))
