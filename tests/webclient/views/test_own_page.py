"""Pages of the lab, and the template tags of the WebGateway document in them (seed: `{% url … %}`; §1.2)."""

import pytest
from django.test import Client

from micrographia.home.folder import Home
from sign_in_people import basic, person

TAGS = [
    ("{% url 'webgateway.views.full_viewer' image_id %}", "/webgateway/img_detail/7/"),
    ("{% url 'webgateway.views.render_image' image_id theZ theT %}", "/webgateway/render_image/7/10/2/"),
    ("{% url 'webgateway.views.render_image' image_id %}", "/webgateway/render_image/7/"),
    (
        "{% url 'webgateway.views.render_split_channel' image_id theZ theT %}",
        "/webgateway/render_split_channel/7/10/2/",
    ),
    (
        "{% url 'webgateway.views.render_row_plot' image_id theZ theT yPos width %}",
        "/webgateway/render_row_plot/7/10/2/50/3/",
    ),
    (
        "{% url 'webgateway.views.render_col_plot' image_id theZ theT xPos width %}",
        "/webgateway/render_col_plot/7/10/2/60/3/",
    ),
    ("{% url 'webgateway.views.render_thumbnail' image_id %}?z=10", "/webgateway/render_thumbnail/7/?z=10"),
    ("{% url 'webgateway.views.render_thumbnail' image_id 100 %}", "/webgateway/render_thumbnail/7/100/"),
    ("{% url 'webgateway_full_viewer' image_id %}", "/webgateway/img_detail/7/"),
    ("{% url 'webgateway_render_image' image_id theZ theT %}", "/webgateway/render_image/7/10/2/"),
    ("{% url 'webgateway_render_image_region' image_id theZ theT %}", "/webgateway/render_image_region/7/10/2/"),
    ("{% url 'webgateway_render_split_channel' image_id theZ theT %}", "/webgateway/render_split_channel/7/10/2/"),
    ("{% url 'webgateway_render_row_plot' image_id theZ theT yPos %}", "/webgateway/render_row_plot/7/10/2/50/"),
    ("{% url 'webgateway_render_col_plot' image_id theZ theT xPos %}", "/webgateway/render_col_plot/7/10/2/60/"),
    ("{% url 'webgateway_render_thumbnail' image_id 100 %}", "/webgateway/render_thumbnail/7/100/"),
    ("{% url 'webgateway_imageData_json' image_id %}", "/webgateway/imgData/7/"),
    ("{% url 'webgateway_save_image_rdef_json' image_id %}", "/webgateway/saveImgRDef/7/"),
]
VALUES = (
    "{% with image_id=request.GET.image theZ=10 theT=2 yPos=50 xPos=60 width=3 %}",
    "{% endwith %}",
)


@pytest.fixture
def pages(db, settings, tmp_path):
    home = Home(tmp_path / "home")
    home.create()
    settings.MICROGRAPHIA_HOME = home
    person("anna")
    (home.templates / "pages").mkdir()
    return home.templates / "pages"


@pytest.fixture
def anna():
    return Client(headers=basic("anna"))


@pytest.mark.parametrize(("tag", "address"), TAGS)
def test_each_tag_of_the_document(pages, anna, tag, address):
    (pages / "mine.html").write_text(tag.join(VALUES))
    response = anna.get("/webclient/pages/mine/", {"image": "7"})
    assert (response.status_code, response.content.decode()) == (200, address)


def test_a_page_in_our_frame(pages, anna):
    text = '{% extends "web/page.html" %}{% block body %}<p>{{ request.GET.text }}</p>{% endblock %}'
    (pages / "framed.html").write_text(text)
    content = anna.get("/webclient/pages/framed", {"text": "<b>"}).content.decode()
    assert "<p>&lt;b&gt;</p>" in content
    assert content.startswith("<!doctype html>")


def test_a_query_of_which_no_address_can_be_made(pages, anna):
    (pages / "mine.html").write_text("{% url 'webgateway_full_viewer' request.GET.image %}")
    response = anna.get("/webclient/pages/mine/", {"image": "x"})
    assert response.status_code == 400
    assert b"cannot make an address" in response.content


def test_pages_that_are_not_there(pages, anna):
    (pages.parent / "secret.html").write_text("secret")
    assert anna.get("/webclient/pages/unknown/").status_code == 404
    for path in ("../secret/", "%2e%2e%2fsecret/", "a/b/", "mine.html/"):
        assert anna.get(f"/webclient/pages/{path}").status_code == 404


def test_only_for_people_who_are_signed_in(pages, client):
    (pages / "mine.html").write_text("hello")
    assert client.get("/webclient/pages/mine/").status_code == 302
