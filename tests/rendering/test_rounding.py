import numpy as np
import pytest

from micrographia.rendering.rounding import low_byte, rounded


@pytest.mark.parametrize(
    ("x", "whole"),
    [(0.5, 1), (1.5, 2), (-0.5, 0), (-1.5, -1), (0.49999999999999994, 0), (2.4, 2), (float("nan"), 0)],
)
def test_halves_go_up(x, whole):
    assert rounded(np.array([x]))[0] == whole


def test_infinities_stay():
    assert rounded(np.array([np.inf, -np.inf])).tolist() == [np.inf, -np.inf]


@pytest.mark.parametrize(
    ("x", "byte"),
    [(0, 0), (255.9, 255), (256, 0), (300.9, 44), (-1, 255), (-0.9, 0), (1e12, 255), (-1e12, 0), (float("nan"), 0)],
)
def test_the_low_byte(x, byte):
    assert low_byte(np.array([x], np.float64))[0] == byte
