import numpy as np

from micrographia.pixel_type import ValueRange
from micrographia.rendering.profile import places, steps


def test_places():
    values = np.array([0, 50, 100, 200, -5, np.nan])
    assert places(values, ValueRange(0, 100), 11).tolist() == [0, 5, 10, 10, 0, 0]
    assert places(np.array([10, 20], np.int8), ValueRange(10, 20), 3).tolist() == [0, 2]


def test_a_span_that_shows_nothing():
    for span in (ValueRange(3, 3), ValueRange(0, float("inf")), ValueRange(float("nan"), 1)):
        assert places(np.zeros(2), span, 10) is None


def test_steps_join_neighbours():
    first, last = steps(np.array([2, 5, 1]))
    assert (first.tolist(), last.tolist()) == ([2, 2, 1], [2, 5, 5])
