import pytest
from django.test import Client
from django.urls import reverse

from sign_in_people import basic

SAME = [
    "imgData/{}/",
    "imgData/{}/size.width/",
    "render_image/{}/",
    "render_image/{}/0/1/?c=1|0:100$FF0000&m=c",
    "render_image_region/{}/0/0/?region=0,0,8,8",
    "render_birds_eye_view/{}/",
    "render_row_plot/{}/0/0/1/",
    "render_col_plot/{}/0/0/1/2/",
    "render_split_channel/{}/0/0/",
    "get_thumbnail/{}/",
    "get_thumbnails/?id={}",
    "copyImgRDef/?fromid={}",
    "getImgRDef/?x={}",
    "luts/?x={}",
]


@pytest.mark.parametrize("path", SAME)
def test_both_addresses_answer_the_same(picture, path):
    client, path = Client(headers=basic("anna")), path.format(picture.pk)
    here, there = client.get("/webclient/" + path), client.get("/webgateway/" + path)
    assert here.status_code == there.status_code == 200
    assert here.content == there.content
    assert here.get("ETag") == there.get("ETag")


def test_settings_are_saved_here_too(picture):
    client = Client(headers=basic("anna"))
    assert client.post(f"/webclient/saveImgRDef/{picture.pk}/?c=1|0:7$FF0000&m=c").content == b"true"
    assert client.get(f"/webgateway/imgData/{picture.pk}/").json()["channels"][0]["window"]["end"] == 7


def test_names_that_templates_of_the_field_use():
    assert reverse("web_render_image", args=[7, 1, 2]) == "/webclient/render_image/7/1/2/"
    assert reverse("render_thumbnail", args=[7]) == "/webclient/render_thumbnail/7/"
    assert reverse("render_thumbnail_resize", args=[96, 7]) == "/webclient/render_thumbnail/size/96/7/"
    assert reverse("web_image_viewer", args=[7]) == "/webclient/img_detail/7/"
    assert reverse("get_thumbnail_json", args=[7, 64]) == "/webclient/get_thumbnail/7/64/"
    assert reverse("webgateway_render_image", args=[7]) == "/webgateway/render_image/7/"
