"""What a client can observe of the WebGateway reference beyond the document, section by section."""

from __future__ import annotations

import base64
import io
import json

import numpy as np
import pytest
from django.test import Client
from PIL import Image as Pillow

from catalog_world import make_dataset
from documents.claims import rule
from documents.library import Reader, colored, decoded, grey, save_look, slope
from micrographia.catalog.models import DatasetImage, StoredSettings
from picture_world import make_picture
from sign_in_people import PASSWORD

X = np.arange(256)


def cells(reader, library, z=0, t=0, **query):
    return reader.pixels(f"render_image/{library.cells.pk}/{z}/{t}/", **query)


def two(reader, library, **query):
    """The row of `two`, which shows x in red and in green."""
    return reader.pixels(f"render_image/{library.two.pk}/0/0/", **query)[0]


def data(reader, image, **query):
    return reader.json(f"imgData/{image.pk}/", **query)


@pytest.fixture
def image(library, tmp_path):
    """Makes a synthetic image."""

    def make(recipe, name="image", **more):
        return make_picture(library.will, library.group, tmp_path, recipe, name=name, **more)

    return make


# 1 Common behaviour


@rule("1.3")
@pytest.mark.parametrize("page", ["render_image/{}/1/0", "imgData/{}", "render_thumbnail/{}/30/20", "img_detail/{}"])
def test_the_last_slash_may_be_missing(library, will, page):
    without, with_slash = (will.get(page.format(library.cells.pk) + end) for end in ("", "/"))
    assert (without.status_code, with_slash.status_code) == (200, 200)
    assert len(without.content) == len(with_slash.content)


@rule("1.3")
def test_a_post_without_slash_is_no_redirect(library, will):
    answer = will.client.post(f"/webgateway/saveImgRDef/{library.cells.pk}?m=g")
    assert (answer.status_code, answer.content) == (200, b"true")
    assert data(will, library.cells)["rdefs"]["model"] == "greyscale"


@rule("1.3")
@pytest.mark.parametrize("page", ["render_image/{}/", "imgData/{}/", "proj/{}/detail/", "dataset/{}/children/"])
def test_a_number_that_no_id_can_be(library, will, page):
    assert will.get(page.format(2**63)).status_code == 404
    assert will.get(page.format("9" * 300)).status_code == 404


@rule("1.4")
def test_a_wrong_method_is_told_before_the_login(library, nobody):
    for page in ("saveImgRDef/{}/", "resetRDef/", "applyOwnersRDef/"):
        answer = nobody.get("/webgateway/" + page.format(library.cells.pk))
        assert (answer.status_code, set(answer["Allow"].split(", "))) == (405, {"POST", "OPTIONS"})
    answer = nobody.post(f"/webgateway/render_image/{library.cells.pk}/")
    assert (answer.status_code, set(answer["Allow"].split(", "))) == (405, {"GET", "HEAD", "OPTIONS"})


@rule("1.4")
def test_a_post_of_a_browser_needs_its_token(library):
    browser = Client(enforce_csrf_checks=True)
    browser.get("/webclient/login/")
    form = {"username": "will", "password": PASSWORD, "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    assert browser.post("/webclient/login/", form).status_code == 302
    page = f"/webgateway/saveImgRDef/{library.cells.pk}/?m=g"
    refused = browser.post(page)
    assert refused.status_code == 403
    assert refused.json()["message"].startswith("CSRF Failed: ")
    assert browser.post(page, headers={"X-CSRFToken": browser.cookies["csrftoken"].value}).content == b"true"


@rule("1.5")
def test_who_is_not_signed_in_is_sent_to_the_login(library, nobody):
    answer = nobody.get(f"/webgateway/render_image/{library.cells.pk}/?c=1,2&m=g")
    there = f"/webclient/login/?url=%2Fwebgateway%2Frender_image%2F{library.cells.pk}%2F%3Fc%3D1%2C2%26m%3Dg"
    assert answer["Location"] == there
    elsewhere = nobody.get(f"/webgateway/imgData/{library.cells.pk}/?url=/webclient/")
    assert elsewhere["Location"] == "/webclient/login/?url=%2Fwebclient%2F"


@rule("1.5")
@pytest.mark.parametrize("query", [{"username": "will", "password": PASSWORD}, {"bsession": "x" * 36}])
def test_credentials_in_the_query_are_off(library, nobody, query):
    assert nobody.get(f"/webgateway/imgData/{library.cells.pk}/", query).status_code == 302


@rule("1.6")
def test_json_in_a_callback(library, will):
    page = f"proj/{library.project.pk}/detail/"
    answer = will.get(page, callback="jQuery1234_5678")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/javascript")
    body = answer.content.decode()
    assert body.startswith("jQuery1234_5678(")
    assert body.endswith(")")
    assert json.loads(body[16:-1]) == will.json(page)
    for name in ("alert(1)", "1a", "a b", "é", "a" * 65):
        assert will.get(page, callback=name).status_code == 400
    missing = will.get("proj/999999/detail/", callback="f")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/json")


@rule("1.7")
@pytest.mark.parametrize("page", ["proj/999999/detail/", "dataset/999999/children/", "imgData/999999/"])
def test_what_is_missing_is_told_without_a_trace(library, will, page):
    answer = will.get(page)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    assert "999999 not found" in answer.json()["message"]
    assert not answer.json().get("stacktrace")


@rule("1.8")
def test_pictures_are_asked_again_and_not_sent_again(library, will):
    page = f"render_image/{library.cells.pk}/0/0/"
    first = will.get(page)
    assert first["Cache-Control"] == "private, no-cache"
    same = will.client.get(f"/webgateway/{page}?rev=7&_=99&version=3", headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    save_look(library.cells, library.will, *((True, 0, 9, "FF0000"),) * 3)
    changed = will.client.get(f"/webgateway/{page}", headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed.content == first.content) == (200, False)


@rule("1.8")
def test_a_thumbnail_shows_new_settings_at_once(library, will):
    page = f"render_thumbnail/{library.cells.pk}/"
    first = will.get(page)
    assert will.client.post(f"/webgateway/saveImgRDef/{library.cells.pk}/?c=1|0:1$FF0000").content == b"true"
    second = will.client.get("/webgateway/" + page, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert decoded(second)[20, 32].tolist()[0] > 240
    assert decoded(second)[20, 32].tolist()[1] < 15


# 2.1 c


@rule("2.1")
@pytest.mark.parametrize(
    ("c", "expected"),
    [
        ("", (0, 0, 0)),
        ("1|0:255,9|0:255$FFFFFF,0|0:255$FFFFFF", (X, 0, 0)),  # channels that are not there
        ("a,1.5,,1|0:255", (X, 0, 0)),  # what is no channel
        ("1|abc:5$0000FF", (0, 0, X)),  # a window that is none
        ("1|100$0000FF", (0, 0, X)),
        ("1|1:2:3$0000FF", (0, 0, X)),
        ("1|0:255$GGG", (X, 0, 0)),  # colors that are none
        ("1|0:255$#FF00FF", (X, 0, 0)),
        ("1|0:255$12345", (X, 0, 0)),
        ("1$00FF00$0000FF,2|100:355", (0, X, 0)),  # two colors: the entry is dropped
        ("1|0:255$00F", (0, 0, X)),  # three digits
        ("1|0:255$0000ff", (0, 0, X)),  # any case
        ("1|0:255$00FF", (0, 0, X)),  # four digits: RGBA
        ("1|0:255$0000FFFF", (0, 0, X)),
        ("1|0:255$0000FF00", (0, 0, 0)),  # alpha 0
        ("2|100:355,1|0:255", (X, X, 0)),  # in any order
        ("1|0:255,1|0:1$0000FF", (X, 0, 0)),  # the first entry of a channel wins
        ("1|20:300r", (255 - np.clip(np.floor((X - 20) * 255 / 280 + 0.5), 0, 255), 0, 0)),
        ("1|0:255-r", (X, 0, 0)),
        ("1|1e0:2.56e2", (np.clip(X - 1, 0, 255), 0, 0)),
        ("1|-5:250", (np.minimum(np.floor(X * 255 / 250 + 0.5), 255), 0, 0)),  # 16 bit begins at 0
    ],
)
def test_channels(library, will, c, expected):
    assert (two(will, library, c=c) == colored(*expected)).all()


@rule("2.1")
@pytest.mark.parametrize("window", ["200:100", "nan:nan", "-70000:70000", "0:inf"])
def test_a_window_that_cannot_be_is_that_of_the_type(library, will, window):
    # 16 bit: 255 / 65535 · x, so 0 up to 128 and 1 from 129 on.
    assert (two(will, library, c=f"1|{window}") == colored((X > 128).astype(int), 0, 0)).all()


@rule("2.1")
def test_a_window_of_one_value_is_a_step(library, will):
    assert (two(will, library, c="1|100:100") == colored(np.where(X >= 100, 255, 0), 0, 0)).all()


@rule("2.1")
def test_lookup_tables(library, will):
    assert (two(will, library, c="1|0:255$grays.lut") == grey(X)).all()
    assert (two(will, library, c="1|0:255$none-of-that-name.lut") == colored(X, 0, 0)).all()
    assert will.client.post(f"/webgateway/saveImgRDef/{library.two.pk}/?c=1|0:255$grays.lut").content == b"true"
    assert data(will, library.two)["channels"][0]["lut"] == "grays.lut"
    assert (two(will, library, c="1") == grey(X)).all()
    assert (two(will, library, c="1$00FF00") == colored(0, X, 0)).all()


# 2.2 to 2.9


@rule("2.2")
@pytest.mark.parametrize("m", ["x", "", "C"])
def test_another_model_is_the_stored_one(library, will, m):
    assert (two(will, library, m=m) == colored(X, X, 0)).all()
    assert (will.pixels(f"render_image/{library.wrapped.pk}/0/0/", m=m)[0] == grey(X)).all()


@rule("2.3")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"maps": '[{"inverted":{"enabled":true}}]'}, (255 - X, X)),
        ({"maps": '[{"inverted":{"enabled":"true"}}]'}, (255 - X, X)),
        ({"maps": '[{"inverted":{"enabled":1}}]'}, (X, X)),
        ({"maps": '[{"inverted":{"enabled":false},"reverse":{"enabled":true}}]'}, (X, X)),  # inverted wins
        ({"c": "2,1", "maps": '[{"reverse":{"enabled":true}}]'}, (X, 255 - X)),  # by the entry of c
        ({"c": "x,1,2", "maps": '[{},{"reverse":{"enabled":true}}]'}, (255 - X, X)),  # dropped entries count
        ({"c": "1,2", "maps": "{"}, (X, X)),
        ({"c": "1,2", "maps": '{"reverse":{"enabled":true}}'}, (X, X)),
        ({"c": "1,2", "maps": '[7,{"reverse":{"enabled":true}}]'}, (X, 255 - X)),
        ({"maps": '[{"quantization":{"family":"other"}}]'}, (X, X)),
        ({"maps": '[{"quantization":{"family":"polynomial","coefficient":-1}}]'}, (X, X)),
    ],
)
def test_maps(library, will, query, expected):
    assert (two(will, library, **query) == colored(*expected, 0)).all()


@rule("2.3")
def test_an_element_without_inversion_is_not_inverted(library, will):
    saved = '[{"inverted":{"enabled":true}},{"inverted":{"enabled":true}}]'
    will.client.post(f"/webgateway/saveImgRDef/{library.two.pk}/", {"c": "1,2", "maps": saved})
    assert (two(will, library) == colored(255 - X, 255 - X, 0)).all()
    assert (two(will, library, maps="[{}]") == colored(X, 255 - X, 0)).all()  # beyond the array nothing changes


@rule("2.3", "3")
@pytest.mark.parametrize(
    ("family", "coefficient", "at_64", "at_192"),
    [
        ("linear", 1, 64, 192),
        ("linear", 3, 64, 192),
        ("polynomial", 0.5, 128, 221),
        ("polynomial", 2, 16, 145),
        ("logarithmic", 1, 191, 242),
        ("exponential", 0.5, 0, 31),
    ],
)
def test_curves(library, will, family, coefficient, at_64, at_192):
    maps = json.dumps([{"quantization": {"family": family, "coefficient": coefficient}}])
    picture = will.pixels(f"render_image/{library.wrapped.pk}/0/0/", c="1|0:255", maps=maps)
    assert picture[0, [64, 192], 0].tolist() == [at_64, at_192]


@rule("2.4")
@pytest.mark.parametrize(
    ("p", "z"),
    [
        ("normal", 2),
        ("other", 2),
        ("", 2),
        ("intmax|0:3", 3),
        ("intmax|3:0", 3),  # turned round
        ("intmax|-3:1", 1),
        ("intmax|0:99", 4),
        ("intmax|99:99", 4),
        ("intmax|1", 4),  # no range: the whole stack
        ("intmax|a:b", 4),
        ("intmean|1:3", 2),
        ("intmean|2:2", 2),
        ("intsum|3:3", 3),
    ],
)
def test_projections(library, will, p, z):
    assert (cells(will, library, z=2, p=p, c="1") == colored(0, 0, slope(z))).all()


@rule("2.4")
def test_the_sum_is_limited_to_the_type(library, will):
    # Four sections of 8 bit: 4 x + 42 where none has wrapped, never above 255.
    picture = will.pixels(f"render_image/{library.wrapped.pk}/0/0/", p="intsum")[0, :, 0]
    assert picture[:235].tolist() == np.minimum(4 * X + 42, 255)[:235].tolist()


@rule("2.4")
def test_a_projection_passes_over_z_but_not_t(library, will):
    assert (cells(will, library, z=77, p="intmax", c="1") == colored(0, 0, slope(4))).all()
    assert will.get(f"render_image/{library.cells.pk}/0/2/", p="intmax").status_code == 404
    region = will.pixels(f"render_image_region/{library.cells.pk}/0/0/", region="5,6,7,8", p="intmax", c="1")
    assert (region == colored(0, 0, slope(4)[6:14, 5:12])).all()


@rule("2.5")
def test_quality(library, will):
    page = f"render_image/{library.cells.pk}/0/0/"
    assert will.get(page, q="0.85").content == will.get(page).content
    assert len(will.get(page, q="0.1").content) < len(will.get(page, q="1").content)
    for q in ("1.01", "-0.1", "x", "nan"):
        assert will.get(page, q=q).status_code == 400


@rule("2.6", "2.7")
@pytest.mark.parametrize("more", [{"ia": "1"}, {"z": "4", "t": "2", "x": "9", "y": "9", "zm": "50", "lp": "h3"}])
def test_what_does_not_count_in_pictures(library, will, more):
    page = f"render_image/{library.cells.pk}/1/0/"
    assert will.get(page, **more).content == will.get(page).content


FULL = {"c": "1|0:255$FF0000,-2|0:255$00FF00", "m": "c", "maps": "[{},{}]"}


@rule("2.9", "5.4")
@pytest.mark.parametrize(
    ("left_out", "word"),
    [
        ({"c": None, "m": None}, "c"),
        ({"c": "1$FF0000", "m": None}, "window"),
        ({"c": "1|0:255", "m": None}, "color"),
        ({"m": None}, "m"),
        ({"m": "x"}, "m"),
        ({"maps": "{"}, "maps"),
        ({"maps": "[{}]"}, "maps"),
        ({"c": "1|0:abc$FF0000"}, "window"),
        ({"c": "1|0:255$GGG"}, "color"),
    ],
)
def test_a_query_that_leaves_something_to_the_settings(library, will, left_out, word):
    query = {name: value for name, value in {**FULL, **left_out}.items() if value is not None}
    for page, more in (("render_image_rdef", {}), ("render_image_region_rdef", {"tile": "0,0,0"})):
        answer = will.get(f"{page}/{library.two.pk}/0/0/", **query, **more)
        assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert word in answer.content.decode()
        fine = will.pixels(f"{page}/{library.two.pk}/0/0/", **FULL, **more)
        assert (fine[0] == colored(X, 0, 0)).all()


# 3 and 4 Arithmetic, defaults


@rule("3")
def test_colors_add_up_and_stop_at_255(library, will):
    assert (two(will, library, c="1|0:255$FF8000,2|100:355$FF8000") == colored(
        np.minimum(2 * X, 255), np.minimum(2 * np.trunc(128 / 255 * X), 255), 0
    )).all()  # fmt: skip
    half = np.trunc(X * (128 / 255) + 1e-9)
    assert (two(will, library, c="1|0:255$FF000080") == colored(half, 0, 0)).all()


@rule("3")
def test_no_active_channel_is_black(library, will):
    for m in ("c", "g"):
        assert cells(will, library, c="-1,-2,-3", m=m).shape == (48, 76, 3)
        assert not cells(will, library, c="-1,-2,-3", m=m).any()


@rule("4.1")
def test_whose_settings(library, will, colleague):
    save_look(library.two, library.will, (True, 0, 255, "0000FF"), (False, 0, 1, "FFFFFF"))
    assert (two(colleague, library) == colored(0, 0, X)).all()  # the owner's, until she has her own
    saved = colleague.client.post(f"/webgateway/saveImgRDef/{library.two.pk}/?c=1$FF0000")
    assert saved.content == b"true"
    assert (two(colleague, library) == colored(X, 0, 0)).all()
    assert (two(will, library) == colored(0, 0, X)).all()
    owners = StoredSettings.objects.get(image=library.two, owner=library.will)
    chosen = colleague.get(f"render_thumbnail/{library.two.pk}/64/8/", rdefId=owners.pk)
    assert chosen.content == will.get(f"render_thumbnail/{library.two.pk}/64/8/").content


@rule("4.2")
@pytest.mark.parametrize(("sections", "default"), [(5, 2), (4, 2), (2, 1), (1, 0)])
def test_the_default_section(image, will, sections, default):
    assert data(will, image(f"sizeX=8 sizeY=8 sizeZ={sections}"))["rdefs"]["defaultZ"] == default


@rule("4.2")
@pytest.mark.parametrize(
    ("channels", "model", "active"),
    [(1, "greyscale", 1), (2, "color", 2), (3, "color", 3), (7, "color", 3), (8, "greyscale", 3), (9, "greyscale", 3)],
)
def test_the_default_model_and_channels(image, will, channels, model, active):
    found = data(will, image(f"sizeX=8 sizeY=8 sizeC={channels}"))
    assert found["rdefs"]["model"] == model
    assert [channel["active"] for channel in found["channels"]] == [n < active for n in range(channels)]
    assert {channel["family"] for channel in found["channels"]} == {"linear"}
    assert {channel["coefficient"] for channel in found["channels"]} == {1}
    assert not any(channel["inverted"] for channel in found["channels"])


@rule("4.2")
def test_the_default_window_of_a_constant_image_is_that_of_the_type(image, will):
    (channel,) = data(will, image("sizeX=1 sizeY=1 pixelType=uint8"))["channels"]
    assert channel["window"] == {"min": 0, "max": 0, "start": 0, "end": 255}


@rule("4.3")
def test_default_colors_by_wavelength(image, will):
    waves = "499,500,559,560"
    found = data(will, image(f"sizeX=8 sizeY=8 sizeC=4 emission={waves}"))["channels"]
    assert [channel["color"] for channel in found] == ["0000FF", "00FF00", "00FF00", "FF0000"]
    mixed = data(will, image("sizeX=8 sizeY=8 sizeC=3 emission=460,,620", "mixed"))["channels"]
    assert [channel["color"] for channel in mixed] == ["0000FF", "FFFFFF", "FF0000"]
    plain = data(will, image("sizeX=8 sizeY=8 sizeC=4", "plain"))["channels"]
    assert [channel["color"] for channel in plain] == ["FF0000", "00FF00", "0000FF", "FF0000"]


# 5 Pictures


@rule("5")
@pytest.mark.parametrize("page", ["render_image", "render_split_channel"])
def test_a_plane_that_is_not_there(library, will, page):
    for place in ("5/0", "0/2", "99/99"):
        assert will.get(f"{page}/{library.cells.pk}/{place}/").status_code == 404
    assert will.get(f"{page}/999999/0/0/").status_code == 404
    assert Reader("stranger").get(f"{page}/{library.cells.pk}/0/0/").status_code == 404


@rule("5.2")
def test_one_number_is_z_and_formats(library, will):
    assert (will.pixels(f"render_image/{library.cells.pk}/4/") == grey(slope(4))).all()
    unknown = will.get(f"render_image/{library.cells.pk}/", format="bmp", download="true")
    assert unknown["Content-Type"] == "image/jpeg"
    assert "Content-Disposition" not in unknown


def large(z=0, level=0):
    x, y = (np.arange(0, side, 2**level) for side in (4096, 4000))
    return (x[None, :] + 3 * y[:, None]) % 256


@rule("5.3")
@pytest.mark.parametrize(
    ("query", "part"),
    [
        ({"tile": "0,0,0"}, (0, slice(0, 256), slice(0, 256))),
        ({"tile": "0,3,2"}, (0, slice(512, 768), slice(768, 1024))),
        ({"tile": "1,7,7"}, (1, slice(1792, 2000), slice(1792, 2048))),  # cut off below
        ({"tile": "4,0,0"}, (4, slice(0, 250), slice(0, 256))),
        ({"tile": "2,1,1,100,50"}, (2, slice(50, 100), slice(100, 200))),
        ({"tile": "0,1,0,5000,-1"}, (0, slice(0, 256), slice(1024, 2048))),  # 1024 and the image's own
        ({"tile": "0,1,1,7"}, (0, slice(256, 512), slice(256, 512))),  # the fourth of four does not count
        ({"tile": "0,0,0,9,9,77"}, (0, slice(0, 9), slice(0, 9))),
        ({"tile": "0,0,0,3,3", "region": "9,9,9,9"}, (0, slice(0, 3), slice(0, 3))),  # tile wins
        ({"region": "4000,3990,512,512"}, (0, slice(3990, 4000), slice(4000, 4096))),
    ],
)
def test_parts_of_a_plane(library, will, query, part):
    level, rows, columns = part
    picture = will.pixels(f"render_image_region/{library.large.pk}/0/0/", c="1|0:255", **query)
    assert (picture == grey(large(level=level)[rows, columns])).all()


@rule("5.3")
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"tile": "", "c": "1"}, 400),
        ({"tile": "0,0"}, 400),
        ({"tile": "a,b,c"}, 400),
        ({"tile": "-1,0,0"}, 400),
        ({"tile": "5,0,0"}, 400),
        ({"tile": "0,16,0"}, 404),
        ({"tile": "0,0,-1"}, 404),
        ({"region": "1,2,3"}, 400),
        ({"region": "1,2,3,x"}, 400),
        ({"region": "-1,0,5,5"}, 404),
        ({"region": "0,0,0,5"}, 404),
        ({"region": "4096,0,5,5"}, 404),
    ],
)
def test_parts_that_are_not_there(library, will, query, status):
    assert will.get(f"render_image_region/{library.large.pk}/0/0/", **query).status_code == status


@rule("5.5")
def test_the_grid_of_split_channels(image, will):
    grids = [(1, 1), (2, 1), (2, 2), (2, 2), (3, 2), (3, 2), *[(3, 3)] * 3, *[(4, 3)] * 3, *[(4, 4)] * 4]
    for channels in range(1, 16):
        found = data(will, image(f"sizeX=5 sizeY=4 sizeC={channels}", f"of {channels}"))["split_channel"]
        for model, panels in (("g", channels), ("c", channels + 1)):
            columns, rows = grids[panels - 1]
            assert (found[model]["gridx"], found[model]["gridy"]) == (columns, rows)
            assert found[model]["width"] == 5 * columns + 2 * (columns + 1)
            assert found[model]["height"] == 4 * rows + 2 * (rows + 1)


@rule("5.5")
def test_split_channels_in_grey(library, will):
    picture = will.pixels(f"render_split_channel/{library.cells.pk}/0/0/", m="g", c="1,-2,3")
    assert (picture[2:50, 2:78] == grey(slope())).all()
    assert (picture[2:50, 80:156] == 255).all()
    assert (picture[52:100, 2:78] == grey(slope())).all()
    assert (picture[52:100, 80:156] == colored(slope(), 0, slope())).all()  # merged, in color, in the spare panel
    assert (picture[:2] == 255).all()
    projected = will.pixels(f"render_split_channel/{library.cells.pk}/0/0/", c="1", p="intmax")
    assert (projected[2:50, 2:78] == colored(0, 0, slope(4))).all()
    assert will.get(f"render_split_channel/{library.cells.pk}/0/0/", q="x").status_code == 400


@rule("5.6")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("render_row_plot/{}/0/0/47/", 200),
        ("render_row_plot/{}/0/0/47/0/", 200),
        ("render_row_plot/{}/0/0/48/", 404),
        ("render_row_plot/{}/5/0/0/", 404),
        ("render_col_plot/{}/0/0/75/", 200),
        ("render_col_plot/{}/0/0/76/", 404),
        ("render_col_plot/{}/0/2/0/", 404),
        ("render_col_plot/{}/0/0/0/?debug=error", 200),
    ],
)
def test_plots(library, will, path, status):
    answer = will.client.get("/webgateway/" + path.format(library.cells.pk))
    assert answer.status_code == status
    if status == 200:
        assert (answer["Content-Type"], answer.content[:6]) == ("image/gif", b"GIF89a")


@rule("5.6")
def test_w_of_0_is_1(library, will):
    page = f"render_row_plot/{library.cells.pk}/0/0/9/"
    assert will.get(page + "0/").content == will.get(page + "1/").content == will.get(page).content


@rule("5.7")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("?rdefId=999999", 200),
        ("?z=5", 404),
        ("?t=2", 404),
        ("?z=x", 400),
        ("?rdefId=x", 400),
        ("0/", 400),
        ("4097/", 400),
        ("1/", 200),
        ("2/9/", 200),
    ],
)
def test_thumbnails(library, will, path, status):
    assert will.client.get(f"/webgateway/render_thumbnail/{library.cells.pk}/{path}").status_code == status


@rule("5.7", "5.9")
def test_only_the_plane_counts_for_thumbnails(library, will):
    thumbnail = will.get(f"render_thumbnail/{library.cells.pk}/")
    more = {"c": "1|0:9$FF0000", "m": "g", "p": "intmax", "maps": "[]", "q": "0.1", "format": "png"}
    assert will.get(f"render_thumbnail/{library.cells.pk}/", **more).content == thumbnail.content
    assert will.get(f"render_birds_eye_view/{library.cells.pk}/").content == thumbnail.content
    sized = [
        will.get(f"{page}/{library.cells.pk}/50/").content for page in ("render_thumbnail", "render_birds_eye_view")
    ]
    assert sized[0] == sized[1]
    assert decoded(will.get(f"render_thumbnail/{library.cells.pk}/1/")).shape == (3, 3, 3)


@rule("5.8")
def test_thumbnails_as_json(library, will):
    picture = will.get(f"render_thumbnail/{library.cells.pk}/50/", z=1).content
    told = "data:image/jpeg;base64," + base64.b64encode(picture).decode()
    assert will.json(f"get_thumbnail/{library.cells.pk}/50/", z=1) == told
    assert will.get("get_thumbnail/999999/").status_code == 404
    found = will.json("get_thumbnails/50/", id=[library.two.pk, library.cells.pk, library.cells.pk, 999999])
    assert set(found) == {str(library.two.pk), str(library.cells.pk), "999999"}
    assert found["999999"] is None
    assert found[str(library.cells.pk)] == will.json(f"get_thumbnail/{library.cells.pk}/50/")
    assert will.json("get_thumbnails/50/", id=library.cells.pk, z=1)[str(library.cells.pk)] == told
    assert will.json("get_thumbnails/") == {}
    assert will.get("get_thumbnails/", id=list(range(51))).status_code == 400
    assert will.get("get_thumbnails/", id="x").status_code == 400


@rule("5.12")
def test_a_movie_counts_its_position_from_1(library, will):
    answer = will.get(f"render_movie/{library.cells.pk}/z/2/", c="1|0:255$FF0000", m="c", format="gif", fps=10)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/gif")
    assert answer["Content-Disposition"] == "attachment; filename=cells.gif"
    movie = Pillow.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert (movie.n_frames, movie.size) == (5, (76, 48))
    for z in range(5):
        movie.seek(z)
        assert (np.asarray(movie.convert("RGB")) == colored(np.minimum(slope(z, 1), 255), 0, 0)).all()
    for page in ("z/0/", "z/3/", "t/6/", "c/1/"):
        assert will.get(f"render_movie/{library.cells.pk}/{page}").status_code == 404


# 6 imgData


@rule("6")
def test_imgdata_beyond_the_document(library, will, colleague, image):
    found = data(will, library.sample)
    assert found["perms"] == {"canAnnotate": True, "canEdit": True, "canDelete": True, "canLink": True}
    assert data(colleague, library.sample)["perms"] == {
        "canAnnotate": True,
        "canEdit": False,
        "canDelete": False,
        "canLink": False,
    }
    assert found["meta"]["pixelsType"] == "int16"
    assert (found["meta"]["wellId"], found["meta"]["wellSampleId"]) == ("", "")
    assert found["meta"]["imageArchived"] is False
    assert (found["interpolate"], found["init_zoom"]) == (True, 0)
    assert found["rdefs"]["invertAxis"] is False
    assert "nominalMagnification" not in found
    assert data(will, image("sizeX=4 sizeY=4 magnification=63"))["nominalMagnification"] == 63
    tiled = data(will, library.large)["resolutions"]
    assert (tiled["0"], tiled["4"]) == ({"sizeX": 4096, "sizeY": 4000}, {"sizeX": 256, "sizeY": 250})


@rule("6")
def test_an_image_in_no_dataset_or_several(library, will):
    nowhere = {"datasetId": None, "datasetName": "Multiple", "datasetDescription": ""}
    meta = data(will, library.two)["meta"]
    assert {name: meta[name] for name in nowhere} == nowhere
    assert (meta["projectId"], meta["projectName"]) == (None, "Multiple")
    other = make_dataset(library.will, library.group, "other")
    DatasetImage.objects.create(owner=library.will, group=library.group, parent=other, child=library.cells)
    meta = data(will, library.cells)["meta"]
    assert {name: meta[name] for name in nowhere} == nowhere


@rule("6")
def test_defaults_instead_of_saved_settings(library, will):
    before = data(will, library.cells)
    save_look(library.cells, library.will, *((True, 1, 2, "123456"),) * 3)
    assert data(will, library.cells)["channels"] != before["channels"]
    assert data(will, library.cells, getDefaults="true") == before
    assert data(will, library.cells, c="1|5:6$FF0000", m="g") == data(will, library.cells)


@rule("6.1")
def test_labels_without_a_name(image, will):
    found = data(will, image("sizeX=4 sizeY=4 sizeC=3 channels=DAPI,, emission=460,520.5,"))["channels"]
    assert [channel["label"] for channel in found] == ["DAPI", "520.5", "2"]
    assert [channel["emissionWave"] for channel in found] == [460, 520.5, None]


@rule("6.1")
def test_a_channel_tells_how_it_is_drawn(library, will):
    maps = '[{"inverted":{"enabled":true},"quantization":{"family":"polynomial","coefficient":0.5}}]'
    will.client.post(f"/webgateway/saveImgRDef/{library.two.pk}/", {"c": "1|0:9$abcdef", "maps": maps})
    first, second = data(will, library.two)["channels"]
    assert (first["inverted"], first["reverseIntensity"]) == (True, True)
    assert (first["family"], first["coefficient"], first["color"]) == ("polynomial", 0.5, "ABCDEF")
    assert "lut" not in first
    assert (first["active"], second["active"]) == (True, False)


@rule("6.2")
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("size.width", 76),
        ("meta.imageName", "cells"),
        ("size", {"width": 76, "height": 48, "z": 5, "t": 2, "c": 3}),
        ("other", None),
        ("size.other", None),
        ("channels.0", None),
        ("tiles", False),
    ],
)
def test_one_value_of_imgdata(library, will, key, value):
    assert will.json(f"imgData/{library.cells.pk}/{key}/") == value


# 7 Other JSON


@rule("7.3", "7.5")
def test_children_of_what_is_not_there(library, will):
    assert will.json("proj/999999/children/") == []
    assert will.get("dataset/999999/children/").status_code == 404
    assert Reader("stranger").json(f"proj/{library.project.pk}/children/") == []


@rule("7.5")
def test_sizes_of_a_datasets_images(library, will):
    DatasetImage.objects.create(owner=library.will, group=library.group, parent=library.dataset, child=library.large)
    found = {each["name"]: each for each in will.json(f"dataset/{library.dataset.pk}/children/", tiled="1")}
    assert (found["cells"]["size"], found["cells"]["tiled"]) == ({"width": 76, "height": 48}, False)
    assert (found["large"]["size"], found["large"]["tiled"]) == ({"width": 4096, "height": 4000}, True)


@rule("7.6")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("channel/3/", 404),
        ("channel/0/?theZ=5", 404),
        ("channel/0/?theT=2", 404),
        ("channel/0/?theZ=x", 400),
        ("channel/0/?bins=x", 400),
        ("channel/0/?bins=65537", 400),
        ("channel/0/?bins=65536", 200),
    ],
)
def test_histograms(library, will, path, status):
    assert will.client.get(f"/webgateway/histogram_json/{library.cells.pk}/{path}").status_code == status


@rule("7.6")
def test_numbers_of_histograms_that_mean_the_default(library, will):
    page = f"histogram_json/{library.cells.pk}/channel/0/"
    assert will.json(page, bins=0) == will.json(page, bins=-7) == will.json(page)
    assert will.json(page, theZ=-1, theT=-1) == will.json(page)


@rule("7.6")
def test_a_large_plane_is_counted_on_a_smaller_level(library, will):
    counts = will.json(f"histogram_json/{library.large.pk}/channel/0/")["data"]
    assert sum(counts) == 2048 * 2000
    assert counts == np.bincount(large(level=1).reshape(-1), minlength=256).tolist()


@rule("7.8")
def test_lookup_tables_are_listed(library, will):
    luts = will.json("luts/", rgb="true")["luts"]
    (grays,) = [lut for lut in luts if lut["name"] == "grays.lut"]
    assert grays["rgb"] == [[level] * 3 for level in range(256)]
    names = [lut["name"].lower() for lut in luts]
    assert names == sorted(names)
    sheet = will.get("luts_png/")
    assert sheet["Content-Type"] == "image/png"
    assert decoded(sheet).shape == (10 * (len(luts) + 1), 256, 3)


@rule("7.9")
def test_what_needs_no_login(nobody):
    assert nobody.get("/webgateway/").status_code == 200
    options = nobody.get("/webgateway/open_with/")
    assert isinstance(options.json()["open_with_options"], list)
