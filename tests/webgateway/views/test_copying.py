"""Expected values by hand: reference webgateway.md §8.2–8.4, decisions.md B22, B39, C8."""

import pytest

from micrographia.accounts.models import Session
from micrographia.catalog.models import StoredSettings
from picture_world import CELLS, make_picture
from webgateway_people import Asker, SignedIn

C = "1|100:600$FF0000,-2|0:255$00FF00,3|10:20$fire.lut"


@pytest.fixture
def browser(lab):
    return SignedIn("owner")


@pytest.fixture
def other(lab, tmp_path):
    """Another image like that of the lab, in the same dataset."""
    return make_picture(lab.owner, lab.group, tmp_path, name="other", dataset=lab.dataset)


@pytest.fixture
def unlike(lab, tmp_path):
    """An image of another pixel type, in the same dataset."""
    recipe = CELLS.replace("uint16", "uint8")
    return make_picture(lab.owner, lab.group, tmp_path, recipe, name="unlike", dataset=lab.dataset)


def looks(asker, image):
    data = asker.get(f"imgData/{image.pk}/").json()
    told = [
        (each["active"], each["window"]["start"], each["window"]["end"], each["color"], each.get("lut"))
        for each in data["channels"]
    ]
    return told, data["rdefs"]["model"], data["rdefs"]["defaultZ"], data["rdefs"]["defaultT"]


def pasted(done, refused=()):
    done, refused = [each.pk for each in done], [each.pk for each in refused]
    return {"true": done, "false": refused, "True": done, "False": refused}


def test_an_image_is_remembered_and_pasted(lab, browser, other, unlike):
    browser.post(f"saveImgRDef/{lab.image.pk}/", c=C, m="g", z="4", t="2")
    response = browser.get("copyImgRDef/", fromid=lab.image.pk)
    assert (response.content, response["Content-Type"]) == (b"true", "application/json")
    response = browser.post("copyImgRDef/", {"toids": [lab.image.pk, unlike.pk, other.pk]})
    assert response.json() == pasted([other], [unlike])
    assert looks(browser, other) == looks(browser, lab.image)
    assert looks(browser, other)[1:] == ("greyscale", 3, 1)


def test_settings_are_remembered_and_pasted(lab, browser, other):
    assert browser.get("copyImgRDef/", c=C, m="g", z="2", t="1", p="intmax", imageId=lab.image.pk).content == b"true"
    before = looks(browser, lab.image)
    assert browser.post("copyImgRDef/", {"toids": other.pk}).json() == pasted([other])
    assert [each[:3] for each in looks(browser, other)[0]] == [(True, 100, 600), (False, 0, 255), (True, 10, 20)]
    assert looks(browser, other)[1:] == ("greyscale", 1, 0)
    assert looks(browser, lab.image) == before


def test_the_last_thing_copied_counts(lab, browser, other):
    browser.get("copyImgRDef/", c=C, m="g", imageId=lab.image.pk)
    browser.get("copyImgRDef/", fromid=lab.image.pk)
    assert browser.post("copyImgRDef/", {"toids": other.pk}).json() == pasted([other])
    assert looks(browser, other) == looks(browser, lab.image)


def test_copying_directly_remembers_nothing(lab, browser, other):
    browser.post(f"saveImgRDef/{lab.image.pk}/", c=C, m="g")
    assert browser.post("copyImgRDef/", {"toids": other.pk}, fromid=lab.image.pk).json() == pasted([other])
    assert looks(browser, other) == looks(browser, lab.image)
    assert browser.get("getImgRDef/").json() == {"rdef": None}
    assert browser.post("copyImgRDef/", {"toids": other.pk}).content == b"false"


def test_posting_a_source_without_targets_remembers_it(lab, browser):
    assert browser.post("copyImgRDef/", fromid=lab.image.pk).content == b"true"
    assert browser.get("getImgRDef/").json()["rdef"]["imageId"] == lab.image.pk


def test_save_to_all(lab, browser, other, unlike):
    body = {"toids": lab.dataset.pk, "to_type": "dataset", "imageId": lab.image.pk}
    assert browser.post("copyImgRDef/", body, c=C, m="g", p="normal").json() == pasted([other], [unlike])
    assert looks(browser, lab.image) == looks(browser, other)
    assert looks(browser, other)[1] == "greyscale"


def test_settings_in_the_body(lab, browser, other):
    body = {"toids": [other.pk, other.pk], "c": "1|5:6$00FFFF", "imageId": lab.image.pk}
    before = looks(browser, lab.image)
    assert browser.post("copyImgRDef/", body, callback="f").content.startswith(b'f({"true":[')
    assert looks(browser, other)[0][0] == (True, 5, 6, "00FFFF", None)
    assert looks(browser, lab.image) == before


def test_settings_without_an_image_are_those_of_the_first_target(lab, browser, other):
    assert browser.post("copyImgRDef/", {"toids": other.pk, "c": "1|5:6"}).json() == pasted([other])
    assert looks(browser, other)[0][0][:3] == (True, 5, 6)


def test_store_remembers_instead(lab, browser, other):
    before = looks(browser, other)
    body = {"toids": other.pk, "c": C, "store": "true", "pixel_range": "0:65535", "imageId": lab.image.pk}
    assert browser.post("copyImgRDef/", body).content == b"true"
    assert looks(browser, other) == before
    assert browser.get("getImgRDef/").json() == {"rdef": {"c": C, "pixel_range": "0:65535", "imageId": lab.image.pk}}


def test_maps_glued_to_the_channels_are_survived(lab, browser, other):
    glued = '1|20:300r$00FF00,2|5:9-r$FF0000&maps=[{"reverse":{"enabled":true}},{"reverse":{"enabled":false}}]'
    assert browser.get("copyImgRDef/", c=glued, m="c", imageId=lab.image.pk).content == b"true"
    assert browser.post("copyImgRDef/", {"toids": other.pk}).json() == pasted([other])
    assert looks(browser, other)[0][0] == (True, 20, 300, "00FF00", None)
    assert looks(browser, other)[0][1][:3] == (True, 5, 9)


def test_channels_that_cannot_be_read_at_all_switch_nothing_off(lab, browser, other):
    assert browser.get("copyImgRDef/", c="x", imageId=lab.image.pk).status_code == 400
    assert browser.post("copyImgRDef/", {"toids": other.pk, "c": "x"}).status_code == 400
    assert StoredSettings.objects.filter(revision__gt=0).count() == 0


@pytest.mark.parametrize("body", [{}, {"toids": "x"}, {"toids": "1,,2"}, {"toids": ""}])
def test_nothing_that_can_be_read_is_false(lab, browser, body):
    browser.get("copyImgRDef/", fromid=lab.image.pk)
    assert browser.post("copyImgRDef/", body).content == b"false"
    assert browser.post("copyImgRDef/", {"toids": lab.image.pk}, fromid="x").content == b"false"
    assert browser.get("copyImgRDef/", fromid="x").content == b"false"
    assert browser.get("copyImgRDef/", fromid=999_999).content == b"false"


def test_asking_for_nothing_is_no_get(lab, browser):
    response = browser.get("copyImgRDef/", toids=lab.image.pk)
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_who_may_not_is_told_which(lab, other):
    outsider = SignedIn("outsider")
    everything = {"toids": [other.pk, 999_999]}
    refused = {"true": [], "True": [], "false": [other.pk, 999_999], "False": [other.pk, 999_999]}
    assert outsider.post("copyImgRDef/", everything, fromid=lab.image.pk).json() == refused
    assert outsider.post("copyImgRDef/", {**everything, "c": C}).json() == refused
    lab.group.level = "rwr---"
    lab.group.save()
    member = SignedIn("member")
    assert member.post("copyImgRDef/", {"toids": other.pk}, fromid=lab.image.pk).json() == pasted([], [other])
    assert set(StoredSettings.objects.values_list("owner__username", flat=True)) == {"owner"}


def test_a_z_section_that_is_not_there_stays(lab, browser, tmp_path):
    flat = make_picture(lab.owner, lab.group, tmp_path, CELLS.replace("sizeZ=5", "sizeZ=2"), name="flat")
    browser.post(f"saveImgRDef/{lab.image.pk}/", z="4", t="2")
    browser.post("copyImgRDef/", {"toids": flat.pk}, fromid=lab.image.pk)
    assert looks(browser, flat)[2:] == (1, 1)


def test_other_wavelengths_are_other_dyes(lab, browser, tmp_path):
    green = make_picture(lab.owner, lab.group, tmp_path, CELLS.replace("520", "530"), name="green")
    assert browser.post("copyImgRDef/", {"toids": green.pk}, fromid=lab.image.pk).json() == pasted([], [green])


def test_what_is_remembered_as_it_was_copied(lab, browser):
    maps = '[{"inverted":{"enabled":true}}]'
    query = {"c": "1|0:5$FF0000", "m": "c", "maps": maps, "pixel_range": "0:65535", "z": "3", "t": "1"}
    browser.get("copyImgRDef/", imageId=lab.image.pk, zm="100", q="0.9", **query)
    assert browser.get("getImgRDef/").json() == {
        "rdef": {
            "c": "1|0:5$FF0000",
            "m": "c",
            "maps": [{"inverted": {"enabled": True}}],
            "pixel_range": "0:65535",
            "z": 3,
            "t": 1,
            "imageId": lab.image.pk,
        }
    }


def test_what_is_remembered_of_an_image(lab, browser):
    maps = '[{"inverted":{"enabled":true}},{"quantization":{"family":"exponential","coefficient":0.5}},{}]'
    browser.post(f"saveImgRDef/{lab.image.pk}/", c=C, m="g", maps=maps, z="4", t="2")
    browser.get("copyImgRDef/", fromid=lab.image.pk)

    def map_of(inverted, family, coefficient):
        return {"inverted": {"enabled": inverted}, "quantization": {"family": family, "coefficient": coefficient}}

    assert browser.get("getImgRDef/").json() == {
        "rdef": {
            "c": "1|100.0:600.0$FF0000,-2|0.0:255.0$00FF00,3|10.0:20.0$fire.lut",
            "m": "greyscale",
            "maps": [map_of(True, "linear", 1.0), map_of(False, "exponential", 0.5), map_of(False, "linear", 1.0)],
            "pixel_range": "0:65535",
            "z": 4,
            "t": 2,
            "imageId": lab.image.pk,
        }
    }


def test_a_session_remembers_for_itself(lab, browser):
    browser.get("copyImgRDef/", fromid=lab.image.pk)
    assert SignedIn("owner").get("getImgRDef/").json() == {"rdef": None}
    assert Asker("owner").get("copyImgRDef/", fromid=lab.image.pk).content == b"false"
    assert Session.objects.exclude(session_data="").count() == 1


def test_compatible_images(lab, owner, outsider, other, unlike, tmp_path):
    make_picture(lab.owner, lab.group, tmp_path, CELLS.replace("DAPI", "Hoechst"), name="named", dataset=lab.dataset)
    swapped = CELLS.replace("DAPI,GFP,Cy3", "Cy3,DAPI,GFP")
    same = make_picture(lab.owner, lab.group, tmp_path, swapped, name="swapped", dataset=lab.dataset)
    alone = make_picture(lab.owner, lab.group, tmp_path, name="alone")
    response = owner.get(f"compatImgRDef/{lab.image.pk}/")
    assert (response.json(), response["Content-Type"]) == ([other.pk, same.pk], "application/json")
    assert owner.get(f"compatImgRDef/{lab.image.pk}/", callback="f").content.startswith(b"f([")
    assert owner.get(f"compatImgRDef/{alone.pk}/").json() == []
    assert outsider.get(f"compatImgRDef/{lab.image.pk}/").content == b"false"
    assert outsider.get("compatImgRDef/999999/").content == b"false"
