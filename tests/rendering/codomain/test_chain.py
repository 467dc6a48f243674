import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from micrographia.rendering.codomain.chain import chained
from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.settings import Quantum


def test_without_maps_greys_stay_as_they_are():
    assert chained((), Quantum(30, 200)).tolist() == list(range(256))


def test_reverse_of_an_interval_starts_at_zero():
    """On 30..200 the result is 0..170 (reference rendering.md §5)."""
    greys = chained((REVERSE,), Quantum(30, 200))
    assert greys[[0, 30, 31, 200, 255]].tolist() == [170, 170, 169, 0, 0]


@given(st.integers(1, 255))
def test_twice_reversed_is_as_before(end):
    assert chained((REVERSE, REVERSE), Quantum(0, end)).tolist() == np.minimum(np.arange(256), end).tolist()
