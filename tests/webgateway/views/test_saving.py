"""Expected values by hand: reference webgateway.md §8.1, §8.6, permissions.md §4.1, decisions.md B19–B22, C1."""

import pytest

from catalog_world import join, make_group, make_user
from micrographia.catalog.models import StoredSettings
from picture_world import make_picture
from sign_in_people import PASSWORD
from webgateway_people import Asker, SignedIn

ALL = "1|100:600$FF0000,-2|0.5:255$00FF00,3|10:20$fire.lut"


def channels(asker, image):
    return asker.get(f"imgData/{image.pk}/").json()["channels"]


def looks(asker, image):
    return [
        (each["active"], each["window"]["start"], each["window"]["end"], each["color"], each.get("lut"))
        for each in channels(asker, image)
    ]


def test_all_in_the_query_with_an_empty_body(lab, owner):
    response = owner.post(f"saveImgRDef/{lab.image.pk}/", c=ALL, m="g", z="4", t="2", p="intmax", q="0.9", ia="0")
    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"true", "application/json")
    first, second, third = looks(owner, lab.image)
    assert first == (True, 100.0, 600.0, "FF0000", None)
    assert second == (False, 0.5, 255.0, "00FF00", None)
    assert third[:3] == (True, 10.0, 20.0)
    assert third[4] == "fire.lut"
    assert owner.get(f"imgData/{lab.image.pk}/rdefs/").json() == {
        "model": "greyscale",
        "projection": "normal",
        "defaultZ": 3,
        "defaultT": 1,
        "invertAxis": False,
    }


def test_an_empty_json_body_does_not_disturb(lab, owner):
    path = f"saveImgRDef/{lab.image.pk}/"
    assert owner.post(path, content_type="application/json", c="1|1.000000:2.000000$FF0000", m="c").content == b"true"
    assert looks(owner, lab.image)[0][1:3] == (1.0, 2.0)


def test_all_in_the_body_with_a_callback_in_the_query(lab, owner):
    response = owner.post(f"saveImgRDef/{lab.image.pk}/", {"c": ALL, "m": "g"}, callback="jQuery1_2")
    assert (response.content, response["Content-Type"]) == (b"jQuery1_2(true)", "application/javascript")
    assert owner.get(f"imgData/{lab.image.pk}/rdefs.model/").json() == "greyscale"


def test_query_and_body_are_never_mixed(lab, owner):
    owner.post(f"saveImgRDef/{lab.image.pk}/", {"c": "1", "m": "g"}, m="c")
    assert owner.get(f"imgData/{lab.image.pk}/rdefs.model/").json() == "color"
    assert [each["active"] for each in channels(owner, lab.image)] == [True, True, True]


def test_what_is_left_out_stays(lab, owner):
    before = looks(owner, lab.image)
    assert owner.post(f"saveImgRDef/{lab.image.pk}/", z="5").content == b"true"
    assert looks(owner, lab.image) == before
    assert owner.get(f"imgData/{lab.image.pk}/rdefs.defaultZ/").json() == 4
    assert owner.post(f"saveImgRDef/{lab.image.pk}/", c="2").content == b"true"
    off = [(False, *before[0][1:]), (True, *before[1][1:]), (False, *before[2][1:])]
    assert looks(owner, lab.image) == off


def test_maps_belong_to_the_entries_of_c(lab, owner):
    maps = '[{"quantization":{"family":"polynomial","coefficient":0.5}},{"inverted":{"enabled":true}}]'
    assert owner.post(f"saveImgRDef/{lab.image.pk}/", c="2|0:9$FF0000,3|0:9$00FF00", maps=maps).content == b"true"
    told = [(each["inverted"], each["family"], each["coefficient"]) for each in channels(owner, lab.image)]
    assert told == [(False, "linear", 1.0), (False, "polynomial", 0.5), (True, "linear", 1.0)]


@pytest.mark.parametrize(
    ("query", "culprit"),
    [
        ({"c": "4|0:1$FF0000"}, "channel 4"),
        ({"c": "0|0:1$FF0000"}, "a channel is a number from 1"),
        ({"c": "a"}, "a channel is a number from 1"),
        ({"c": "1|abc:5"}, "a window is"),
        ({"c": "1|100"}, "a window is"),
        ({"c": "1|5:1"}, "a window starts"),
        ({"c": "1|nan:1"}, "a window starts"),
        ({"c": "1|0:1$GGG"}, "a color is"),
        ({"c": "1|0:1$" + "x" * 252 + ".lut"}, "the name of a lookup table"),
        ({"c": "1,1"}, "channel 1 stands twice"),
        ({"c": "1", "maps": "{"}, "maps is a JSON array"),
        ({"c": "1", "maps": "[{},{}]"}, "as many elements"),
        ({"c": "1", "maps": '[{"contrast":{}}]'}, "a codomain map is one of inverted, reverse"),
        ({"c": "1", "maps": '[{"quantization":{"family":"cubic"}}]'}, "a family is one of"),
        ({"m": "x"}, "m is g"),
        ({"z": "0"}, "z should be a whole number from 1"),
        ({"z": "6"}, "z is a number from 1 to 5"),
        ({"t": "3"}, "t is a number from 1 to 2"),
        ({"t": "x"}, "t should be a whole number from 1"),
    ],
)
def test_what_is_malformed_saves_nothing(lab, owner, query, culprit):
    before = owner.get(f"imgData/{lab.image.pk}/").json()
    response = owner.post(f"saveImgRDef/{lab.image.pk}/", **{"m": "g", **query})
    assert response.status_code == 400
    assert culprit in response.json()["message"]
    assert owner.get(f"imgData/{lab.image.pk}/").json() == before
    assert StoredSettings.objects.get().revision == 0


def test_a_wrong_callback_saves_nothing(lab, owner):
    assert owner.post(f"saveImgRDef/{lab.image.pk}/", m="g", callback="a(").status_code == 400
    assert StoredSettings.objects.get().revision == 0


def test_a_body_that_is_no_form(lab, owner):
    path = f"saveImgRDef/{lab.image.pk}/"
    assert owner.post(path, b"xx", content_type="multipart/form-data; boundary=\x07").status_code == 400


def test_hidden_and_absent_images_are_false_and_malformed_comes_first(lab, outsider):
    for number in (lab.image.pk, 999_999):
        response = outsider.post(f"saveImgRDef/{number}/", c="1|0:1$FF0000")
        assert (response.status_code, response.content) == (200, b"false")
        assert outsider.post(f"saveImgRDef/{number}/", c="1|x").status_code == 400
    assert StoredSettings.objects.count() == 1


def test_what_one_saves_only_she_sees(lab, owner, member):
    before = looks(owner, lab.image)
    assert member.post(f"saveImgRDef/{lab.image.pk}/", c="1|1:2$0000FF").content == b"true"
    assert looks(owner, lab.image) == before
    assert looks(member, lab.image)[0] == (True, 1.0, 2.0, "0000FF", None)
    owner.post(f"saveImgRDef/{lab.image.pk}/", c="3")
    assert looks(member, lab.image)[0] == (True, 1.0, 2.0, "0000FF", None)


@pytest.mark.parametrize(
    ("level", "who", "answer"),
    [
        ("rw----", "leader", b"false"),
        ("rw----", "admin", b"false"),
        ("rw----", "member", b"false"),
        ("rwr---", "member", b"false"),
        ("rwr---", "leader", b"true"),
        ("rwra--", "member", b"true"),
        ("rwrw--", "admin", b"true"),
        ("rw----", "author", b"true"),
    ],
)
def test_who_may_annotate_may_save(db, home, tmp_path, level, who, answer):
    group = make_group("of that level", level)
    author = make_user("author", group, password=PASSWORD)
    image = make_picture(author, group, tmp_path)
    if who != "author":
        somebody = make_user(who, admin=who == "admin", password=PASSWORD)
        if who != "admin":
            join(somebody, group, owner=who == "leader")
    response = Asker(who).post(f"saveImgRDef/{image.pk}/", m="g")
    assert (response.status_code, response.content) == (200, answer)
    assert StoredSettings.objects.filter(owner__username=who, model="greyscale").exists() is (answer == b"true")


def test_the_thumbnail_changes_at_once(lab, owner):
    before = owner.get(f"render_thumbnail/{lab.image.pk}/")
    same = {"headers": {"If-None-Match": before["ETag"]}}
    assert owner.get(f"render_thumbnail/{lab.image.pk}/", **same).status_code == 304
    owner.post(f"saveImgRDef/{lab.image.pk}/", c="")
    after = owner.get(f"render_thumbnail/{lab.image.pk}/", **same)
    assert after.status_code == 200
    assert after.content != before.content


def test_only_post_saves_and_only_with_a_token(lab):
    asker = SignedIn("owner")
    for method in (asker.get, asker.head):
        response = method(f"saveImgRDef/{lab.image.pk}/", m="g")
        assert (response.status_code, response["Allow"]) == (405, "POST, OPTIONS")
    asker.client.handler.enforce_csrf_checks = True
    for path in (f"saveImgRDef/{lab.image.pk}/", "copyImgRDef/", "resetRDef/", "applyOwnersRDef/"):
        response = asker.post(path, m="g", toids=lab.image.pk)
        assert response.status_code == 403
        assert response.json()["message"].startswith("CSRF Failed")
    assert StoredSettings.objects.get().revision == 0


def test_pictures_save_nothing(lab, member):
    for path in ("render_image/{}/0/0/", "render_thumbnail/{}/", "imgData/{}/", "img_detail/{}/"):
        assert member.get(path.format(lab.image.pk), c="1|0:1$FF0000", m="g", z="1").status_code == 200
    assert list(StoredSettings.objects.values_list("owner__username", "revision")) == [("owner", 0)]


def test_reset_gives_the_settings_of_the_import(lab, owner, member):
    imported = looks(owner, lab.image)
    for asker in (owner, member):
        asker.post(f"saveImgRDef/{lab.image.pk}/", c="1|1:2$0000FF", m="g")
    assert member.post("resetRDef/", {"toids": lab.image.pk}).json() == [lab.image.pk]
    assert looks(member, lab.image) == imported
    assert looks(owner, lab.image)[0] == (True, 1.0, 2.0, "0000FF", None)
    assert owner.post("resetRDef/", {"toids": lab.dataset.pk, "to_type": "dataset"}).json() == [lab.image.pk]
    assert looks(owner, lab.image) == imported


def test_the_owners_settings_for_me(lab, owner, member):
    owner.post(f"saveImgRDef/{lab.image.pk}/", c="1|1:2$0000FF", m="g")
    member.post(f"saveImgRDef/{lab.image.pk}/", c="3")
    response = member.post("applyOwnersRDef/", {"toids": lab.project.pk, "to_type": "project"}, callback="f")
    assert response.content == b"f([%d])" % lab.image.pk
    assert looks(member, lab.image) == looks(owner, lab.image)
    assert member.get(f"imgData/{lab.image.pk}/rdefs.model/").json() == "greyscale"
    assert owner.post("applyOwnersRDef/", {"toids": lab.image.pk}).json() == [lab.image.pk]
    assert StoredSettings.objects.count() == 2


@pytest.mark.parametrize("path", ["resetRDef/", "applyOwnersRDef/"])
def test_what_is_not_hers_is_left_out(lab, outsider, path):
    assert outsider.post(path, {"toids": [lab.image.pk, 999_999]}).json() == []
    assert outsider.post(path).status_code == 400
    assert outsider.post(path, {"toids": "x"}).status_code == 400
    assert outsider.post(path, {"toids": 1, "to_type": "shelf"}).status_code == 400
    assert outsider.get(path).status_code == 405
    assert StoredSettings.objects.count() == 1
