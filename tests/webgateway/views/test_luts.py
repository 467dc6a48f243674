"""Expected values by hand: reference webgateway.md §7.8."""

import imagecodecs
import pytest

RAMP = bytes(range(256)) + bytes(512)
"""A raw table: 256 reds from 0 to 255, no green, no blue."""
NIH = b"ICOL" + bytes(2) + (256).to_bytes(2, "big") + bytes(24) + bytes(256) + bytes(range(256)) + bytes(256)
"""An NIH Image table of greens."""
TEXT = "Index Red Green Blue\n" + "".join(f"{i} 0 0 {i}\n" for i in range(256))
"""A text table of blues."""


@pytest.fixture
def shelves(lab, home):
    (home.luts / "raw").mkdir()
    (home.luts / "raw" / "red.lut").write_bytes(RAMP)
    (home.luts / "green.lut").write_bytes(NIH)
    (home.luts / "blue.lut").write_text(TEXT)
    (home.luts / "broken.lut").write_bytes(b"oops")
    return home.luts


def test_all_tables_by_name(shelves, owner):
    response = owner.get("luts/")
    assert response["Content-Type"] == "application/json"
    told = response.json()
    names = [lut["name"] for lut in told["luts"]]
    assert names == sorted(names, key=str.lower)
    assert len(names) == 47 + 3
    by_name = {lut["name"]: lut for lut in told["luts"]}
    assert {name: by_name["red.lut"][name] for name in ("path", "size", "png_index")} == {
        "path": "/luts/raw/",
        "size": 768,
        "png_index": -1,
    }
    assert (by_name["cool.lut"]["path"], by_name["green.lut"]["size"]) == ("/luts/", 800)
    assert [lut["png_index_new"] for lut in told["luts"]] == list(range(50))
    assert told["png_luts_new"] == [lut["path"] + lut["name"] for lut in told["luts"]] + ["gradient.png"]
    assert told["png_luts"] == []
    assert len({lut["id"] for lut in told["luts"]}) == 50
    assert "rgb" not in told["luts"][0]


def test_the_colors_of_each(shelves, owner):
    told = {lut["name"]: lut["rgb"] for lut in owner.get("luts/", rgb="true").json()["luts"]}
    assert told["red.lut"] == [[i, 0, 0] for i in range(256)]
    assert told["green.lut"] == [[0, i, 0] for i in range(256)]
    assert told["blue.lut"] == [[0, 0, i] for i in range(256)]
    assert told["grays.lut"] == [[i, i, i] for i in range(256)]


def test_in_a_callback(shelves, owner):
    assert owner.get("luts/", callback="f").content.startswith(b'f({"luts":[{')
    assert owner.get("luts/", callback="f(").status_code == 400


def test_one_picture_of_all(shelves, owner):
    response = owner.get("luts_png/")
    assert response["Content-Type"] == "image/png"
    sheet = imagecodecs.png_decode(response.content)
    assert sheet.shape == (51 * 10, 256, 4)
    rows = {lut["name"]: lut["png_index_new"] for lut in owner.get("luts/").json()["luts"]}
    for name, column in (("red.lut", 0), ("green.lut", 1), ("blue.lut", 2)):
        strip = sheet[10 * rows[name] + 5]
        assert strip[:, column].tolist() == list(range(256))
        assert strip[:, 3].tolist() == [255] * 256
    assert sheet[-1, 0].tolist() == [0, 0, 0, 255]
    assert sheet[-1, 200].tolist() == [0, 0, 0, 0]


def test_the_picture_is_told_once(shelves, owner):
    first = owner.get("luts_png/")
    assert owner.get("luts_png/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    (shelves / "another.lut").write_bytes(RAMP)
    again = owner.get("luts_png/", cached="false", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert imagecodecs.png_decode(again.content).shape[0] == 52 * 10


def test_tables_of_the_home_draw(shelves, owner, lab):
    query = {"c": "1|0:1$blue.lut", "format": "png"}
    picture = imagecodecs.png_decode(owner.get(f"render_image/{lab.image.pk}/0/0/", **query).content)
    assert picture[:, :, 2].any()
    assert not picture[:, :, :2].any()
