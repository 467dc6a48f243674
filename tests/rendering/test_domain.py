import pytest

from micrographia.pixel_type import PixelType, ValueRange
from micrographia.rendering.domain import Domain
from micrographia.rendering.settings import Window

INF, NAN = float("inf"), float("nan")


@pytest.mark.parametrize(
    ("kind", "bits", "asked", "used"),
    [
        ("uint8", None, (10, 20), (10, 20)),
        ("uint8", None, (-5, 240), (0, 240)),
        ("uint8", None, (300, 310), (300, 255)),  # the start is not limited upwards
        ("uint8", None, (20, 10), (0, 255)),
        ("uint8", None, (-1, 255), (0, 255)),
        ("uint8", None, (NAN, 10), (0, 255)),
        ("uint16", 12, (-5, 60000), (0, 4095)),
        ("int16", 12, (-3000, 3000), (-2048, 2047)),
        ("float", None, (0.25, INF), (0.25, 2147483647)),
        ("float", None, (-INF, INF), (-2147483648, 2147483647)),
        ("uint32", None, (0, 2.0**32), (0, 4294967295)),
    ],
)
def test_windows(kind, bits, asked, used):
    assert Domain(PixelType(kind), bits).window(Window(*asked)) == Window(*used)


@pytest.mark.parametrize(
    ("statistics", "extent"),
    [
        (None, (0, 255)),
        (ValueRange(3, 9), (3, 9)),
        (ValueRange(-3, 9), (0, 9)),
        (ValueRange(3, INF), (3, 255)),
        (ValueRange(9, 3), (0, 255)),
        (ValueRange(NAN, NAN), (0, 255)),
    ],
)
def test_extents(statistics, extent):
    assert Domain(PixelType.UINT8, None, statistics).extent == ValueRange(*extent)
