import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micrographia.errors import Invalid
from micrographia.pictures.request import Box, PictureRequest, Tile
from micrographia.rendering.settings import ChannelChange, Model, Projection, SettingsChange, Window
from micrographia.webgateway.query.picture import picture_query, rendering_query, share_of, thumbnail_query


def test_the_whole_line_of_a_tile():
    query = {"tile": "2,3,1", "c": "1|100:600$FF0000,-2", "m": "c", "q": "0.8", "format": "png", "_": "1", "share": "7"}
    assert picture_query(query, 12, 3, 0, needs_area=True) == PictureRequest(
        12,
        3,
        0,
        Tile(2, 3, 1),
        change=SettingsChange(
            (ChannelChange(0, True, Window(100, 600), "FF0000FF"), ChannelChange(1, False)), True, Model.COLOR
        ),
        share=7,
        format="png",
        quality=0.8,
    )


def test_nothing_asked_changes_nothing():
    assert picture_query({}, 5) == PictureRequest(5)


def test_the_place_in_the_query_is_not_read():
    assert picture_query({"z": "3", "t": "x", "rdefId": "5", "ia": "1"}, 5, 1, 2) == PictureRequest(5, 1, 2)


@pytest.mark.parametrize(
    ("p", "means"),
    [
        ("normal", (Projection.NORMAL, None)),
        ("intmax", (Projection.INTMAX, None)),
        ("intmean|0:10", (Projection.INTMEAN, (0, 10))),
        ("intsum|10:2", (Projection.INTSUM, (2, 10))),
        ("intmax|-3:4", (Projection.INTMAX, (-3, 4))),
        ("intmax|5", (Projection.INTMAX, None)),
        ("intmax|a:b", (Projection.INTMAX, None)),
        ("normal|0:3", (Projection.NORMAL, None)),
        ("split", (None, None)),
        ("", (None, None)),
    ],
)
def test_projections(p, means):
    change = rendering_query({"p": p}).change
    assert (change.projection, change.z_range) == means


@pytest.mark.parametrize(("m", "model", "faults"), [("g", Model.GREYSCALE, 0), ("c", Model.COLOR, 0), ("x", None, 1)])
def test_models(m, model, faults):
    asked = rendering_query({"m": m})
    assert (asked.change.model, len(asked.faults)) == (model, faults)


@pytest.mark.parametrize("q", ["-0.1", "1.1", "nan", "inf", "high", "", "0,5"])
def test_a_quality_outside_0_to_1_is_refused(q):
    with pytest.raises(Invalid, match="q is a number from 0 to 1"):
        rendering_query({"q": q})


@pytest.mark.parametrize(("q", "means"), [("0", 0.0), ("1", 1.0), ("0.900000", 0.9), (".5", 0.5)])
def test_qualities(q, means):
    assert rendering_query({"q": q}).quality == means


def test_a_thumbnail_takes_place_and_settings_only():
    query = {"z": "0", "t": "2", "rdefId": "31", "c": "1|x", "q": "9", "m": "g", "version": "3"}
    assert thumbnail_query(query, 4, Box(96)) == PictureRequest(4, 0, 2, form=Box(96), settings_id=31)


@pytest.mark.parametrize("name", ["z", "t", "rdefId", "share"])
def test_a_thumbnail_refuses_what_is_no_number(name):
    with pytest.raises(Invalid, match=f"{name} is a whole number"):
        thumbnail_query({name: "x"}, 4, Box())


def test_share():
    assert share_of({"share": "0"}) == 0
    assert share_of({}) is None


names = st.sampled_from(["c", "m", "maps", "p", "q", "z", "t", "tile", "region", "format", "share", "rdefId"])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(names, st.text() | st.integers().map(str) | st.floats().map(str)), st.booleans())
def test_a_value_or_invalid(query, needs_area):
    for read in (lambda: picture_query(query, 1, 0, 0, needs_area), lambda: thumbnail_query(query, 1, Box())):
        try:
            found = read()
        except Invalid as error:
            found = error.parameter
        assert isinstance(found, PictureRequest) or found in {"q", "z", "t", "tile", "region", "share", "rdefId"}
