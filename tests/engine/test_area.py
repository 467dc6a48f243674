import pytest

from micrographia.engine.area import clipped, tile_region, tile_size
from micrographia.errors import Invalid, NotFound
from micrographia.pixels import Level, Region

PYRAMID = (Level(1000, 700, 256, 128), Level(500, 350, 256, 128), Level(250, 175, 250, 128))


@pytest.mark.parametrize(
    ("levels", "size"),
    [
        (PYRAMID, (256, 128)),
        ((Level(640, 480, 640, 1),), (640, 480)),
        ((Level(5000, 480, 64, 64),), (1024, 480)),
        ((Level(5000, 4000, 5000, 16), Level(2500, 2000, 2500, 16)), (256, 256)),
        ((Level(5000, 4000, 2048, 2048), Level(2500, 2000, 2048, 2048)), (256, 256)),
        ((Level(5000, 4000, 1024, 64), Level(2500, 2000, 1024, 64)), (1024, 64)),
    ],
)
def test_tile_size(levels, size):
    assert tile_size(levels) == size


def test_tiles_count_in_pixels_of_their_level_and_are_cut_at_the_edge():
    assert tile_region(PYRAMID, 0, (1, 2), (None, None)) == Region(256, 256, 256, 128)
    assert tile_region(PYRAMID, 0, (3, 5), (None, None)) == Region(768, 640, 232, 60)
    assert tile_region(PYRAMID, 1, (1, 1), (300, 200)) == Region(300, 200, 200, 150)


@pytest.mark.parametrize("level", [-1, 3])
def test_a_level_that_is_not_there(level):
    with pytest.raises(Invalid, match="level is one of 0 to 2"):
        tile_region(PYRAMID, level, (0, 0), (None, None))


@pytest.mark.parametrize("place", [(4, 0), (0, 6), (-1, 0), (0, -1), (10**18, 0)])
def test_a_tile_wholly_outside(place):
    with pytest.raises(NotFound, match="the level has 1000 x 700 pixels"):
        tile_region(PYRAMID, 0, place, (None, None))


@pytest.mark.parametrize("region", [(0, 0, 0, 5), (0, 0, 5, -1), (1000, 0, 5, 5), (0, 700, 5, 5), (-1, 0, 50, 50)])
def test_a_region_of_nothing(region):
    with pytest.raises(NotFound):
        clipped(Region(*region), PYRAMID[0])


def test_a_region_is_cut_at_right_and_bottom():
    assert clipped(Region(990, 600, 512, 512), PYRAMID[0]) == Region(990, 600, 10, 100)
