import pytest

from micrographia.errors import Invalid
from micrographia.pixels import Level, Region

LEVEL = Level(width=10, height=6, tile_width=4, tile_height=4)


@pytest.mark.parametrize("region", [Region(0, 0, 10, 6), Region(9, 5, 1, 1)])
def test_regions_inside(region):
    region.within(LEVEL)


@pytest.mark.parametrize(
    "region", [Region(-1, 0, 2, 2), Region(0, 0, 11, 6), Region(9, 5, 1, 2), Region(0, 0, 0, 1), Region(10, 0, 1, 1)]
)
def test_regions_outside(region):
    with pytest.raises(Invalid):
        region.within(LEVEL)
