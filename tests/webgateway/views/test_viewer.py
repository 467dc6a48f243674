import re

import orjson
import pytest
from django.test import Client

from micrographia.catalog.models import Fileset, Share, ShareItem, ShareMember


def page_of(response):
    assert response.status_code == 200, response.content
    found = re.search(rb'<script id="viewer-page" type="application/json">(.*?)</script>', response.content)
    return orjson.loads(found[1])


def test_the_page_describes_the_image_as_imgdata_does(lab, owner):
    page = page_of(owner.get(f"img_detail/{lab.image.pk}/"))
    assert page["image"] == orjson.loads(owner.get(f"imgData/{lab.image.pk}/").content)
    assert page["region"] == f"/webgateway/render_image_region/{lab.image.pk}/{{z}}/{{t}}/"


def test_the_query_changes_what_is_shown_first(lab, owner):
    page = page_of(owner.get(f"img_detail/{lab.image.pk}/", c="-1,2|5:9$00FF7F", m="g", z="2", t="1", p="intmax|0:1"))
    first, second = page["image"]["channels"][:2]
    assert (first["active"], second["active"], second["color"]) == (False, True, "00FF7F")
    assert (second["window"]["start"], second["window"]["end"]) == (5, 9)
    assert page["image"]["rdefs"]["model"] == "greyscale"
    assert (page["z"], page["t"], page["projection"]) == (1, 0, "intmax|0:1")


@pytest.mark.parametrize("place", ["0", "999", "x", "-3"])
def test_a_place_outside_is_the_nearest_one_inside(lab, owner, place):
    page = page_of(owner.get(f"img_detail/{lab.image.pk}/", z=place, t=place))
    assert 0 <= page["z"] < page["image"]["size"]["z"]
    assert 0 <= page["t"] < page["image"]["size"]["t"]


def test_names_are_text(lab, owner):
    lab.image.name = "</script><script>alert(1)</script>"
    lab.image.description = '<img src=x onerror="alert(1)">'
    lab.image.save()
    body = owner.get(f"img_detail/{lab.image.pk}/").content.decode()
    assert "<script>alert" not in body
    assert "<img src=x" not in body


def test_hidden_and_absent_look_the_same(lab, outsider):
    hidden, absent = outsider.get(f"img_detail/{lab.image.pk}/"), outsider.get("img_detail/999999/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    number = str(lab.image.pk).encode()
    assert hidden.content.replace(b"999999", number) == absent.content.replace(b"999999", number)


def test_nobody_is_sent_to_sign_in(lab):
    response = Client().get(f"/webgateway/img_detail/{lab.image.pk}/?m=g")
    assert response.status_code == 302
    assert response["Location"] == f"/webclient/login/?url=%2Fwebgateway%2Fimg_detail%2F{lab.image.pk}%2F%3Fm%3Dg"


def test_a_share_shows_its_images_and_its_tiles(lab, outsider):
    share = Share.objects.create(owner=lab.owner, group=lab.group, message="look")
    ShareItem.objects.create(share=share, image=lab.image)
    ShareMember.objects.create(share=share, experimenter=lab.outsider)
    page = page_of(outsider.get(f"img_detail/{lab.image.pk}/", share=str(share.pk)))
    assert page["region"].endswith(f"/{{z}}/{{t}}/?share={share.pk}")


def test_pixels_that_are_gone_are_told(lab, owner):
    Fileset.objects.update(root="/nowhere at all")
    response = owner.get(f"img_detail/{lab.image.pk}/")
    assert response.status_code == 200
    assert b"cannot be shown" in response.content
    assert b"viewer-page" not in response.content
