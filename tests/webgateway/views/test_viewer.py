import re

import orjson
import pytest
from django.test import Client

from catalog_world import make_user
from micrographia.catalog.models import Fileset, Share, ShareItem, ShareMember
from sign_in_people import PASSWORD


def page_of(response):
    assert response.status_code == 200, response.content
    found = re.search(rb'<script id="viewer-page" type="application/json">(.*?)</script>', response.content)
    return orjson.loads(found[1])


def test_the_page_describes_the_image_as_imgdata_does(lab, owner):
    page = page_of(owner.get(f"img_detail/{lab.image.pk}/", c="1|3:4$FF0000"))
    assert page["image"] == orjson.loads(owner.get(f"imgData/{lab.image.pk}/").content)
    assert page["addresses"]["region"] == f"/webgateway/render_image_region/{lab.image.pk}/{{z}}/{{t}}/"
    assert page["addresses"]["histogram"] == f"/webgateway/histogram_json/{lab.image.pk}/channel/{{channel}}/"


def test_the_query_changes_what_is_shown_first_and_not_what_is_saved(lab, owner):
    saved = page_of(owner.get(f"img_detail/{lab.image.pk}/"))["saved"]
    asked = {"c": "-1,2|5:9$00FF7F80", "m": "g", "z": "2", "t": "1", "p": "intmax|0:1", "q": "0.5"}
    page = page_of(owner.get(f"img_detail/{lab.image.pk}/", **asked))
    first, second = page["shown"]["channels"][:2]
    assert (first["active"], second["active"], second["color"], second["alpha"]) == (False, True, "00FF7F", 128)
    assert (second["start"], second["end"]) == (5, 9)
    shown = page["shown"]
    assert (shown["model"], shown["z"], shown["t"]) == ("greyscale", 1, 0)
    assert (shown["projection"], shown["quality"]) == ("intmax|0:1", 0.5)
    assert page["saved"] == saved
    assert saved["channels"][0]["active"]


@pytest.mark.parametrize("place", ["0", "999", "x", "-3"])
def test_a_place_outside_is_the_nearest_one_inside(lab, owner, place):
    page = page_of(owner.get(f"img_detail/{lab.image.pk}/", z=place, t=place))
    assert 0 <= page["shown"]["z"] < page["image"]["size"]["z"]
    assert 0 <= page["shown"]["t"] < page["image"]["size"]["t"]


def test_where_one_looks_is_handed_on(lab, owner):
    def look(**query):
        return page_of(owner.get(f"img_detail/{lab.image.pk}/", **query))["shown"]["look"]

    assert look(x="12", y="7.5", zm="250") == {"x": 12.0, "y": 7.5, "zm": 250.0}
    assert look() == {"x": None, "y": None, "zm": None}
    assert look(x="left", y="inf", zm="0") == {"x": None, "y": None, "zm": None}


def test_whose_settings_count(lab, owner, member):
    def whose(asker):
        return page_of(asker.get(f"img_detail/{lab.image.pk}/"))["whose"]

    assert whose(owner) == whose(member) == {"kind": "import", "name": "Owner Example"}
    owner.post(f"saveImgRDef/{lab.image.pk}/", m="g")
    assert (whose(owner)["kind"], whose(member)["kind"]) == ("own", "owner")
    member.post(f"saveImgRDef/{lab.image.pk}/", m="c")
    assert whose(member)["kind"] == "own"


def test_who_may_save_is_told(lab, owner, member):
    def told(asker):
        response = asker.get(f"img_detail/{lab.image.pk}/")
        refused = re.search(rb'id="save"[^>]* disabled aria-describedby="no-saving"', response.content) is not None
        assert refused == (b'<p id="no-saving"' in response.content)
        return page_of(response)["no_saving"], refused

    assert told(owner) == told(member) == ("", False)
    lab.group.level = "rwr---"
    lab.group.save()
    reason = "You may look at this image, but not annotate it: settings cannot be saved."
    assert told(owner) == ("", False)
    assert told(member) == (reason, True)


def test_anybody_is_asked_to_sign_in_before_saving(lab, settings):
    make_user("everybody", lab.group, password=PASSWORD)
    changes = {"public_user": "everybody", "public_url_filter": "/webgateway/img_detail"}
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update=changes)
    page = page_of(Client().get(f"/webgateway/img_detail/{lab.image.pk}/"))
    assert (page["no_saving"], page["may_copy"]) == ("Sign in to save settings.", False)


def test_settings_can_be_saved_for_what_holds_the_image(lab, owner):
    page = page_of(owner.get(f"img_detail/{lab.image.pk}/"))
    assert page["neighbours"] == [{"type": "dataset", "id": lab.dataset.pk, "name": "Dataset"}]


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
    told = page["addresses"]
    assert told["region"].endswith(f"/{{z}}/{{t}}/?share={share.pk}")
    assert told["histogram"].endswith(f"/{{channel}}/?share={share.pk}")
    assert page["no_saving"] == "You look through a share: nothing can be saved."
    assert page["neighbours"] == []


def test_pixels_that_are_gone_are_told(lab, owner):
    Fileset.objects.update(root="/nowhere at all")
    response = owner.get(f"img_detail/{lab.image.pk}/")
    assert response.status_code == 200
    assert b"cannot be shown" in response.content
    assert b"viewer-page" not in response.content
