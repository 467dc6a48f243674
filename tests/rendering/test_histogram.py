import numpy as np
import pytest

from micrographia.errors import Invalid
from micrographia.pixel_type import ValueRange
from micrographia.rendering.histogram import histogram, own_range


def test_by_hand():
    values = np.array([[0, 1, 2, 3], [4, 5, 9, 10]], np.uint8)
    assert histogram(values, ValueRange(0, 8), 4).tolist() == [2, 2, 2, 0]
    assert histogram(values, ValueRange(0, 10), 2).tolist() == [5, 3]  # 5 begins the second, 10 ends it


def test_outside_is_not_counted_and_nan_is_the_first():
    values = np.array([[-1.0, 0.5, 2.0, float("nan"), float("inf")]], np.float32)
    assert histogram(values, ValueRange(0, 1), 4).tolist() == [1, 0, 1, 0]


def test_a_single_value():
    assert histogram(np.array([[5, 5, 6]], np.int16), ValueRange(5, 5), 3).tolist() == [2, 0, 0]


@pytest.mark.parametrize("bins", [0, -1, 65_537])
def test_impossible_bins(bins):
    with pytest.raises(Invalid) as error:
        histogram(np.zeros((1, 1)), ValueRange(0, 1), bins)
    assert error.value.parameter == "bins"


def test_own_range_leaves_nan_out():
    assert own_range(np.array([[3.0, float("nan"), -1.0]])) == ValueRange(-1, 3)
    assert own_range(np.array([[float("nan")]])) == ValueRange(0, 0)
    assert own_range(np.array([[3, 9]], np.uint8)) == ValueRange(3, 9)
