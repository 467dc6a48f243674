import io

import pytest
from django.test import Client
from PIL import Image as Pillow

from catalog_world import make_group, make_user
from sign_in_people import PASSWORD, basic


def asked(name, path):
    response = Client(headers=basic(name)).get("/webclient/" + path)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "image/jpeg"
    return response


def test_the_thumbnail_is_that_of_webgateway(picture):
    there = Client(headers=basic("anna")).get(f"/webgateway/render_thumbnail/{picture.pk}/32/")
    response = asked("anna", f"render_thumbnail/size/32/{picture.pk}/")
    assert (response.content, response["ETag"]) == (there.content, there["ETag"])
    assert Pillow.open(io.BytesIO(asked("anna", f"render_thumbnail/{picture.pk}/").content)).size == (64, 48)


@pytest.mark.parametrize(
    ("path", "size"), [("render_thumbnail/{}/", (64, 64)), ("render_thumbnail/size/20/{}", (20, 20))]
)
def test_a_grey_picture_for_what_is_hidden_absent_or_broken(picture, tmp_path, path, size):
    make_user("eve", make_group("elsewhere"), password=PASSWORD)
    hidden, absent = asked("eve", path.format(picture.pk)), asked("eve", path.format(999_999))
    (tmp_path / "cells.fake").unlink()
    broken = asked("anna", path.format(picture.pk))
    assert hidden.content == absent.content == broken.content
    grey = Pillow.open(io.BytesIO(hidden.content))
    assert grey.size == size
    assert grey.getcolors() == [(size[0] * size[1], (221, 221, 221))]


def test_sizes_that_are_refused(picture):
    for path in ("size/0/1/", "size/5000/1/"):
        assert Client(headers=basic("anna")).get(f"/webclient/render_thumbnail/{path}").status_code == 400
