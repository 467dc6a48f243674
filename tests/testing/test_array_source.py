import numpy as np
import pytest

from micrographia.errors import Invalid
from micrographia.pixels import Level, Region
from micrographia.testing.array_source import array_source


def test_levels_are_every_second_pixel():
    source = array_source(np.arange(24, dtype=np.uint16).reshape(1, 4, 6), levels=2)
    assert source.info.levels == (Level(6, 4, 64, 64), Level(3, 2, 64, 64))
    assert source.read(0, 0, [0], Region(1, 0, 2, 2), 1).tolist() == [[[2, 4], [14, 16]]]
    assert source.reads == [(0, 0, (0,), Region(1, 0, 2, 2), 1)]


def test_outside_is_invalid():
    with pytest.raises(Invalid):
        array_source(np.zeros((1, 2, 2), np.uint8)).read(0, 0, [1], Region(0, 0, 1, 1))
