"""Expected values by hand: reference webgateway.md §8.5."""

from micrographia.catalog.models import Share, ShareItem, ShareMember


def test_everybodys_settings_last_saved_first(lab, owner, member, outsider):
    maps = '[{"inverted":{"enabled":true},"quantization":{"family":"polynomial","coefficient":2}}]'
    member.post(f"saveImgRDef/{lab.image.pk}/", c="1|5:6$0102FF", m="g", maps=maps, z="2", t="2")
    told = owner.get(f"get_image_rdefs_json/{lab.image.pk}/").json()["rdefs"]
    assert [each["owner"] for each in told] == [
        {"id": lab.member.pk, "firstName": "Member", "lastName": "Example"},
        {"id": lab.owner.pk, "firstName": "Owner", "lastName": "Example"},
    ]
    first, second = told
    assert (first["z"], first["t"], first["model"], second["model"]) == (1, 1, "greyscale", "rgb")
    assert first["c"][0] == {
        "active": True,
        "start": 5.0,
        "end": 6.0,
        "color": "0102FF",
        "alpha": 255,
        "rgb": {"red": 1, "green": 2, "blue": 255},
        "inverted": True,
        "reverseIntensity": True,
        "family": "polynomial",
        "coefficient": 2.0,
    }
    assert "lut" not in first["c"][1]
    owner.post(f"saveImgRDef/{lab.image.pk}/", c="1|0:1$fire.lut")
    told = owner.get(f"get_image_rdefs_json/{lab.image.pk}/", callback="f")
    assert told.content.startswith(b'f({"rdefs":[{"id":%d,' % second["id"])
    assert b'"lut":"fire.lut"' in told.content


def test_a_thumbnail_by_those_settings(lab, owner, member):
    member.post(f"saveImgRDef/{lab.image.pk}/", c="")
    ids = [each["id"] for each in owner.get(f"get_image_rdefs_json/{lab.image.pk}/").json()["rdefs"]]
    pictures = {owner.get(f"render_thumbnail/{lab.image.pk}/", rdefId=id).content for id in ids}
    assert len(pictures) == 2


def test_an_image_that_is_not_there(lab, outsider):
    for number in (lab.image.pk, 999_999):
        response = outsider.get(f"get_image_rdefs_json/{number}/")
        assert (response.status_code, response.json()) == (200, {"error": f"Image {number} not found"})


def test_through_a_share(lab, outsider):
    share = Share.objects.create(owner=lab.owner, group=lab.group)
    ShareItem.objects.create(share=share, image=lab.image)
    ShareMember.objects.create(share=share, experimenter=lab.outsider)
    path = f"get_image_rdefs_json/{lab.image.pk}/"
    (only,) = outsider.get(path, share=share.pk).json()["rdefs"]
    assert only["owner"]["id"] == lab.owner.pk
    without, other = outsider.get(path).json(), outsider.get(path, share=share.pk + 1).json()
    assert without == other == {"error": f"Image {lab.image.pk} not found"}
    assert outsider.get(path, share="x").status_code == 400
