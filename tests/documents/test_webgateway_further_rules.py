"""What a client can observe of the WebGateway reference: names, manners, limits, downloads, plates, neighbours."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow

from catalog_world import make_plate
from documents.claims import rule
from documents.library import Reader, colored, decoded, grey, save_look, slope
from micrographia.accounts.models import Session
from micrographia.catalog.models import (
    Image,
    Plate,
    Project,
    Run,
    Share,
    ShareItem,
    ShareMember,
    Well,
    WellField,
)
from micrographia.importing.importer import Order, imported
from micrographia.importing.plan import Wish
from micrographia.importing.whose import Whose
from picture_world import make_picture
from sign_in_people import PASSWORD


@pytest.fixture
def image(library, tmp_path):
    """Makes a synthetic image."""

    def make(recipe, name="image", **more):
        return make_picture(library.will, library.group, tmp_path, recipe, name=name, **more)

    return make


@pytest.fixture
def limited(settings):
    def limit(**values):
        settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update=values)

    return limit


@pytest.fixture
def plate(library):
    """A1 and A2 with two fields each, all of one run."""
    return make_plate(library.will, library.group, fields=2)


def signed_in(name):
    browser = Client()
    assert browser.post("/webclient/login/", {"username": name, "password": PASSWORD}).status_code == 302
    return browser


def sent(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def members(answer):
    with zipfile.ZipFile(io.BytesIO(sent(answer))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# 1 Common behaviour

NAMES = {
    "webgateway": ("", []),
    "webgateway_full_viewer": ("img_detail/7/", [7]),
    "webgateway_render_image": ("render_image/7/1/2/", [7, 1, 2]),
    "webgateway_render_image_region": ("render_image_region/7/1/2/", [7, 1, 2]),
    "webgateway_render_image_rdef": ("render_image_rdef/7/1/2/", [7, 1, 2]),
    "webgateway_render_image_region_rdef": ("render_image_region_rdef/7/1/2/", [7, 1, 2]),
    "webgateway_render_split_channel": ("render_split_channel/7/1/2/", [7, 1, 2]),
    "webgateway_render_row_plot": ("render_row_plot/7/1/2/3/4/", [7, 1, 2, 3, 4]),
    "webgateway_render_col_plot": ("render_col_plot/7/1/2/3/", [7, 1, 2, 3]),
    "webgateway_render_thumbnail": ("render_thumbnail/7/9/8/", [7, 9, 8]),
    "webgateway_render_birds_eye_view": ("render_birds_eye_view/7/9/", [7, 9]),
    "webgateway_render_movie": ("render_movie/7/z/1/", [7, "z", 1]),
    "webgateway_get_thumbnail_json": ("get_thumbnail/7/9/", [7, 9]),
    "webgateway_get_thumbnails_json": ("get_thumbnails/9/", [9]),
    "webgateway_imageData_json": ("imgData/7/size/", [7, "size"]),
    "histogram_json": ("histogram_json/7/channel/0/", [7, 0]),
    "webgateway_listProjects_json": ("proj/list/", []),
    "webgateway_projectDetail_json": ("proj/7/detail/", [7]),
    "webgateway_listDatasets_json": ("proj/7/children/", [7]),
    "webgateway_datasetDetail_json": ("dataset/7/detail/", [7]),
    "webgateway_listimages_json": ("dataset/7/children/", [7]),
    "webgateway_plategrid_json": ("plate/7/0/3/", [7, 0, 3]),
    "webgateway_listwellimages_json": ("well/7/children/", [7]),
    "webgateway_wellData_json": ("wellData/7/", [7]),
    "webgateway_save_image_rdef_json": ("saveImgRDef/7/", [7]),
    "webgateway_list_compatible_imgs_json": ("compatImgRDef/7/", [7]),
    "webgateway_copy_image_rdef_json": ("copyImgRDef/", []),
    "webgateway_get_image_rdef_json": ("getImgRDef/", []),
    "webgateway_get_image_rdefs_json": ("get_image_rdefs_json/7/", [7]),
    "reset_rdef_json": ("resetRDef/", []),
    "reset_owners_rdef_json": ("applyOwnersRDef/", []),
    "webgateway_listLuts_json": ("luts/", []),
    "webgateway_luts_png": ("luts_png/", []),
    "download_as": ("download_as/7/", [7]),
    "archived_files": ("archived_files/download/7/", [7]),
    "original_file_paths": ("original_file_paths/7/", [7]),
    "webgateway_open_with_options": ("open_with/", []),
    "webgateway_su": ("su/ada/", ["ada"]),
    "webgateway.views.full_viewer": ("img_detail/7/", [7]),
    "webgateway.views.render_image": ("render_image/7/", [7]),
    "webgateway.views.render_split_channel": ("render_split_channel/7/1/2/", [7, 1, 2]),
    "webgateway.views.render_row_plot": ("render_row_plot/7/1/2/3/", [7, 1, 2, 3]),
    "webgateway.views.render_col_plot": ("render_col_plot/7/1/2/3/4/", [7, 1, 2, 3, 4]),
    "webgateway.views.render_thumbnail": ("render_thumbnail/7/9/", [7, 9]),
}


@rule("1.2")
@pytest.mark.parametrize("name", NAMES)
def test_addresses_have_the_names_that_templates_know(name):
    path, arguments = NAMES[name]
    assert reverse(name, args=arguments) == f"/webgateway/{path}"


@rule("1.4")
def test_options_tells_the_methods(library, nobody):
    for path, allowed in (
        (f"render_image/{library.cells.pk}/", {"GET", "HEAD", "OPTIONS"}),
        (f"saveImgRDef/{library.cells.pk}/", {"POST", "OPTIONS"}),
        ("copyImgRDef/", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("su/will/", {"GET", "HEAD", "POST", "OPTIONS"}),
    ):
        answer = nobody.options(f"/webgateway/{path}")
        assert (answer.status_code, set(answer["Allow"].split(", "))) == (204, allowed)
    for page in ("imgData/{}/", "proj/list/", "plate/{}/"):
        answer = nobody.post("/webgateway/" + page.format(library.cells.pk))
        assert (answer.status_code, set(answer["Allow"].split(", "))) == (405, {"GET", "HEAD", "OPTIONS"})


@rule("1.4")
@pytest.mark.parametrize("page", ["render_image/{}/0/0/", "render_thumbnail/{}/", "imgData/{}/", "proj/list/"])
def test_head_is_a_get_without_its_body(library, will, page):
    path = page.format(library.cells.pk)
    asked, told = will.get(path), will.client.head(f"/webgateway/{path}")
    assert (told.status_code, told.content) == (200, b"")
    assert told["Content-Type"] == asked["Content-Type"]
    assert told.get("ETag") == asked.get("ETag")


@rule("1.5")
def test_scripts_of_pages_and_ended_sessions(library, nobody):
    page = f"/webgateway/imgData/{library.cells.pk}/"
    script = nobody.get(page, headers={"X-Requested-With": "XMLHttpRequest"})
    assert (script.status_code, script.content) == (403, b"")
    browser = signed_in("will")
    assert browser.get(page).status_code == 200
    Session.objects.all().delete()
    assert browser.get(page).status_code == 302


@rule("1.5")
def test_the_public_user_is_limited_by_a_filter_and_reads_only(library, nobody, limited):
    limited(public_user="colleague", public_url_filter="^/webgateway/(imgData|render_|copyImg)")
    assert nobody.get(f"/webgateway/imgData/{library.cells.pk}/").json()["id"] == library.cells.pk
    assert nobody.get(f"/webgateway/render_image/{library.cells.pk}/").status_code == 200
    assert nobody.get("/webgateway/proj/list/").status_code == 302
    assert nobody.post("/webgateway/copyImgRDef/", {"toids": library.cells.pk}).status_code == 302


@rule("1.5")
def test_credentials_in_addresses_where_they_are_switched_on(library, nobody, limited):
    page = f"/webgateway/imgData/{library.cells.pk}/"
    form = {"username": "will", "password": PASSWORD, "server": "1"}
    uuid = Client().post("/api/v0/login/", form).json()["eventContext"]["sessionUuid"]
    limited(bsession=True, query_passwords=True)
    assert nobody.get(page, {"bsession": uuid}).status_code == 200
    assert nobody.get(page, {"username": "will", "password": PASSWORD}).status_code == 200
    assert nobody.get(page).status_code == 302  # they count for one request
    assert nobody.get(page, {"bsession": "x" * 32}).status_code == 302


@rule("1.8")
def test_what_depends_on_who_asks_says_so(library, will):
    for page in (f"render_image/{library.cells.pk}/", f"imgData/{library.cells.pk}/", "proj/list/"):
        answer = will.get(page)
        assert answer["Cache-Control"] == "private, no-cache"
        assert {"Cookie", "Authorization"} <= set(answer["Vary"].split(", "))
        assert answer["X-Frame-Options"] == "SAMEORIGIN"


# 2, 4, 5 Pictures


@rule("2.4")
def test_a_projection_has_a_limit_that_is_named(library, will, limited):
    limited(max_request_bytes=76 * 48 * 2 * 3 * 4)  # three channels, four of five sections
    page = f"render_image/{library.cells.pk}/0/0/"
    refused = will.get(page, p="intmax")
    assert (refused.status_code, refused.content) == (
        400,
        b"a projection may read 87552 bytes: ask fewer z-sections or a smaller region",
    )
    assert will.get(page, p="intmax|0:3").status_code == 200


@pytest.fixture
def imported_later(library, tmp_path, limited):
    """Imports a synthetic file whose values are not looked at as a whole; the id of its image."""

    def make(recipe):
        limited(import_statistics_bytes=0)
        path = tmp_path / "later.fake"
        path.write_text("\n".join(recipe.split()))
        order = Order((path,), Whose(library.will, library.group), Wish(dataset="later"))
        (image,) = [image for outcome in imported(order) if outcome.committed for image in outcome.committed.images]
        return image.image_id

    return make


@rule("4.2")
def test_without_statistics_the_middle_plane_is_measured(imported_later, will):
    found = will.json(f"imgData/{imported_later('sizeX=10 sizeY=1 sizeZ=5 sizeT=2')}/")["channels"][0]
    # x + 7 z + 11 t at z = 2, t = 0: 14 to 23; imgData's min and max are those of the type.
    assert found["window"] == {"min": 0, "max": 255, "start": 14, "end": 23}


@rule("5")
def test_an_original_that_is_gone(library, will, tmp_path):
    gone = make_picture(library.will, library.group, tmp_path, "sizeX=40 sizeY=30", name="gone")
    before = will.get(f"render_thumbnail/{gone.pk}/")
    (tmp_path / "gone.fake").unlink()
    reason = "the original file gone.fake is gone"
    for page in ("render_image/{}/", "render_image_region/{}/0/0/?region=0,0,9,9", "render_split_channel/{}/0/0/"):
        answer = will.client.get("/webgateway/" + page.format(gone.pk))
        assert (answer.status_code, answer.content.decode()) == (404, reason)
    assert will.get(f"render_thumbnail/{gone.pk}/").content == before.content
    told = will.json(f"imgData/{gone.pk}/")
    assert set(told) == {"id", "meta", "perms", "Exception"}
    assert told["Exception"] == reason
    histogram = will.get(f"histogram_json/{gone.pk}/channel/0/")
    assert (histogram.status_code, histogram.json()) == (404, {"message": reason})


@rule("5", "5.5")
def test_what_is_too_large_names_what_to_ask(library, will, limited):
    limited(max_request_bytes=4096 * 4000 * 8)
    assert will.get(f"render_image_region/{library.large.pk}/0/0/", region="0,0,4096,4000").status_code == 200
    limited(max_request_bytes=4096 * 4000 * 8 - 1)
    for page in ("render_image/{}/", "render_split_channel/{}/0/0/"):
        refused = will.get(page.format(library.large.pk))
        assert (refused.status_code, b"render_image_region" in refused.content) == (400, True)
    region = will.get(f"render_image_region/{library.large.pk}/0/0/", region="0,0,4096,4000")
    assert (region.status_code, b"a smaller region" in region.content) == (400, True)


@rule("5.3", "6", "7.6")
def test_a_large_plane_without_small_levels_gets_them(image, will):
    # 4096 x 4000 pixels are more than 3192 squared. The value is x + 3 y.
    plain = image("sizeX=4096 sizeY=4000 sizeC=1 pixelType=uint16", "plain", statistics=False)
    told = will.json(f"imgData/{plain.pk}/")
    assert (told["tiles"], told["levels"], told["tile_size"]) == (True, 5, {"width": 256, "height": 256})
    assert told["zoomLevelScaling"] == {"0": 1, "1": 0.5, "2": 0.25, "3": 0.125, "4": 0.0625}
    assert told["resolutions"]["4"] == {"sizeX": 256, "sizeY": 250}
    # A pixel of level 4 is the mean of 16 x 16: 16 column + 7.5 + 3 (16 row + 7.5).
    tile = will.pixels(f"render_image_region/{plain.pk}/0/0/", tile="4,0,0", c="1|0:255", m="g")
    assert tile.shape == (250, 256, 3)
    assert tile[:3, :4, 0].tolist() == [[30, 46, 62, 78], [78, 94, 110, 126], [126, 142, 158, 174]]
    # Half the size is the largest level within the limit: all of it is counted.
    assert sum(will.json(f"histogram_json/{plain.pk}/channel/0/")["data"]) == 2048 * 2000
    assert will.get(f"render_image_region/{plain.pk}/0/0/", tile="5,0,0").status_code == 400


@rule("5.1")
def test_the_viewer_begins_as_its_query_says(library, will):
    page = will.get(f"img_detail/{library.cells.pk}/", z="4", t="2", c="1|5:9$FF0000", m="g")
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert '"z":3' in page.content.decode().replace(" ", "")
    for number in (999_999, library.cells.pk):
        assert Reader("stranger").get(f"img_detail/{number}/").status_code == 404


@rule("5.2")
@pytest.mark.parametrize(("format", "kind"), [("png", "PNG"), ("tif", "TIFF"), ("jpeg", "JPEG"), ("bmp", "JPEG")])
def test_formats(library, will, format, kind):
    answer = will.get(f"render_image/{library.cells.pk}/1/0/", format=format)
    assert Pillow.open(io.BytesIO(answer.content)).format == kind
    if kind in ("PNG", "TIFF"):
        assert (decoded(answer) == grey(slope(1))).all()


@rule("5.5")
def test_labels_stand_in_panels_that_are_large_enough(image, will):
    small, wide = (image(f"sizeX={side} sizeY=40 sizeC=2", f"of {side}") for side in (95, 96))
    black = {"c": "1|254:255$000000,2|254:255$000000"}
    unlabelled = will.pixels(f"render_split_channel/{small.pk}/0/0/", **black)
    assert not unlabelled[2:42, 2:97].any()
    labelled = will.pixels(f"render_split_channel/{wide.pk}/0/0/", **black)
    for panel in (labelled[2:42, 2:98], labelled[2:42, 100:196], labelled[44:84, 2:98]):
        written = np.argwhere(panel.any(axis=2))
        assert written.min() >= 2
        assert written[:, 0].max() <= 2 + 12
        assert panel.max() > 150


@rule("5.6")
def test_a_plot_of_every_pixel_type(image, will):
    for kind in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "float", "double"):
        drawn = image(f"sizeX=20 sizeY=10 sizeC=1 pixelType={kind}", kind)
        assert will.get(f"render_row_plot/{drawn.pk}/0/0/5/").status_code == 200, kind


@rule("5.7")
@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("", (64, 40)),  # 48 · 64 / 76, cut off
        ("50/", (50, 31)),
        ("200/", (200, 126)),
        ("30/20/", (30, 20)),
        ("5/90/", (5, 90)),
    ],
)
def test_sizes_of_thumbnails(library, will, path, size):
    answer = will.get(f"render_thumbnail/{library.cells.pk}/{path}")
    assert Pillow.open(io.BytesIO(answer.content)).size == size


@rule("5.7", "5.8", "5.9")
def test_the_lab_sets_the_size_of_thumbnails(library, will, limited):
    limited(thumbnail_size=96)
    size = (96, 60)
    for page in ("render_thumbnail", "render_birds_eye_view"):
        assert Pillow.open(io.BytesIO(will.get(f"{page}/{library.cells.pk}/").content)).size == size
    told = will.json(f"get_thumbnail/{library.cells.pk}/")
    assert told == will.json("get_thumbnails/", id=library.cells.pk)[str(library.cells.pk)]


@rule("5.8")
def test_how_many_thumbnails_at_once(library, will, limited):
    limited(thumbnails_at_once=2)
    refused = will.get("get_thumbnails/", id=[1, 2, 3])
    assert refused.status_code == 400
    assert refused.json()["message"] == "Max 2 thumbnails at a time."


@rule("5", "7.6")
@pytest.mark.parametrize(
    ("page", "limit"),
    [
        ("render_thumbnail/{}/4097/", "4096"),
        ("render_thumbnail/{}/9/4097/", "4096"),
        ("histogram_json/{}/channel/0/?bins=65537", "65536"),
        ("get_thumbnails/?" + "&".join(f"id={number}" for number in range(51)), "50"),
        ("download_as/?image=" + ",".join(map(str, range(1001))), "1000"),
        ("archived_files/download/?well=" + ",".join(map(str, range(1001))), "1000"),
        ("download_as/?" + "&".join(f"image={number}" for number in range(1001)), "1000"),
        ("plate/{}/?size=5000", "4096"),
        ("render_movie/{}/z/1/?fps=61", "60"),
        ("imgData/{}/?callback=" + "f" * 65, "callback"),
    ],
)
def test_a_limit_is_named(library, will, page, limit):
    answer = will.client.get("/webgateway/" + page.format(library.cells.pk))
    assert (answer.status_code, limit in answer.content.decode()) == (400, True), answer.content


# 7 Lists


@rule("7.1", "7.2")
def test_projects_and_one_of_them(library, will):
    Project.objects.filter(pk=library.project.pk).update(description="knock-down")
    here = {"id": library.project.pk, "name": "siRNAi", "description": "knock-down"}
    assert will.json("proj/list/") == [here]
    assert will.json(f"proj/{library.project.pk}/detail/") == {"type": "Project", **here}
    assert will.get("proj/999999/detail/").status_code == 404
    assert Reader("stranger").get(f"proj/{library.project.pk}/detail/").status_code == 404


@rule("7.3", "7.4", "7.5")
def test_a_dataset_and_what_is_in_it(library, will):
    dataset = {"type": "Dataset", "id": library.dataset.pk, "name": "survivin", "description": ""}
    assert will.json(f"proj/{library.project.pk}/children/") == [{**dataset, "child_count": 2}]
    assert will.json(f"dataset/{library.dataset.pk}/detail/") == dataset
    cells, sample = sorted(
        will.json(f"dataset/{library.dataset.pk}/children/"), key=lambda each: each["name"] != "cells"
    )
    assert cells == {
        "type": "Image",
        "id": library.cells.pk,
        "name": "cells",
        "description": "",
        "author": "Will Moore",
        "date": library.cells.created.timestamp(),
        "thumb_url": f"/webgateway/render_thumbnail/{library.cells.pk}/",
    }
    assert sample["date"] == 1277977808.0  # 2010-07-01 09:50:08
    assert will.get("dataset/999999/detail/").status_code == 404


@rule("7.10")
def test_an_administrator_acts_as_somebody_else(library):
    boss = signed_in("boss")
    assert boss.get("/webgateway/su/stranger/").status_code == 200
    assert len(boss.get("/webgateway/proj/list/").json()) == 1  # a GET has changed nothing
    answer = boss.post("/webgateway/su/stranger/")
    assert (answer.content, answer["Content-Type"]) == (b"true", "application/json")
    assert boss.get("/webgateway/proj/list/").json() == []
    assert boss.get(f"/webgateway/imgData/{library.cells.pk}/").status_code == 404
    assert boss.post("/webgateway/su/will/").status_code == 404  # an administrator no more
    assert boss.post("/webgateway/su/").content == b"true"
    assert len(boss.get("/webgateway/proj/list/").json()) == 1
    assert boss.post("/webgateway/su/who/").status_code == 404
    for name in ("will", "stranger"):
        assert signed_in(name).get("/webgateway/su/colleague/").status_code == 404


# 9 Downloads


@rule("9.1")
def test_one_original_file(library, will, tmp_path):
    image = make_picture(library.will, library.group, tmp_path, "sizeX=8 sizeY=8", name="day 2, early")
    there = (tmp_path / "day 2, early.fake").read_bytes()
    answer = will.get(f"archived_files/download/{image.pk}/")
    assert (answer.status_code, sent(answer)) == (200, there)
    assert answer["Content-Type"] == "application/force-download"
    assert answer["Content-Disposition"] == "attachment; filename=day_2._early.fake"
    assert answer["Content-Length"] == str(len(there))
    part = will.client.get(f"/webgateway/archived_files/download/{image.pk}/", headers={"Range": "bytes=2-5"})
    assert (part.status_code, sent(part), part["Content-Range"]) == (206, there[2:6], f"bytes 2-5/{len(there)}")
    beyond = will.client.get(f"/webgateway/archived_files/download/{image.pk}/", headers={"Range": "bytes=9999-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(there)}")


@rule("9.1")
def test_several_original_files(library, will, tmp_path, limited):
    (tmp_path / "more").mkdir()
    first = make_picture(library.will, library.group, tmp_path, "sizeX=8 sizeY=8", name="one")
    second = make_picture(library.will, library.group, tmp_path / "more", "sizeX=9 sizeY=9", name="one")
    answer = will.get("archived_files/download/", image=[first.pk, second.pk], zipname="both")
    assert answer["Content-Disposition"] == "attachment; filename=both.zip"
    found = members(answer)
    assert sorted(found.values()) == sorted([b"sizeX=8\nsizeY=8", b"sizeX=9\nsizeY=9"])
    assert len({name.rpartition("/")[0] for name in found}) == 2  # clashes stand in folders of their own
    unnamed = will.get("archived_files/download/", image=[first.pk, second.pk])
    assert unnamed["Content-Disposition"] == "attachment; filename=one.zip"
    sent(unnamed)
    limited(max_download_bytes=29)  # they have 30
    refused = will.get("archived_files/download/", image=[first.pk, second.pk])
    assert (refused.status_code, b"29" in refused.content) == (403, True)


@rule("9.1", "9.2")
@pytest.mark.parametrize("page", ["archived_files/download/", "download_as/"])
def test_downloads_of_nothing(library, will, page):
    assert will.get(page).status_code == 400
    assert will.get(page, image="x").status_code == 400
    assert will.get(page, image=999_999).status_code == 404
    hidden, absent = (Reader("stranger").get(f"{page}{number}/") for number in (library.cells.pk, 999_999))
    assert (hidden.status_code, absent.status_code) == (404, 404)


@rule("9.1", "9.2")
def test_a_field_of_a_well(library, will, plate, tmp_path):
    image = make_picture(library.will, library.group, tmp_path, "sizeX=8 sizeY=6 sizeC=1", name="of a well")
    well = Well.objects.get(plate=plate, column=1)
    WellField.objects.filter(well=well, index=1).update(image=image)
    original = will.get("archived_files/download/", well=well.pk, index=1)
    assert sent(original) == b"sizeX=8\nsizeY=6\nsizeC=1"
    drawn = will.get("download_as/", well=well.pk, index=1)
    assert Pillow.open(io.BytesIO(drawn.content)).size == (8, 6)
    assert will.get("download_as/", well=well.pk, index=7).status_code == 404


@rule("9.2")
@pytest.mark.parametrize(("asked", "ending", "kind"), [("png", "png", "PNG"), ("jpeg", "jpeg", "JPEG"), ("tif", "tif", "TIFF"), ("x", "png", "PNG")])  # fmt: skip  # noqa: E501
def test_one_picture_as_a_file(library, will, asked, ending, kind):
    Image.objects.filter(pk=library.two.pk).update(name="a b,c")
    answer = will.get(f"download_as/{library.two.pk}/", format=asked, c="1|0:255$FF0000")
    assert answer["Content-Disposition"] == f"attachment; filename=a_b.c.{ending}"
    assert answer["Content-Type"] == "application/force-download"
    assert answer["Content-Length"] == str(len(answer.content))
    picture = Pillow.open(io.BytesIO(answer.content))
    assert (picture.format, picture.size) == (kind, (256, 1))
    if kind != "JPEG":
        assert (np.asarray(picture.convert("RGB"))[0] == colored(np.arange(256), 0, 0)).all()


@rule("9.2")
def test_several_pictures_in_a_zip(library, will):
    Image.objects.filter(pk__in=[library.two.pk, library.levels.pk]).update(name="same")
    answer = will.get("download_as/", image=[library.two.pk, library.levels.pk], format="jpeg")
    assert answer["Content-Disposition"] == "attachment; filename=Download_as_jpeg.zip"
    sizes = {name: Pillow.open(io.BytesIO(body)).size for name, body in members(answer).items()}
    assert sizes == {"same.jpeg": (256, 1), "same_(1).jpeg": (4096, 1)}


@rule("9.4")
def test_paths_of_original_files(library, will, tmp_path):
    image = make_picture(library.will, library.group, tmp_path, "sizeX=8 sizeY=8", name="one")
    told = will.json(f"original_file_paths/{image.pk}/")
    assert set(told) == {"repo", "client", "fileset"}
    assert told["repo"] == told["client"] == [str(tmp_path / "one.fake")]
    assert told["fileset"] == {"id": image.fileset_id}
    bare = Image.objects.create(owner=library.will, group=library.group, name="bare")
    assert will.json(f"original_file_paths/{bare.pk}/") == {}
    assert will.get("original_file_paths/999999/").status_code == 404


# 10 Plates and wells


@rule("10.1")
def test_a_plate_as_a_grid(library, will, plate):
    told = will.json(f"plate/{plate.pk}/")
    assert set(told) == {"grid", "rowlabels", "collabels", "image_sizes"}
    assert (told["rowlabels"], told["collabels"]) == (list("ABCDEFGH"), list(range(1, 13)))
    image, well = Image.objects.get(name="plate well 0 field 0"), Well.objects.get(column=0)
    assert told["grid"][0][0] == {
        "type": "Image",
        "id": image.pk,
        "name": "plate well 0 field 0",
        "description": "",
        "author": "Will Moore",
        "date": int(image.created.timestamp()),
        "wellId": well.pk,
        "field": 0,
        "thumb_url": f"/webgateway/render_thumbnail/{image.pk}/",
    }
    assert told["grid"][0][2:] == [None] * 10
    assert told["grid"][1:] == [[None] * 12] * 7
    assert [each["image_id"] for each in told["image_sizes"]] == [cell["id"] for cell in told["grid"][0][:2]]
    sized = will.json(f"plate/{plate.pk}/1/", size=96)["grid"][0][0]
    assert (sized["field"], sized["thumb_url"].endswith("/96/")) == (1, True)
    assert will.json(f"plate/{plate.pk}/2/")["grid"][0] == [None] * 12


@rule("10.1")
@pytest.mark.parametrize(
    ("layout", "rows", "columns", "labels"),
    [
        ("shrink", 2, 2, (["H", "I"], [25, 26])),
        ("trim", 9, 26, (list("ABCDEFGHI"), list(range(1, 27)))),
        ("expand", 32, 48, None),
        ("", 32, 48, None),
        ("other", 32, 48, None),
    ],
)
def test_layouts_of_a_plate(library, will, plate, layout, rows, columns, labels):
    for column in (1, 0):
        Well.objects.filter(column=column).update(column=24 + column, row=7 + column)
    told = will.json(f"plate/{plate.pk}/", layout=layout)
    assert (len(told["grid"]), {len(row) for row in told["grid"]}) == (rows, {columns})
    if labels is not None:
        assert (told["rowlabels"], told["collabels"]) == labels
    else:
        assert told["rowlabels"][24:28] == ["Y", "Z", "AA", "AB"]


@rule("10.1")
def test_labels_and_runs_of_a_plate(library, will, plate):
    Plate.objects.filter(pk=plate.pk).update(row_naming="number", column_naming="letter")
    told = will.json(f"plate/{plate.pk}/", layout="shrink")
    assert (told["rowlabels"], told["collabels"]) == ([1], ["A", "B"])
    run = Run.objects.create(owner=library.will, group=library.group, plate=plate, name="second")
    WellField.objects.filter(well__plate=plate, well__column=1, index=1).update(run=run)
    told = will.json(f"plate/{plate.pk}/0/{run.pk}/", layout="shrink")["grid"]
    assert [cell and cell["name"] for cell in told[0]] == [None, "plate well 1 field 1"]
    assert will.json(f"plate/{plate.pk}/1/{run.pk}/", layout="shrink")["grid"] == [[None, None]]


@rule("10.1")
def test_a_plate_without_wells_and_none_at_all(library, will):
    empty = make_plate(library.will, library.group, "empty", wells=0)
    assert will.json(f"plate/{empty.pk}/", layout="shrink")["grid"] == []
    assert will.get("plate/999999/").status_code == 404
    assert Reader("stranger").get(f"plate/{empty.pk}/").status_code == 404


@rule("10.2")
def test_the_images_of_a_well(library, will, plate):
    well = Well.objects.get(plate=plate, column=1)
    WellField.objects.filter(well=well, index=1).update(position_x=1.5, position_y=-2)
    first, second = will.json(f"well/{well.pk}/children/")
    assert (first["name"], second["name"]) == ("plate well 1 field 0 [Run: run]", "plate well 1 field 1 [Run: run]")
    assert "position" not in first
    assert second["position"] == {
        "x": {"value": 1.5, "unit": "MICROMETER"},
        "y": {"value": -2, "unit": "MICROMETER"},
    }
    run = Run.objects.create(owner=library.will, group=library.group, plate=plate, name="second")
    WellField.objects.filter(well=well, index=1).update(run=run)
    assert [each["id"] for each in will.json(f"well/{well.pk}/children/", run=run.pk)] == [second["id"]]
    assert will.get("well/999999/children/").status_code == 404


@rule("10.3")
def test_a_well_by_itself(library, will, plate):
    well = Well.objects.get(plate=plate, column=1)
    told = will.json(f"wellData/{well.pk}/")
    assert (told["name"], told["wellPos"]) == ("plate well 1 field 0", "A2")
    assert (told["plateId"], told["wellId"]) == (plate.pk, well.pk)
    WellField.objects.filter(well=well).delete()
    assert will.get(f"wellData/{well.pk}/").status_code == 404
    assert will.get("wellData/999999/").status_code == 404


# 12 Neighbours


@rule("12")
def test_signing_in_and_out(library, nobody):
    page = nobody.get("/webclient/login/")
    assert (page.status_code, "csrftoken" in page.cookies) == (200, True)
    form = {"username": "will", "password": PASSWORD, "server": "1"}
    assert nobody.post("/webclient/login/", {**form, "noredirect": "1"}).content == b"OK"
    assert nobody.get("/webclient/keepalive_ping/").content == b"OK"
    assert nobody.post("/webclient/logout/").status_code == 302
    ping = nobody.get("/webclient/keepalive_ping/")
    assert (ping.status_code, ping.content) == (200, b"Connection Failed")
    assert nobody.post("/webclient/login/?url=/webgateway/proj/list/", form)["Location"] == "/webgateway/proj/list/"


@rule("12")
@pytest.mark.parametrize(
    "page",
    [
        "imgData/{}/",
        "render_image/{}/0/0/",
        "render_image_region/{}/0/0/?region=0,0,9,9",
        "render_birds_eye_view/{}/",
        "render_row_plot/{}/0/0/3/",
        "render_col_plot/{}/0/0/3/",
        "render_split_channel/{}/0/0/",
        "get_thumbnail/{}/",
        "get_thumbnails/?id={}",
        "luts/",
        "getImgRDef/",
    ],
)
def test_the_same_answers_below_webclient(library, will, page):
    path = page.format(library.cells.pk)
    here, there = (will.client.get(f"/{family}/{path}") for family in ("webgateway", "webclient"))
    assert (there.status_code, there.content) == (200, here.content)


@rule("12")
def test_thumbnails_below_webclient_are_never_missing(library, will):
    there = will.client.get(f"/webclient/render_thumbnail/{library.cells.pk}/")
    assert there.content == will.get(f"render_thumbnail/{library.cells.pk}/").content
    sized = will.client.get(f"/webclient/render_thumbnail/size/50/{library.cells.pk}/")
    assert sized.content == will.get(f"render_thumbnail/{library.cells.pk}/50/").content
    missing = will.client.get("/webclient/render_thumbnail/999999/")
    assert (missing.status_code, missing["Content-Type"]) == (200, "image/jpeg")
    assert Pillow.open(io.BytesIO(missing.content)).size == (64, 64)


@rule("12")
def test_saving_downloading_and_looking_below_webclient(library, will):
    saved = will.client.post(f"/webclient/saveImgRDef/{library.cells.pk}/?m=g")
    assert saved.content == b"true"
    file = will.client.get(f"/webclient/render_image_download/{library.cells.pk}/1/0/")
    assert file["Content-Disposition"] == "attachment; filename=cells.jpeg"
    assert Pillow.open(io.BytesIO(file.content)).format == "JPEG"
    viewer = will.client.get(f"/webclient/img_detail/{library.cells.pk}/")
    assert (viewer.status_code, viewer["Location"]) == (302, f"/webgateway/img_detail/{library.cells.pk}/")


# Shares


@rule("5", "6", "7.6")
def test_a_share_shows_its_images_until_it_is_closed(library):
    share = Share.objects.create(owner=library.will, group=library.group, active=True)
    ShareItem.objects.create(share=share, image=library.cells)
    ShareMember.objects.create(share=share, experimenter=library.stranger)
    stranger = Reader("stranger")
    pages = [
        ("render_image/{}/", {}),
        ("render_image_region/{}/0/0/", {"region": "0,0,9,9"}),
        ("render_split_channel/{}/0/0/", {}),
        ("render_row_plot/{}/0/0/3/", {}),
        ("render_thumbnail/{}/", {}),
        ("render_birds_eye_view/{}/", {}),
        ("imgData/{}/", {}),
        ("histogram_json/{}/channel/0/", {}),
        ("get_image_rdefs_json/{}/", {}),
        ("img_detail/{}/", {}),
        ("render_movie/{}/t/1/", {}),
        ("download_as/{}/", {}),
    ]
    for page, query in pages:
        path = page.format(library.cells.pk)
        answers = [stranger.get(path, share=share.pk, **query), stranger.get(path, **query)]
        hidden = stranger.get(page.format(library.two.pk), share=share.pk, **query)
        seen = [answer.status_code for answer in (*answers, hidden)]
        if "rdefs" in page:
            assert ["error" in answer.json() for answer in (*answers, hidden)] == [False, True, True]
        else:
            assert seen == [200, 404, 404], page
        for answer in answers:
            sent(answer)  # which closes what is read
    Share.objects.update(active=False)
    assert stranger.get(f"render_image/{library.cells.pk}/", share=share.pk).status_code == 404


@rule("4.1")
def test_a_share_shows_the_owners_settings(library, will):
    save_look(library.two, library.will, (True, 0, 255, "0000FF"), (False, 0, 1, "FFFFFF"))
    share = Share.objects.create(owner=library.will, group=library.group, active=True)
    ShareItem.objects.create(share=share, image=library.two)
    ShareMember.objects.create(share=share, experimenter=library.stranger)
    shown = Reader("stranger").pixels(f"render_image/{library.two.pk}/0/0/", share=share.pk)
    assert (shown[0] == colored(0, 0, np.arange(256))).all()
    refused = Reader("stranger").client.post(f"/webgateway/saveImgRDef/{library.two.pk}/?m=g&share={share.pk}")
    assert refused.content == b"false"
