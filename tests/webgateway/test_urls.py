import re

import pytest
from django.urls import resolve, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from micrographia.webgateway.urls import ROUTES

NAMES = [
    ("webgateway_render_image", [7], "/webgateway/render_image/7/"),
    ("webgateway_render_image", [7, 3], "/webgateway/render_image/7/3/"),
    ("webgateway_render_image", [7, 3, 1], "/webgateway/render_image/7/3/1/"),
    ("webgateway.views.render_image", [7, 3, 1], "/webgateway/render_image/7/3/1/"),
    ("webgateway.views.render_image", [7], "/webgateway/render_image/7/"),
    ("webgateway_render_image_region", [7, 3, 1], "/webgateway/render_image_region/7/3/1/"),
    ("webgateway_render_thumbnail", [7], "/webgateway/render_thumbnail/7/"),
    ("webgateway.views.render_thumbnail", [7, 100], "/webgateway/render_thumbnail/7/100/"),
    ("webgateway.views.render_thumbnail", [7, 100, 50], "/webgateway/render_thumbnail/7/100/50/"),
    ("webgateway_render_birds_eye_view", [7, 100], "/webgateway/render_birds_eye_view/7/100/"),
    ("webgateway_get_thumbnail_json", [7, 100, 50], "/webgateway/get_thumbnail/7/100/50/"),
    ("webgateway_get_thumbnails_json", [], "/webgateway/get_thumbnails/"),
    ("webgateway.views.get_thumbnails_json", [64], "/webgateway/get_thumbnails/64/"),
    ("download_as", [7], "/webgateway/download_as/7/"),
    ("download_as", [], "/webgateway/download_as/"),
    ("webgateway.views.archived_files", [], "/webgateway/archived_files/download/"),
    ("archived_files", [7], "/webgateway/archived_files/download/7/"),
    ("original_file_paths", [7], "/webgateway/original_file_paths/7/"),
    ("webgateway.views.render_split_channel", [7, 3, 1], "/webgateway/render_split_channel/7/3/1/"),
    ("webgateway.views.render_row_plot", [7, 3, 1, 50, 2], "/webgateway/render_row_plot/7/3/1/50/2/"),
    ("webgateway.views.render_col_plot", [7, 3, 1, 50], "/webgateway/render_col_plot/7/3/1/50/"),
    ("histogram_json", [7, 2], "/webgateway/histogram_json/7/channel/2/"),
    ("webgateway_imageData_json", [7], "/webgateway/imgData/7/"),
    ("webgateway_imageData_json", [7, "size.width"], "/webgateway/imgData/7/size.width/"),
    ("webgateway_listProjects_json", [], "/webgateway/proj/list/"),
    ("webgateway_projectDetail_json", [7], "/webgateway/proj/7/detail/"),
    ("webgateway_listDatasets_json", [7], "/webgateway/proj/7/children/"),
    ("webgateway_datasetDetail_json", [7], "/webgateway/dataset/7/detail/"),
    ("webgateway_listimages_json", [7], "/webgateway/dataset/7/children/"),
    ("webgateway", [], "/webgateway/"),
    ("webgateway_open_with_options", [], "/webgateway/open_with/"),
    ("webgateway_plategrid_json", [7], "/webgateway/plate/7/"),
    ("webgateway_plategrid_json", [7, 1], "/webgateway/plate/7/1/"),
    ("webgateway_plategrid_json", [7, 1, 3], "/webgateway/plate/7/1/3/"),
    ("webgateway_listwellimages_json", [7], "/webgateway/well/7/children/"),
    ("webgateway_wellData_json", [7], "/webgateway/wellData/7/"),
    ("webgateway_listLuts_json", [], "/webgateway/luts/"),
    ("webgateway_luts_png", [], "/webgateway/luts_png/"),
    ("webgateway_save_image_rdef_json", [7], "/webgateway/saveImgRDef/7/"),
    ("webgateway_list_compatible_imgs_json", [7], "/webgateway/compatImgRDef/7/"),
    ("webgateway_copy_image_rdef_json", [], "/webgateway/copyImgRDef/"),
    ("webgateway_get_image_rdef_json", [], "/webgateway/getImgRDef/"),
    ("webgateway_get_image_rdefs_json", [7], "/webgateway/get_image_rdefs_json/7/"),
    ("reset_rdef_json", [], "/webgateway/resetRDef/"),
    ("reset_owners_rdef_json", [], "/webgateway/applyOwnersRDef/"),
]


@pytest.mark.parametrize(("name", "args", "path"), NAMES)
def test_names_of_today_and_of_old_templates(name, args, path):
    assert reverse(name, args=args) == path
    assert resolve(path).func is resolve(path.rstrip("/")).func


IMAGE_PATHS = [
    "render_image/{}/",
    "render_image/{}/0/",
    "render_image/{}/0/0/?c=1|0:5",
    "render_image_region/{}/0/0/?tile=0,0,0",
    "render_image_region/{}/0/0/?tile=99,0,0",
    "render_image_region/{}/0/0/?region=0,0,10,10",
    "render_image/{}/99/99/",
    "render_thumbnail/{}/",
    "render_thumbnail/{}/32/",
    "render_thumbnail/{}/32/16/?z=0",
    "render_thumbnail/{}/?z=77",
    "render_thumbnail/{}/?rdefId=1",
    "render_birds_eye_view/{}/",
    "get_thumbnail/{}/",
    "get_thumbnail/{}/32/16/",
    "render_image_rdef/{}/0/0/?c=1|0:1$FF0000&m=c",
    "render_image_region_rdef/{}/0/0/?c=1|0:1$FF0000&m=c&tile=0,0,0",
    "render_split_channel/{}/0/0/",
    "render_row_plot/{}/0/0/1/",
    "render_col_plot/{}/0/0/1/2/",
    "histogram_json/{}/channel/0/",
    "histogram_json/{}/channel/99/",
    "imgData/{}/",
    "imgData/{}/meta/",
    "imgData/{}/?getDefaults=true",
    "imgData/{}/?callback=f",
]


def told(asker, path, number):
    response = asker.get(path.format(number))
    headers = {name: value for name, value in response.headers.items() if name != "Server-Timing"}
    return response.status_code, headers, response.content.replace(f"{number} not found".encode(), b"# not found")


@pytest.mark.parametrize("path", IMAGE_PATHS)
def test_a_hidden_image_cannot_be_told_from_one_that_is_not_there(lab, owner, outsider, path):
    hidden, absent = told(outsider, path, lab.image.pk), told(outsider, path, 999_999)
    assert hidden == absent
    assert hidden[0] == 404
    assert told(owner, path, 999_999)[0] == 404


@pytest.mark.parametrize("path", ["proj/{}/detail/", "proj/{}/children/", "dataset/{}/detail/", "dataset/{}/children/"])
def test_a_hidden_container_cannot_be_told_from_one_that_is_not_there(lab, owner, outsider, path):
    number = lab.project.pk if path.startswith("proj") else lab.dataset.pk
    assert told(outsider, path, number) == told(outsider, path, 999_999)
    assert told(owner, path, number)[0] == 200


@pytest.mark.parametrize("path", IMAGE_PATHS)
def test_what_cannot_be_read_is_refused_before_anything_is_looked_up(lab, outsider, path):
    separator = "&" if "?" in path else "?"
    bad = path + separator + "share=x&q=7&z=x&tile=x&callback=("
    hidden, absent = told(outsider, bad, lab.image.pk), told(outsider, bad, 999_999)
    assert hidden == absent
    assert hidden[0] == 400


@pytest.mark.parametrize("path", [*IMAGE_PATHS, "proj/list/", "proj/1/detail/", "dataset/1/children/"])
def test_nobody_who_is_not_signed_in_sees_anything(lab, client, path):
    response = client.get("/webgateway/" + path.format(lab.image.pk))
    assert response.status_code == 302
    assert response["Location"].startswith("/webclient/login/?url=")
    response = client.get("/webgateway/" + path.format(lab.image.pk), headers={"X-Requested-With": "XMLHttpRequest"})
    assert (response.status_code, response.content) == (403, b"")


def test_a_number_no_database_can_hold(lab, owner):
    for path in ("render_image/{}/", "imgData/{}/", "render_thumbnail/{}/", "render_image/1/{}/", "dataset/{}/detail/"):
        assert owner.get(path.format(2**63)).status_code == 404
        assert owner.get(path.format("9" * 400)).status_code == 404


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_other_methods_are_refused(lab, route):
    from django.test import Client

    path = "/webgateway/" + re.sub(r"<(\w+):\w+>", lambda place: "z" if place[1] == "axis" else "1", route.paths[0])
    response = Client().put(path)
    assert response.status_code == 405
    expected = dict.fromkeys(("copyImgRDef/", "su/<str:username>/"), "GET, HEAD, POST, OPTIONS")
    by_methods = {"GET": "GET, HEAD, OPTIONS", "POST": "POST, OPTIONS"}
    assert response["Allow"] == expected.get(route.path, by_methods[route.methods])


words = st.sampled_from(
    [
        "1",
        "-1",
        "0",
        "2",
        "99",
        "1e9",
        "nan",
        "|",
        ":",
        "$",
        ",",
        "FF0000",
        "intmax",
        "intsum|1:2",
        "c",
        "g",
        "[{}]",
        "x",
    ]
)
texts = st.lists(words, max_size=6).map("".join)
queries = st.dictionaries(
    st.sampled_from(
        [
            "c",
            "m",
            "maps",
            "p",
            "q",
            "tile",
            "region",
            "z",
            "t",
            "rdefId",
            "share",
            "format",
            "callback",
            "theZ",
            "bins",
        ]
    ),
    texts | st.text(max_size=12),
    max_size=5,
)
paths = st.sampled_from(
    [
        "render_image/{image}/{a}/{b}/",
        "render_image_region/{image}/{a}/{b}/",
        "render_image_region/{image}/0/0/",
        "render_thumbnail/{image}/{a}/{b}/",
        "render_thumbnail/{image}/",
        "render_split_channel/{image}/{a}/{b}/",
        "render_image_rdef/{image}/{a}/{b}/",
        "render_row_plot/{image}/{a}/{b}/{a}/{b}/",
        "render_col_plot/{image}/{a}/{b}/{a}/",
        "histogram_json/{image}/channel/{a}/",
        "imgData/{image}/",
        "imgData/{image}/channels.{a}/",
    ]
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(path=paths, a=st.integers(0, 6), b=st.integers(0, 3), query=queries)
def test_whatever_is_asked_nothing_breaks(lab, owner, path, a, b, query):
    response = owner.get(path.format(image=lab.image.pk, a=a, b=b), **query)
    assert response.status_code in {200, 400, 404}
    assert response.content
