"""Expected values by hand: reference webgateway.md §10.1."""

import pytest

from micrographia.errors import Invalid
from micrographia.webgateway.shapes.plates import Extent, extent_of


@pytest.mark.parametrize(
    ("places", "layout", "extent"),
    [
        ([], "shrink", Extent(0, 0, 0, 0)),
        ([], "expand", Extent(0, 0, 0, 0)),
        ([(1, 2), (3, 5)], "shrink", Extent(1, 2, 4, 6)),
        ([(1, 2), (3, 5)], "trim", Extent(0, 0, 4, 6)),
        ([(1, 2), (3, 5)], "expand", Extent(0, 0, 8, 12)),
        ([(7, 11)], "expand", Extent(0, 0, 8, 12)),
        ([(8, 0)], "expand", Extent(0, 0, 16, 24)),
        ([(0, 24)], "expand", Extent(0, 0, 32, 48)),
    ],
)
def test_what_is_shown_of_a_plate(places, layout, extent):
    assert extent_of(places, layout) == extent


def test_a_well_far_out_takes_no_memory():
    places = [(2_000_000_000, 2_000_000_000)]
    with pytest.raises(Invalid, match="layout=shrink"):
        extent_of(places, "expand")
    assert extent_of(places, "shrink") == Extent(*places[0], 2_000_000_001, 2_000_000_001)
