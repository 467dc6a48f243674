import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micrographia.errors import Invalid
from micrographia.pictures.request import Tile
from micrographia.pixels import Region
from micrographia.webgateway.query.area import area_query


@pytest.mark.parametrize(
    ("text", "tile"),
    [
        ("0,1,2", Tile(0, 1, 2)),
        ("2,3,1,512,256", Tile(2, 3, 1, 512, 256)),
        ("2,3,1,512", Tile(2, 3, 1)),
        ("0,0,0,0,-4", Tile(0, 0, 0)),
        ("0,0,0,1025,99999", Tile(0, 0, 0, 1024, 1024)),
        ("0,-1,2", Tile(0, -1, 2)),
        ("1,2,3,4,5,6", Tile(1, 2, 3, 4, 5)),
    ],
)
def test_tiles(text, tile):
    assert area_query({"tile": text}) == tile


@pytest.mark.parametrize("text", ["a,b,c", "0,1", "0", "-1,0,0", "0,1.5,0", "0,,0", "0,0,0,x,5", "0 0 0", ",,"])
def test_tiles_that_cannot_be_read(text):
    with pytest.raises(Invalid, match="tile is level,column,row") as caught:
        area_query({"tile": text, "region": "0,0,5,5"})
    assert caught.value.parameter == "tile"


def test_regions():
    assert area_query({"region": "10,20,300,400"}) == Region(10, 20, 300, 400)
    assert area_query({"tile": "", "region": "-5,0,10,10"}) == Region(-5, 0, 10, 10)


@pytest.mark.parametrize("text", ["1,2,3", "1,2,3,4,5", "1,2,3,x", "1.0,2,3,4", "q"])
def test_regions_that_cannot_be_read(text):
    with pytest.raises(Invalid, match="region is x,y,width,height") as caught:
        area_query({"region": text})
    assert caught.value.parameter == "region"


def test_a_tile_wins_over_a_region():
    assert area_query({"tile": "0,0,0", "region": "1,2,3,4"}) == Tile(0, 0, 0)


@pytest.mark.parametrize("query", [{}, {"tile": ""}, {"region": ""}, {"c": "1"}])
def test_neither(query):
    with pytest.raises(Invalid, match="say which part"):
        area_query(query)


numbers = st.lists(st.integers().map(str) | st.sampled_from(["", " 1", "1e5", "x", "-"]), max_size=7).map(",".join)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["tile", "region"]), numbers | st.text()))
def test_a_value_or_invalid(query):
    try:
        found = area_query(query)
    except Invalid as error:
        found = error.parameter
    assert isinstance(found, Tile | Region) or found in {"tile", "region"}
