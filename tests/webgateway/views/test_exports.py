import io
import zipfile

import pytest
from PIL import Image as Pillow

from micrographia.catalog.models import Image, Share, ShareItem, ShareMember
from micrographia.web.slots import drawing
from picture_world import make_picture


@pytest.fixture
def second(lab, tmp_path) -> Image:
    (tmp_path / "more").mkdir()
    return make_picture(lab.owner, lab.group, tmp_path / "more", "sizeX=20 sizeY=10 sizeC=1", name="cells")


def members(response):
    assert response.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("asked", "format", "kind"),
    [
        (None, "png", "PNG"),
        ("png", "png", "PNG"),
        ("jpeg", "jpeg", "JPEG"),
        ("tif", "tif", "TIFF"),
        ("x", "png", "PNG"),
    ],
)
def test_one_picture_in_each_format(lab, owner, asked, format, kind):
    Image.objects.filter(pk=lab.image.pk).update(name="test_download")
    response = owner.get(f"download_as/{lab.image.pk}/", **({} if asked is None else {"format": asked}))
    assert response["Content-Type"] == "application/force-download"
    assert response["Content-Disposition"] == f"attachment; filename=test_download.{format}"
    assert response["Content-Length"] == str(len(response.content))
    picture = Pillow.open(io.BytesIO(response.content))
    assert (picture.format, picture.size) == (kind, (64, 48))


def test_the_picture_is_that_of_render_image(lab, owner):
    query = {"c": "1|0:1000$FF0000", "m": "c", "p": "intmax"}
    shown = owner.get(f"render_image/{lab.image.pk}/", **query, format="png")
    saved = owner.get(f"download_as/{lab.image.pk}/", **query)
    assert (saved.content, saved["ETag"]) == (shown.content, shown["ETag"])
    assert saved.content != owner.get("download_as/", image=lab.image.pk).content
    again = owner.get(f"download_as/{lab.image.pk}/", **query, headers={"If-None-Match": saved["ETag"]})
    assert again.status_code == 304


def test_names_with_blanks_commas_and_other_scripts(lab, owner):
    Image.objects.filter(pk=lab.image.pk).update(name="Zelle, Tag 2/ü")
    assert owner.get(f"download_as/{lab.image.pk}/")["Content-Disposition"] == (
        "attachment; filename=Zelle._Tag_2_u.png; filename*=UTF-8''Zelle._Tag_2_%C3%BC.png"
    )


def test_several_pictures_come_as_a_zip(lab, owner, second):
    Image.objects.all().update(name="same")
    response = owner.get("download_as/", image=[lab.image.pk, second.pk, 999_999], format="tif")
    assert response["Content-Disposition"] == "attachment; filename=Download_as_tif.zip"
    found = members(response)
    assert {name: Pillow.open(io.BytesIO(body)).size for name, body in found.items()} == {
        "same.tif": (64, 48),
        "same_(1).tif": (20, 10),
    }
    named = owner.get("download_as/", image=[lab.image.pk, second.pk], zipname="../a b")
    assert named["Content-Disposition"] == "attachment; filename=.._a_b.zip"


def test_no_slot_is_held_while_a_zip_is_sent(lab, owner, second):
    parts = iter(owner.get("download_as/", image=[lab.image.pk, second.pk], format="tif").streaming_content)
    assert drawing().counts().drawing == 0
    for _ in parts:
        assert drawing().counts().drawing == 0


def test_a_picture_that_cannot_be_drawn_says_why(lab, owner, second, tmp_path):
    Image.objects.filter(pk=second.pk).update(name="second")
    response = owner.get("download_as/", image=[lab.image.pk, second.pk])
    (tmp_path / "more" / "cells.fake").unlink()
    found = members(response)
    assert set(found) == {f"{lab.image.name}.png", "second.png.txt"}
    assert b"the original file cells.fake is gone" in found["second.png.txt"]


@pytest.mark.parametrize(
    ("query", "status"),
    [({}, 400), ({"image": "x"}, 400), ({"image": 1, "q": 7}, 400), ({"image": 999_999}, 404), ({"well": 9}, 404)],
)
def test_what_cannot_be_given(lab, owner, query, status):
    assert owner.get("download_as/", **query).status_code == status


def test_what_one_may_not_see_does_not_exist(lab, outsider):
    hidden, absent = (outsider.get(f"download_as/{number}/") for number in (lab.image.pk, 999_999))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.replace(str(lab.image.pk).encode(), b"999999") == absent.content


def test_through_a_share(lab, outsider):
    share = Share.objects.create(owner=lab.owner, group=lab.group)
    ShareItem.objects.create(share=share, image=lab.image)
    ShareMember.objects.create(share=share, experimenter=lab.outsider)
    assert outsider.get(f"download_as/{lab.image.pk}/", share=share.pk).status_code == 200
    assert outsider.get("download_as/", image=[lab.image.pk, 999_999], share=share.pk).status_code == 200
    assert outsider.get(f"download_as/{lab.image.pk}/", share=share.pk + 1).status_code == 404


def test_the_address_of_the_pages_gives_jpeg(lab, owner):
    for path, size in (("", 200), ("0/1/", 200), ("99/", 404)):
        response = owner.client.get(f"/webclient/render_image_download/{lab.image.pk}/{path}")
        assert response.status_code == size
    response = owner.client.get(f"/webclient/render_image_download/{lab.image.pk}/0/1/")
    assert response["Content-Disposition"] == f"attachment; filename={lab.image.name}.jpeg"
    assert response.content == owner.get(f"render_image/{lab.image.pk}/0/1/").content
    png = owner.client.get(f"/webclient/render_image_download/{lab.image.pk}/", {"format": "png"})
    assert Pillow.open(io.BytesIO(png.content)).format == "PNG"
