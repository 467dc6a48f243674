"""What a client can observe of saving, copying and listing settings (WebGateway reference §8)."""

import json

import pytest
from django.test import Client

from documents.claims import rule
from documents.library import Reader, save_look
from sign_in_people import PASSWORD

FULL = {"c": "1|0:9$FF0000,-2|5:6$00FF00", "m": "g"}


def post(reader, page, query="", **form):
    return reader.client.post(f"/webgateway/{page}{query}", form)


def told(reader, image):
    return reader.json(f"imgData/{image.pk}/")


@pytest.fixture
def browser(library):
    """Somebody with a session, which remembers what was copied."""
    client = Client()
    client.post("/webclient/login/", {"username": "will", "password": PASSWORD})
    return client


@rule("8.1")
def test_settings_in_the_query_or_in_the_body(library, will):
    page = f"saveImgRDef/{library.two.pk}/"
    assert post(will, page, **FULL).content == b"true"
    assert told(will, library.two)["rdefs"]["model"] == "greyscale"
    # Anything in the query, and the body does not count.
    assert post(will, page, "?m=c", c="1|0:77$0000FF").content == b"true"
    found = told(will, library.two)
    assert found["rdefs"]["model"] == "color"
    assert (found["channels"][0]["window"]["end"], found["channels"][0]["color"]) == (9, "FF0000")
    wrapped = post(will, page, "?callback=done", m="g")
    assert (wrapped["Content-Type"], wrapped.content) == ("application/javascript", b"done(true)")
    assert told(will, library.two)["rdefs"]["model"] == "greyscale"


@rule("8.1")
def test_what_is_left_out_stays(library, will):
    before = told(will, library.two)
    assert post(will, f"saveImgRDef/{library.two.pk}/", "?m=g").content == b"true"
    after = told(will, library.two)
    assert after["channels"] == before["channels"]
    assert post(will, f"saveImgRDef/{library.two.pk}/", "?c=2").content == b"true"
    first, second = told(will, library.two)["channels"]
    assert (first["active"], second["active"]) == (False, True)
    assert (first["window"], first["color"]) == (before["channels"][0]["window"], before["channels"][0]["color"])


@rule("8.1")
@pytest.mark.parametrize(
    "query",
    [
        "c=3|0:9$FF0000",
        "c=0",
        "c=a",
        "c=1|abc:5",
        "c=1|9:5",
        "c=1$GGG",
        "c=1&maps={",
        "c=1&maps=[{},{}]",
        'c=1&maps=[{"contrast":{}}]',
        'c=1&maps=[{"quantization":{"family":"other"}}]',
        'c=1&maps=[{"quantization":{"family":"linear","coefficient":0}}]',
        "m=x",
        "z=0",
        "z=2",
        "t=x",
        "m=g&callback=(",
    ],
)
def test_what_is_malformed_is_refused_as_a_whole(library, will, query):
    before = told(will, library.two)
    answer = post(will, f"saveImgRDef/{library.two.pk}/", "?" + query)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    assert answer.json()["message"]
    assert told(will, library.two) == before


@rule("8.2")
def test_an_image_in_no_project_is_compatible_with_none(library, will):
    assert will.json(f"compatImgRDef/{library.two.pk}/") == []
    assert will.get(f"compatImgRDef/{library.cells.pk}/", callback="f").content == b"f([])"
    assert Reader("stranger").json(f"compatImgRDef/{library.cells.pk}/") is False


@rule("8.3")
def test_pasting_what_the_request_tells(library, will):
    answer = post(will, f"copyImgRDef/?fromid={library.two.pk}", toids=library.four.pk).json()
    assert (answer["true"], answer["false"]) == ([], [library.four.pk])
    answer = post(will, "copyImgRDef/", toids=library.two.pk, imageId=library.two.pk, **FULL).json()
    assert answer["false"] == []
    assert post(will, "copyImgRDef/", toids="x", **FULL).json() is False
    assert post(will, "copyImgRDef/", toids=library.two.pk).json() is False  # nothing was copied
    asked = will.get("copyImgRDef/")
    assert (asked.status_code, asked["Allow"]) == (405, "POST")


@rule("8.3", "8.4")
def test_what_was_copied_is_told(library, browser):
    assert browser.get("/webgateway/getImgRDef/").json() == {"rdef": None}
    query = {**FULL, "imageId": library.two.pk, "z": "1", "t": "1", "pixel_range": "0:65535", "q": "0.5"}
    assert browser.get("/webgateway/copyImgRDef/", query).content == b"true"
    rdef = browser.get("/webgateway/getImgRDef/").json()["rdef"]
    assert (rdef["c"], rdef["m"], rdef["pixel_range"]) == (FULL["c"], "g", "0:65535")
    assert int(rdef["imageId"]) == library.two.pk
    assert "q" not in rdef
    assert browser.get("/webgateway/copyImgRDef/", {"fromid": library.two.pk}).content == b"true"
    rdef = browser.get("/webgateway/getImgRDef/").json()["rdef"]
    assert (rdef["m"], rdef["pixel_range"]) == ("color", "0:65535")
    assert rdef["c"].replace(".0", "") == "1|0:255$FF0000,2|100:355$00FF00"
    maps = rdef["maps"] if isinstance(rdef["maps"], list) else json.loads(rdef["maps"])
    assert [each["inverted"]["enabled"] for each in maps] == [False, False]


@rule("8.5")
def test_all_settings_of_an_image(library, will, colleague):
    assert post(colleague, f"saveImgRDef/{library.two.pk}/", "?c=1|3:7$ABCDEF,-2&m=g").content == b"true"
    newest, first = will.json(f"get_image_rdefs_json/{library.two.pk}/")["rdefs"]
    assert newest["owner"]["id"] == library.colleague.pk
    assert first["owner"] == {"id": library.will.pk, "firstName": "Will", "lastName": "Moore"}
    assert (newest["model"], first["model"]) == ("greyscale", "rgb")
    assert (first["z"], first["t"]) == (0, 0)
    channel = newest["c"][0]
    assert (channel["active"], channel["start"], channel["end"], channel["color"]) == (True, 3, 7, "ABCDEF")
    assert channel["rgb"] == {"red": 0xAB, "green": 0xCD, "blue": 0xEF}
    assert (channel["inverted"], channel["reverseIntensity"]) == (False, False)
    assert [each["active"] for each in newest["c"]] == [True, False]
    missing = will.json("get_image_rdefs_json/999999/")
    assert list(missing) == ["error"]


@rule("8.6")
def test_back_to_the_settings_of_the_import(library, will):
    before = told(will, library.two)
    save_look(library.two, library.will, *((True, 5, 6, "123456"),) * 2)
    assert post(will, "resetRDef/", toids=library.two.pk).json() == [library.two.pk]
    assert told(will, library.two) == before
    assert will.get("resetRDef/").status_code == 405
    assert post(will, "resetRDef/").status_code == 400


@rule("8.6")
def test_the_owners_settings_for_oneself(library, will, colleague):
    save_look(library.two, library.will, *((True, 5, 6, "123456"),) * 2)
    assert post(colleague, f"saveImgRDef/{library.two.pk}/", "?c=1$FF0000").content == b"true"
    assert post(colleague, "applyOwnersRDef/", toids=library.two.pk, to_type="image").json() == [library.two.pk]
    assert told(colleague, library.two)["channels"] == told(will, library.two)["channels"]
    mine = post(colleague, "applyOwnersRDef/", toids=library.dataset.pk, to_type="dataset").json()
    assert sorted(mine) == sorted([library.sample.pk, library.cells.pk])
