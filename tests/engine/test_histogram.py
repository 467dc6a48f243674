import numpy as np
import pytest

from micrographia.engine import histogram as module
from micrographia.engine.histogram import PlaneOfChannel, histogram, plane_range
from micrographia.errors import Invalid
from micrographia.pixel_type import ValueRange
from micrographia.testing.array_source import array_source

VALUES = np.random.default_rng(2).integers(0, 100, (2, 3, 200, 50)).astype(np.uint16)


def test_one_plane_of_one_channel(monkeypatch):
    monkeypatch.setattr(module, "STRIP_PIXELS", 64 * 50)
    source = array_source(VALUES)
    counts = histogram(source, PlaneOfChannel(z=2, c=1, t=0), ValueRange(0, 99), 100)
    assert counts.tolist() == np.bincount(VALUES[1, 2].ravel(), minlength=100).tolist()
    assert [(read[0], read[2], read[3].height) for read in source.reads] == [(2, (1,), h) for h in (64, 64, 64, 8)]


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [([-np.inf, 3, np.nan, -2, np.inf], -2, 3), ([np.nan, np.inf], 0, 0), ([4, 4], 4, 4)],
)
def test_the_range_of_what_is_finite(values, low, high):
    source = array_source(np.array([[values]], np.float32))
    assert plane_range(source, PlaneOfChannel(0, 0, 0)) == ValueRange(low, high)


def test_outside_is_invalid():
    with pytest.raises(Invalid):
        histogram(array_source(VALUES), PlaneOfChannel(3, 0, 0), ValueRange(0, 1))
