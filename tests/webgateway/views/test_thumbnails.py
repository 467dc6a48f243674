import base64
import io

import pytest
from PIL import Image as Pillow

from micrographia.pictures.rendering_settings import loaded, save
from micrographia.pictures.workshop import workshop
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings, Window


def size(response):
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "image/jpeg"
    return Pillow.open(io.BytesIO(response.content)).size


@pytest.mark.parametrize(
    ("path", "means"),
    [
        ("render_thumbnail/{}/", (64, 48)),
        ("render_thumbnail/{}/32", (32, 24)),
        ("render_thumbnail/{}/128/", (128, 96)),
        ("render_thumbnail/{}/20/30", (20, 30)),
        ("render_thumbnail/{}/20/30/", (20, 30)),
        ("render_birds_eye_view/{}/", (64, 48)),
        ("render_birds_eye_view/{}/100/", (100, 75)),
    ],
)
def test_sizes(lab, owner, path, means):
    assert size(owner.get(path.format(lab.image.pk))) == means


def test_the_lab_sets_the_size(lab, owner, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"thumbnail_size": 96})
    assert size(owner.get(f"render_thumbnail/{lab.image.pk}/")) == (96, 72)


@pytest.mark.parametrize("path", ["0/", "4097/", "10/0/", "10/5000/"])
def test_sizes_that_are_refused(lab, owner, path):
    response = owner.get(f"render_thumbnail/{lab.image.pk}/{path}")
    assert response.status_code == 400
    assert "of a thumbnail is 1 to 4096 pixels" in response.content.decode()


def test_the_plane_can_be_chosen(lab, owner):
    path = f"render_thumbnail/{lab.image.pk}/"
    assert owner.get(path, z="2").content == owner.get(path).content
    assert owner.get(path, z="0", t="1").content != owner.get(path).content
    assert owner.get(path, z="5").status_code == 404
    assert owner.get(path, t="2").status_code == 404
    assert owner.get(path, z="x").status_code == 400


def test_the_rest_of_the_rendering_query_does_not_count(lab, owner):
    path = f"render_thumbnail/{lab.image.pk}/"
    assert owner.get(path, c="1", m="g", p="intmax", q="x", version="3").content == owner.get(path).content


def test_new_settings_show_at_once(lab, owner, member):
    path = f"render_thumbnail/{lab.image.pk}/"
    before = owner.get(path)
    first = lab.image.settings.get()
    channels = tuple(ChannelSettings(False, Window(0, 1), "FF0000FF") for _ in range(3))
    second = save(lab.image, lab.member.pk, RenderingSettings(Model.COLOR, channels))
    assert owner.get(path).content == before.content
    dark = member.get(path)
    assert dark["ETag"] != before["ETag"]
    assert not Pillow.open(io.BytesIO(dark.content)).getbbox()
    assert member.get(path, rdefId=first.pk).content == before.content
    assert owner.get(path, rdefId=second.pk).content == dark.content
    assert owner.get(path, rdefId=99999).content == before.content
    assert loaded(first) != loaded(second)


def test_a_thumbnail_lasts_longer_than_the_process(lab, owner, tmp_path):
    path = f"render_thumbnail/{lab.image.pk}/"
    drawn = owner.get(path).content
    workshop.cache_clear()
    (tmp_path / "cells.fake").unlink()
    assert owner.get(path).content == drawn


def bytes_of(url):
    start, _, body = url.partition(",")
    assert start == "data:image/jpeg;base64"
    return base64.b64decode(body, validate=True)


@pytest.mark.parametrize(
    ("path", "query"), [("{}/", {}), ("{}/32/", {}), ("{}/20/30", {}), ("{}/", {"z": "0", "t": "1"})]
)
def test_a_thumbnail_as_json_is_the_same_picture(lab, owner, path, query):
    path = path.format(lab.image.pk)
    response = owner.get(f"get_thumbnail/{path}", **query)
    assert response["Content-Type"] == "application/json"
    assert bytes_of(response.json()) == owner.get(f"render_thumbnail/{path}", **query).content


def test_a_thumbnail_in_a_callback(lab, owner):
    response = owner.get(f"get_thumbnail/{lab.image.pk}/", callback="show")
    assert response["Content-Type"] == "application/javascript"
    assert response.content.startswith(b'show("data:image/jpeg;base64,')
    assert owner.get(f"get_thumbnail/{lab.image.pk}/", callback="a b").status_code == 400


def test_a_set_of_thumbnails(lab, owner):
    one = lab.image.pk
    found = owner.get("get_thumbnails/32/", id=[one, 999_999, one]).json()
    assert found == {str(one): found[str(one)], "999999": None}
    assert bytes_of(found[str(one)]) == owner.get(f"render_thumbnail/{one}/32/").content
    assert owner.get("get_thumbnails/").json() == {}


def test_plane_and_settings_count_for_one_thumbnail_only(lab, owner):
    one = lab.image.pk
    (alone,) = owner.get("get_thumbnails/", id=one, z="0", t="1").json().values()
    assert bytes_of(alone) == owner.get(f"render_thumbnail/{one}/", z="0", t="1").content
    with_another = owner.get("get_thumbnails/", id=[one, 999_999], z="0", t="1").json()[str(one)]
    assert bytes_of(with_another) == owner.get(f"render_thumbnail/{one}/").content


def test_a_hidden_image_has_no_thumbnail_in_a_set(lab, owner, outsider):
    assert outsider.get("get_thumbnails/", id=[lab.image.pk, 999_999]).json() == {
        str(lab.image.pk): None,
        "999999": None,
    }


def test_sets_have_a_limit(lab, owner):
    response = owner.get("get_thumbnails/", id=list(range(1, 52)))
    assert response.status_code == 400
    assert response.json()["message"] == "Max 50 thumbnails at a time."
    assert owner.get("get_thumbnails/", id=[1] * 51).status_code == 200
    assert owner.get("get_thumbnails/", id="x").status_code == 400
    assert owner.get("get_thumbnails/0/").status_code == 400
