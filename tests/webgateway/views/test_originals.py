import io
import os
import zipfile

import pytest

from catalog_world import make_image, make_plate
from micrographia.catalog.models import Fileset, Image, OriginalFile, Share, ShareItem, ShareMember, WellField
from micrographia.importing.models import Import, ImportedFile, Status
from picture_world import make_picture

DOWNLOAD = "archived_files/download/"


def body(response):
    return b"".join(response.streaming_content)


def members(response):
    assert response.status_code == 200
    with zipfile.ZipFile(io.BytesIO(body(response))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def second(lab, tmp_path) -> Image:
    (tmp_path / "more").mkdir()
    return make_picture(lab.owner, lab.group, tmp_path / "more", "sizeX=8 sizeY=8 sizeC=1", name="cells")


def test_one_file_comes_as_it_is(lab, owner, tmp_path):
    response = owner.get(f"{DOWNLOAD}{lab.image.pk}/")
    there = (tmp_path / "cells.fake").read_bytes()
    assert (response.status_code, body(response)) == (200, there)
    assert response["Content-Type"] == "application/force-download"
    assert response["Content-Disposition"] == "attachment; filename=cells.fake"
    assert response["Content-Length"] == str(len(there))
    assert body(owner.get(DOWNLOAD, image=lab.image.pk)) == there
    tag = response["ETag"]
    assert owner.get(f"{DOWNLOAD}{lab.image.pk}", headers={"If-None-Match": tag}).status_code == 304


def test_a_part_of_a_file(lab, owner, tmp_path):
    response = owner.get(f"{DOWNLOAD}{lab.image.pk}/", headers={"Range": "bytes=3-7"})
    assert (response.status_code, body(response)) == (206, (tmp_path / "cells.fake").read_bytes()[3:8])
    beyond = owner.get(f"{DOWNLOAD}{lab.image.pk}/", headers={"Range": "bytes=99999-"})
    assert beyond.status_code == 416


def test_head_tells_name_and_size(lab, owner, tmp_path):
    response = owner.head(f"{DOWNLOAD}{lab.image.pk}/")
    assert response.status_code == 200
    assert response["Content-Length"] == str((tmp_path / "cells.fake").stat().st_size)
    assert response["Content-Disposition"] == "attachment; filename=cells.fake"


def test_names_in_any_script(lab, owner, tmp_path):
    image = make_picture(lab.owner, lab.group, tmp_path, "sizeX=8 sizeY=8", name="Zellkörper, Tag 2")
    response = owner.get(f"{DOWNLOAD}{image.pk}/")
    assert response["Content-Disposition"] == (
        "attachment; filename=Zellkorper._Tag_2.fake; filename*=UTF-8''Zellk%C3%B6rper._Tag_2.fake"
    )
    response.close()


def test_several_files_come_as_a_zip_and_clashes_go_apart(lab, owner, second, tmp_path):
    response = owner.get(DOWNLOAD, image=[lab.image.pk, second.pk, lab.image.pk], zipname="my cells")
    assert response["Content-Disposition"] == "attachment; filename=my_cells.zip"
    assert members(response) == {
        "cells.fake": (tmp_path / "cells.fake").read_bytes(),
        "1/cells.fake": (tmp_path / "more" / "cells.fake").read_bytes(),
    }


def test_a_zip_is_not_called_as_a_member(lab, owner, second):
    response = owner.get(DOWNLOAD, image=[lab.image.pk, second.pk], zipname="cells.fake.zip")
    assert response["Content-Disposition"] == "attachment; filename=cells.fake_folder.zip"


def test_a_folder_comes_with_all_that_is_in_it_but_no_link(lab, owner, tmp_path):
    folder = tmp_path / "x.zarr"
    (folder / "0" / "c").mkdir(parents=True)
    (folder / "zarr.json").write_text("{}")
    (folder / "0" / "c" / "1").write_bytes(b"chunk")
    (tmp_path / "secret").write_text("secret")
    os.symlink(tmp_path / "secret", folder / "link")
    os.symlink(tmp_path, folder / "0" / "out")
    os.symlink(folder, folder / "0" / "round")
    image = make_image(lab.owner, lab.group, "zarr")
    Fileset.objects.filter(pk=image.fileset_id).update(root=str(tmp_path), entries=["x.zarr"])
    whose = {"owner": lab.owner, "group": lab.group}
    OriginalFile.objects.create(**whose, fileset=image.fileset, key="x.zarr", name="x.zarr", size=7)
    assert members(owner.get(f"{DOWNLOAD}{image.pk}/")) == {"x.zarr/zarr.json": b"{}", "x.zarr/0/c/1": b"chunk"}


def test_the_fields_of_wells(lab, owner, tmp_path):
    plate = make_plate(lab.owner, lab.group, wells=2, fields=2)
    wells = list(plate.wells.order_by("column").values_list("pk", flat=True))
    picture = make_picture(lab.owner, lab.group, tmp_path, "sizeX=8 sizeY=8", name="field")
    WellField.objects.filter(well=wells[1], index=1).update(image=picture)
    assert body(owner.get(DOWNLOAD, well=wells[1], index=1)) == (tmp_path / "field.fake").read_bytes()
    assert owner.get(DOWNLOAD, well=wells, index=2).status_code == 404
    assert body(owner.get(DOWNLOAD, well=wells[0], image=picture.pk)) == (tmp_path / "field.fake").read_bytes()


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({}, 400, "name images with image= or wells with well="),
        ({"image": "x"}, 400, "image should be whole numbers"),
        ({"image": "1," * 1000 + "1"}, 400, "image should be at most 1000 numbers"),
        ({"well": 1, "index": -1}, 400, "index should be a whole number from 0"),
        ({"image": 999_999}, 404, "Image 999999 not found"),
        ({"image": 2**63 - 1}, 404, "not found"),
        ({"well": 999_999}, 404, "None of the images is there"),
    ],
)
def test_what_cannot_be_given(lab, owner, query, status, words):
    response = owner.get(DOWNLOAD, **query)
    assert response.status_code == status
    assert words in response.content.decode()


def test_too_much_for_one_download(lab, owner, second, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"max_download_bytes": 50})
    response = owner.get(DOWNLOAD, image=[lab.image.pk, second.pk])
    assert response.status_code == 403
    assert "one download at most 50: ask for fewer images" in response.content.decode()
    assert len(body(owner.get(DOWNLOAD, image=lab.image.pk))) > 50


def test_a_file_that_has_changed_or_gone_is_not_what_was_imported(lab, owner, tmp_path):
    (tmp_path / "cells.fake").write_text("sizeX=1\nsizeY=1")
    response = owner.get(f"{DOWNLOAD}{lab.image.pk}/")
    assert (response.status_code, b"has changed since it was imported" in response.content) == (404, True)
    (tmp_path / "cells.fake").unlink()
    response = owner.get(f"{DOWNLOAD}{lab.image.pk}/")
    assert (response.status_code, b"is gone" in response.content) == (404, True)


def test_an_image_without_files(lab, owner):
    image = make_image(lab.owner, lab.group, "none")
    assert owner.get(f"{DOWNLOAD}{image.pk}/").status_code == 404


@pytest.mark.parametrize("path", [DOWNLOAD + "{}/", DOWNLOAD + "?image={}", "original_file_paths/{}/"])
def test_what_one_may_not_see_does_not_exist(lab, outsider, path):
    hidden, absent = (outsider.get(path.format(number)) for number in (lab.image.pk, 999_999))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.replace(str(lab.image.pk).encode(), b"#") == absent.content.replace(b"999999", b"#")


def test_originals_are_no_part_of_a_share(lab, owner, outsider):
    share = Share.objects.create(owner=lab.owner, group=lab.group)
    ShareItem.objects.create(share=share, image=lab.image)
    ShareMember.objects.create(share=share, experimenter=lab.outsider)
    assert outsider.get(f"imgData/{lab.image.pk}/", share=share.pk).status_code == 200
    assert outsider.get(f"{DOWNLOAD}{lab.image.pk}/", share=share.pk).status_code == 404
    assert outsider.get(f"original_file_paths/{lab.image.pk}/", share=share.pk).json() == {}
    assert outsider.get(f"original_file_paths/{lab.image.pk}/", share=share.pk + 1).status_code == 404


def test_paths_of_files_in_their_place(lab, owner, tmp_path):
    path = str(tmp_path / "cells.fake")
    found = owner.get(f"original_file_paths/{lab.image.pk}/").json()
    assert found == {"repo": [path], "client": [path], "fileset": {"id": lab.image.fileset_id}}
    wrapped = owner.get(f"original_file_paths/{lab.image.pk}/", callback="f")
    assert (wrapped["Content-Type"], wrapped.content[:2]) == ("application/javascript", b"f(")


def test_paths_of_copied_files(lab, owner):
    Fileset.objects.filter(pk=lab.image.fileset_id).update(root="2026/7", copied=True)
    assert owner.get(f"original_file_paths/{lab.image.pk}/").json()["client"] == []
    call = Import.objects.create(owner=lab.owner, group=lab.group)
    note = {"imported_by": call, "path": "/data/monday/cells.fake", "status": Status.IMPORTED}
    ImportedFile.objects.create(**note, fileset=lab.image.fileset)
    found = owner.get(f"original_file_paths/{lab.image.pk}/").json()
    assert (found["repo"], found["client"]) == (["2026/7/cells.fake"], ["/data/monday/cells.fake"])


def test_an_image_without_fileset_has_no_paths(lab, owner):
    image = make_image(lab.owner, lab.group, "none")
    Image.objects.filter(pk=image.pk).update(fileset=None)
    assert owner.get(f"original_file_paths/{image.pk}/").json() == {}
