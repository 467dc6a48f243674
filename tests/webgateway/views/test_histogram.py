import orjson
import pytest

from picture_world import make_picture


def counts(asker, image, channel=0, **query):
    response = asker.get(f"histogram_json/{image.pk}/channel/{channel}/", **query)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json"), response.content
    found = orjson.loads(response.content)
    assert found.keys() == {"data"}
    return found["data"]


@pytest.fixture
def ramp(lab, tmp_path):
    return make_picture(lab.owner, lab.group, tmp_path, "sizeX=10 sizeY=1 sizeZ=2 sizeT=2", name="ramp")


def test_the_range_is_that_of_all_planes(ramp, owner):
    """Values are x + 7 z + 11 t: 0 to 27 in all; the first plane holds 0 to 9."""
    assert counts(owner, ramp, bins=28) == [1] * 10 + [0] * 18
    assert counts(owner, ramp, bins=28, theZ=1) == [0] * 7 + [1] * 10 + [0] * 11
    assert counts(owner, ramp, bins=28, theZ=1, theT=1) == [0] * 18 + [1] * 10
    assert counts(owner, ramp, bins=2) == [10, 0]


def test_by_default_there_are_256_bins_of_the_first_plane(lab, owner):
    for query in ({}, {"bins": 0}, {"bins": -5}, {"theZ": -1, "theT": -9}):
        found = counts(owner, lab.image, **query)
        assert (len(found), sum(found)) == (256, 64 * 48)


def test_infinite_values(lab, owner, tmp_path):
    """Values are x / 2: 0 to 127.5. In the middle of the range of floats all are in the bin that begins with 0."""
    image = make_picture(lab.owner, lab.group, tmp_path, "sizeX=256 sizeY=1 pixelType=float", name="endless")
    image.channels.update(low=float("-inf"), high=float("inf"))
    assert counts(owner, image, bins=2) == [0, 256]
    told = owner.get(f"histogram_json/{image.pk}/channel/0/", range="plane", bins=51).json()
    assert told == {"data": [5] * 50 + [6], "min": 0, "max": 127.5}


def test_without_statistics_the_type_range_counts(lab, owner, tmp_path):
    image = make_picture(lab.owner, lab.group, tmp_path, "sizeX=256 sizeY=1", name="plain", statistics=False)
    assert counts(owner, image) == [1] * 255 + [1]


@pytest.mark.parametrize(("channel", "query"), [(3, {}), (0, {"theZ": 5}), (0, {"theT": 2}), (2**63, {})])
def test_what_is_not_there(lab, owner, channel, query):
    assert owner.get(f"histogram_json/{lab.image.pk}/channel/{channel}/", **query).status_code == 404


@pytest.mark.parametrize("query", [{"bins": 65_537}, {"bins": "x"}, {"theZ": "1.5"}, {"share": "x"}])
def test_what_cannot_be_read(lab, owner, query):
    response = owner.get(f"histogram_json/{lab.image.pk}/channel/0/", **query)
    assert response.status_code == 400
    assert next(iter(query)) in orjson.loads(response.content)["message"]


def test_a_stranger_sees_nothing(lab, outsider):
    assert outsider.get(f"histogram_json/{lab.image.pk}/channel/0/").status_code == 404


def test_an_original_that_has_changed(lab, owner, tmp_path):
    (tmp_path / "cells.fake").write_text("sizeX=9")
    for page in (f"histogram_json/{lab.image.pk}/channel/0/", f"get_thumbnail/{lab.image.pk}/33/"):
        answer = owner.get(page)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
        assert answer.json() == {"message": "the original file cells.fake has changed since it was imported"}
