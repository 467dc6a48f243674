import numpy as np
import pytest

from micrographia.engine.area import clipped, tile_region, tile_size
from micrographia.errors import Invalid, NotFound
from micrographia.pixels import Level, Region
from micrographia.testing.array_source import array_source

LEVELS = array_source(np.zeros((1, 100, 150), np.uint8), levels=2).info.levels  # 150 x 100 and 75 x 50, tiles of 64
LEVEL = Level(150, 100, 64, 64)


@pytest.mark.parametrize(
    ("level", "place", "size", "expected"),
    [
        (0, (0, 0), (None, None), Region(0, 0, 64, 64)),
        (0, (2, 1), (None, None), Region(128, 64, 22, 36)),
        (1, (1, 0), (None, None), Region(64, 0, 11, 50)),
        (0, (1, 1), (50, 30), Region(50, 30, 50, 30)),
    ],
)
def test_tiles(level, place, size, expected):
    assert tile_region(LEVELS, level, place, size) == expected


@pytest.mark.parametrize(
    ("level", "place", "error"),
    [(2, (0, 0), Invalid), (-1, (0, 0), Invalid), (0, (3, 0), NotFound), (0, (-1, 0), NotFound)],
)
def test_tiles_that_are_not_there(level, place, error):
    with pytest.raises(error):
        tile_region(LEVELS, level, place, (None, None))


def test_regions():
    assert clipped(Region(140, 90, 20, 20), LEVEL) == Region(140, 90, 10, 10)
    for outside in (Region(-1, 0, 5, 5), Region(150, 0, 5, 5), Region(0, 0, 0, 5), Region(0, 100, 5, 5)):
        with pytest.raises(NotFound):
            clipped(outside, LEVEL)


def test_the_size_of_tiles():
    assert tile_size(LEVELS) == (64, 64)
