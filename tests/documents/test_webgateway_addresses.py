import io
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines
from django.test import override_settings
from django.urls import include, path, resolve
from PIL import Image as Pillow

from documents.claims import claim
from documents.library import Reader, decoded, grey, slope
from micrographia.webgateway.urls import ROUTES
from sign_in_people import PASSWORD

PAGES = (
    "img_detail/{image}/",
    "render_image/{image}/1/0/",
    "render_image/{image}/",
    "render_split_channel/{image}/0/0/",
    "render_row_plot/{image}/0/0/10/1",
    "render_col_plot/{image}/0/0/10/1/",
    "render_thumbnail/{image}/?z=3",
    "render_thumbnail/{image}/30/20",
    "proj/list/",
    "proj/{project}/detail/",
    "proj/{project}/children/",
    "dataset/{dataset}/detail/",
    "dataset/{dataset}/children/",
    "imgData/{image}/",
    "histogram_json/{image}/channel/0/?theT=0&theZ=0&bins=20",
)
"""The addresses that the document prints, as far as they are read."""


def filled(address, library):
    numbers = {"image": library.cells.pk, "project": library.project.pk, "dataset": library.dataset.pk}
    return "/webgateway/" + address.format_map(numbers)


class OtherSite:
    """The addresses of a site that has WebGateway somewhere else."""

    urlpatterns = (path("elsewhere/", include("micrographia.webgateway.urls")),)


@claim(1)
def test_webgateway_is_an_app_that_other_sites_include(library, will):
    assert apps.is_installed("micrographia.webgateway")
    with override_settings(ROOT_URLCONF=OtherSite):
        answer = will.client.get(f"/elsewhere/render_image/{library.cells.pk}/0/0/", {"format": "png"})
        assert (decoded(answer) == grey(slope())).all()


@claim(2)
@pytest.mark.parametrize("address", [page for page in PAGES if page.startswith("render")])
def test_it_renders_images(library, will, address):
    answer = will.client.get(filled(address, library))
    assert answer.status_code == 200
    Pillow.open(io.BytesIO(answer.content)).load()


@claim(3)
@pytest.mark.parametrize("address", [page for page in PAGES if page.startswith(("proj", "data", "imgD", "hist"))])
def test_it_returns_data(library, will, address):
    answer = will.client.get(filled(address, library))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json()


@claim(4)
def test_the_web_client_links_to_an_image(library, will):
    answer = will.client.get("/webclient/", {"show": f"image-{library.cells.pk}"})
    assert answer.status_code == 200
    assert "cells" in answer.content.decode()
    hidden = Reader("stranger").client.get("/webclient/", {"show": f"image-{library.cells.pk}"})
    assert hidden.status_code == 404
    assert "cells" not in hidden.content.decode()


@claim(5)
def test_the_list_of_addresses_is_complete_and_can_be_tried(library, will):
    listed = (Path(__file__).parents[2] / "docs" / "webgateway.md").read_text(encoding="utf-8")
    for route in ROUTES:
        assert route.path.split("/")[0] + "/" in listed, route.path
    for address in PAGES:
        assert will.client.get(filled(address, library)).status_code == 200, address


@claim(6)
@pytest.mark.parametrize("address", PAGES)
def test_without_login_details_there_is_no_data(library, nobody, address):
    page = filled(address, library)
    answer = nobody.get(page)
    assert (answer.status_code, answer.content) == (302, b"")
    assert answer["Location"].startswith("/webclient/login/?url=%2Fwebgateway%2F")
    script = nobody.get(page, headers={"X-Requested-With": "XMLHttpRequest"})
    assert (script.status_code, script.content) == (403, b"")


@claim(7)
def test_a_request_may_carry_login_details(library, nobody):
    page = filled("imgData/{image}/", library)
    token = "Basic d2lsbDpNaWtyb2dyYXBoaWUgw7wgMTY2NQ=="  # will:Mikrographie ü 1665
    assert PASSWORD == "Mikrographie ü 1665"
    answer = nobody.get(page, headers={"Authorization": token})
    assert answer.json()["id"] == library.cells.pk
    assert nobody.get(page).status_code == 302
    wrong = nobody.get(page, headers={"Authorization": "Basic d2lsbDp3cm9uZw=="})  # will:wrong
    assert (wrong.status_code, wrong.content) == (403, b"")


def log_in(client, **more):
    return client.post("/webclient/login/", {"username": "will", "password": PASSWORD, **more})


@claim(8)
def test_a_request_may_use_a_session_that_is_there(library, nobody):
    assert log_in(nobody).status_code == 302
    session = nobody.cookies["sessionid"].value
    other = type(nobody)()
    other.cookies["sessionid"] = session
    assert other.get(filled("imgData/{image}/", library)).json()["id"] == library.cells.pk


@claim(9)
def test_after_the_login_page_every_address_answers(library, nobody):
    assert nobody.get("/webclient/login/").status_code == 200
    log_in(nobody)
    for address in PAGES:
        assert nobody.get(filled(address, library)).status_code == 200, address


@claim(10)
def test_the_example_of_the_login(library, nobody):
    page = f"/webgateway/render_image/{library.cells.pk}/1/1/"
    assert nobody.get(page).status_code == 302
    assert log_in(nobody, url=page)["Location"] == page
    picture = nobody.get(page)
    assert picture["Content-Type"] == "image/jpeg"
    assert abs(decoded(picture) - grey(slope(1, 1))).max() <= 12


@claim(11)
def test_webgateway_stands_beside_webclient(library, will):
    assert will.client.get("/webclient/").status_code == 200
    assert will.client.get(filled("render_image/{image}/0/0/", library)).status_code == 200
    assert will.client.get(f"/webclient/webgateway/render_image/{library.cells.pk}/0/0/").status_code == 404
    assert will.client.get(f"/render_image/{library.cells.pk}/0/0/").status_code == 404


# Template tags

IN_TEMPLATE = {"theZ": 3, "theT": 1, "yPos": 20, "xPos": 30, "width": 2}


def written(tag, library):
    """What a template makes of the tag."""
    return engines["django"].from_string(tag).render({"image_id": library.cells.pk, **IN_TEMPLATE})


@claim(12)
def test_a_template_writes_addresses_that_work(library, will):
    page = "<img src=\"{% url 'webgateway.views.render_image' image_id theZ theT %}\">"
    source = written(page, library).removeprefix('<img src="').removesuffix('">')
    assert (decoded(will.client.get(source, {"format": "png"})) == grey(slope(3, 1))).all()


@claim(13)
def test_the_tag_of_the_viewer(library):
    tag = "{% url 'webgateway.views.full_viewer' image_id %}"
    assert written(tag, library) == f"/webgateway/img_detail/{library.cells.pk}/"


@claim(14)
def test_the_tag_of_a_plane(library):
    tag = "{% url 'webgateway.views.render_image' image_id theZ theT %}"
    assert written(tag, library) == f"/webgateway/render_image/{library.cells.pk}/3/1/"


@claim(15)
def test_the_tag_of_the_default_plane(library):
    tag = "{% url 'webgateway.views.render_image' image_id %}"
    assert written(tag, library) == f"/webgateway/render_image/{library.cells.pk}/"


@claim(16)
def test_the_tag_of_split_channels(library):
    tag = "{% url 'webgateway.views.render_split_channel' image_id theZ theT %}"
    assert written(tag, library) == f"/webgateway/render_split_channel/{library.cells.pk}/3/1/"


@claim(17)
def test_the_tag_of_a_row_plot(library):
    tag = "{% url 'webgateway.views.render_row_plot' image_id theZ theT yPos width %}"
    assert written(tag, library) == f"/webgateway/render_row_plot/{library.cells.pk}/3/1/20/2/"


@claim(18)
def test_the_tag_of_a_column_plot(library):
    tag = "{% url 'webgateway.views.render_col_plot' image_id theZ theT xPos width %}"
    assert written(tag, library) == f"/webgateway/render_col_plot/{library.cells.pk}/3/1/30/2/"


@claim(19)
def test_the_tag_of_a_thumbnail(library, will):
    page = written("{% url 'webgateway.views.render_thumbnail' image_id %}?z=10", library)
    assert page == f"/webgateway/render_thumbnail/{library.cells.pk}/?z=10"
    four = page.replace(str(library.cells.pk), str(library.four.pk))
    thumbnail = decoded(will.client.get(four))
    assert thumbnail.shape == (10, 64, 3)  # 122 x 20
    assert abs(thumbnail.mean() - (60.5 + 28.5 + 70)) < 2


@claim(20)
def test_the_tag_of_a_thumbnail_of_size_100(library, will):
    page = written("{% url 'webgateway.views.render_thumbnail' image_id 100 %}", library)
    assert page == f"/webgateway/render_thumbnail/{library.cells.pk}/100/"
    assert decoded(will.client.get(page)).shape == (63, 100, 3)  # 48 · 100/76 = 63.2


@claim(21)
@pytest.mark.parametrize(
    ("tag", "page"),
    [
        ("full_viewer' image_id", "image_viewer"),
        ("render_image' image_id theZ theT", "render_image"),
        ("render_image' image_id", "render_image"),
        ("render_split_channel' image_id theZ theT", "render_split_channel"),
        ("render_row_plot' image_id theZ theT yPos width", "render_row_plot"),
        ("render_col_plot' image_id theZ theT xPos width", "render_col_plot"),
        ("render_thumbnail' image_id", "render_thumbnail"),
        ("render_thumbnail' image_id 100", "render_thumbnail"),
    ],
)
def test_what_a_tag_writes_leads_to_its_page(library, will, tag, page):
    address = written("{% url 'webgateway.views." + tag + " %}", library)
    names = {name for route in ROUTES if route.view.__name__ == page for name in route.names}
    assert resolve(address).url_name in names
    answer = will.client.get(address)
    assert answer.status_code == 200
    kind = {"image_viewer": "text/html", "render_row_plot": "image/gif", "render_col_plot": "image/gif"}
    assert answer["Content-Type"].split(";")[0] == kind.get(page, "image/jpeg")
