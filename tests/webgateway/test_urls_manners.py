"""What every address of an image does alike: HEAD, shares, shared caches, limits that are named."""

import pytest
from django.test import Client

from catalog_world import make_user
from micrographia.catalog.models import Share, ShareItem, ShareMember
from micrographia.web.params import parameters_of
from micrographia.webgateway.urls import ROUTES

WITHOUT_SHARE = {
    "compatImgRDef/<int:image_id>/",  # lists other images
    "archived_files/download/[<int:image_id>/]",  # original files are no part of a share
}
PICTURES = [
    "render_image/{}/",
    "render_image_region/{}/0/0/?region=0,0,8,8",
    "render_split_channel/{}/0/0/",
    "render_row_plot/{}/0/0/1/",
    "render_thumbnail/{}/",
    "download_as/{}/",
]
OTHERS = [
    "imgData/{}/",
    "histogram_json/{}/channel/0/",
    "get_thumbnail/{}/",
    "get_image_rdefs_json/{}/",
    "img_detail/{}/",
]


def test_every_address_of_an_image_takes_a_share():
    lacking = {
        route.path
        for route in ROUTES
        if "image_id>" in route.path
        and route.methods == "GET"
        and "share" not in {bound.name for bound in parameters_of(route.params)}
    }
    assert lacking == WITHOUT_SHARE


@pytest.mark.parametrize("path", [*PICTURES, *OTHERS])
def test_a_share_opens_every_address(lab, outsider, path):
    share = Share.objects.create(owner=lab.owner, group=lab.group)
    ShareItem.objects.create(share=share, image=lab.image)
    ShareMember.objects.create(share=share, experimenter=lab.outsider)
    path = "/webgateway/" + path.format(lab.image.pk) + ("&" if "?" in path else "?")
    assert outsider.client.get(f"{path}share={share.pk}").status_code == 200
    Share.objects.update(active=False)
    closed, absent = (outsider.client.get(f"{path}share={number}") for number in (share.pk, 999_999))
    assert (closed.status_code, closed.content) == (absent.status_code, absent.content)
    assert closed.status_code == 404 or b'"error"' in closed.content


@pytest.mark.parametrize("path", [*PICTURES, *OTHERS])
def test_head_has_the_headers_of_get(lab, owner, path):
    path = "/webgateway/" + path.format(lab.image.pk)
    whole, head = owner.client.get(path), owner.client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Disposition", "Cache-Control"):
        assert head.get(name) == whole.get(name)


def test_only_what_everybody_sees_is_kept_by_shared_caches(lab, owner, settings):
    path = f"/webgateway/render_image/{lab.image.pk}/"
    make_user("everybody", lab.group)
    changes = {"public_user": "everybody", "public_url_filter": "^/webgateway/"}
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update=changes)
    public = Client().get(path)
    assert (public.status_code, public["Cache-Control"]) == (200, "public, no-cache")
    again = Client().get(path, headers={"If-None-Match": public["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "public, no-cache")
    mine = owner.client.get(path)
    assert mine["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Authorization"} <= set(mine["Vary"].split(", "))
    assert Client().get(f"/webgateway/imgData/{lab.image.pk}/")["Cache-Control"] == "private, no-cache"


LIMITS = [
    ("render_thumbnail/{}/4097/", "4096"),
    ("get_thumbnail/{}/4097/", "4096"),
    ("get_thumbnails/4097/?id={}", "4096"),
    ("get_thumbnails/?id=" + ",".join(map(str, range(51))), "50"),
    ("histogram_json/{}/channel/0/?bins=65537", "65536"),
    ("render_image/{}/?c=" + "1," * 50_001, "100000"),
    ("render_image/{}/?q=1.01", "0 to 1"),
    ("download_as/?image=" + "1," * 1000 + "1", "1000"),
    ("archived_files/download/?well=" + "1," * 1000 + "1", "1000"),
]


@pytest.mark.parametrize(("path", "limit"), LIMITS, ids=[path[:40] for path, _ in LIMITS])
def test_limits_are_named(lab, owner, path, limit):
    response = owner.client.get("/webgateway/" + path.format(lab.image.pk))
    assert response.status_code == 400
    assert limit in response.content.decode()


def test_a_picture_of_too_many_pixels(lab, owner, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"max_request_bytes": 1000})
    for path in ("render_image/{}/", "download_as/{}/", "render_split_channel/{}/0/0/"):
        response = owner.get(path.format(lab.image.pk))
        assert response.status_code == 400
        assert "and 65500 a side): ask render_image_region" in response.content.decode()
