"""Rules of shares (reference json-api.md §3.11, permissions.md §4.5)."""

import pytest

from api_people import Asker
from catalog_world import make_group, make_image, make_user
from micrographia.accounts.viewer import viewer_of
from micrographia.catalog.deletion import delete
from micrographia.catalog.models import Share, ShareItem, ShareMember
from sign_in_people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def lab():
    """All may write."""
    return make_group("lab", "rwrw--")


def test_one_shares_what_is_hers(api, anna, berta, lab):
    mine, theirs = make_image(anna, lab), make_image(berta, lab)
    hidden = make_image(berta, make_group("elsewhere"))
    refused = api.post("shares/", {"images": [mine.pk, theirs.pk]})
    assert (refused.status_code, refused.json()) == (403, {"message": f"Cannot share Image {theirs.pk}"})
    for image in (hidden.pk, 999999):
        response = api.post("shares/", {"images": [mine.pk, image]})
        assert (response.status_code, response.json()) == (404, {"message": f"Image {image} not found"})
    assert not Share.objects.exists()
    new = api.post("shares/", {"images": [mine.pk, mine.pk], "members": [berta.pk], "message": "Look"}).json()["data"]
    assert (new["childCount"], new["message"], new["active"], new["expired"]) == (1, "Look", True, False)
    assert Asker("berta").ids("shares/") == [new["id"]]


def test_only_people_one_knows_are_invited(api):
    stranger = make_user("stranger", make_group("far"))
    for person in (stranger.pk, 999999):
        response = api.post("shares/", {"members": [person]})
        assert (response.status_code, response.json()) == (404, {"message": f"Experimenter {person} not found"})


def test_without_images_it_is_a_discussion(api):
    response = api.post("shares/", {"images": [], "message": "Hm"})
    id_ = response.json()["data"]["id"]
    assert (response.status_code, response["Location"]) == (201, f"/api/discussions/{id_}/")
    assert api.data(f"discussions/{id_}/")["message"] == "Hm"
    assert api.get(f"shares/{id_}/").status_code == 404


def test_an_end_in_the_past_is_over(api, anna, berta, lab):
    body = {"images": [make_image(anna, lab).pk], "members": [berta.pk], "expires": "2001-01-01T00:00:00Z"}
    share = api.post("shares/", body).json()["data"]
    assert share["expired"] is True
    for path in ("images", "comments"):
        refused = Asker("berta").get(f"shares/{share['id']}/{path}/")
        assert (refused.status_code, refused.json()) == (403, {"message": f"Share {share['id']} is not available"})
        assert api.get(f"shares/{share['id']}/{path}/").status_code == 200
    assert api.post("shares/", {"expires": "tomorrow"}).json()["parameter"] == "expires"


def test_images_that_are_gone_come_last(api, anna, lab):
    images = [make_image(anna, lab, name) for name in ("a", "b", "c")]
    share = Share.objects.create(owner=anna, group=lab)
    for image in images:
        ShareItem.objects.create(share=share, image=image)
    delete(viewer_of(anna.pk), [images[0]])
    url = f"shares/{share.pk}/images/"
    assert api.ids(url) == [images[1].pk, images[2].pk, images[0].pk]
    assert api.data(url, limit=2, page=2) == [{"id": images[0].pk, "deleted": True}]
    assert api.data(url, limit=1, page=2)[0]["name"] == "c"
    assert api.get(url, limit=1).json()["meta"]["totalCount"] == 3
    assert api.data("shares/")[0]["childCount"] == 3, "deleted ones included"


def test_a_share_shows_nothing_else(anna, lab):
    shown, other = make_image(anna, lab), make_image(anna, lab)
    share = Share.objects.create(owner=anna, group=lab)
    ShareItem.objects.create(share=share, image=shown)
    guest = make_user("visitor", make_group("far"), password=PASSWORD)
    ShareMember.objects.create(share=share, experimenter=guest)
    reader = Asker("visitor")
    assert reader.ids(f"shares/{share.pk}/images/") == [shown.pk]
    for image in (shown, other):
        assert reader.get(f"images/{image.pk}/").status_code == 404
    assert reader.data("images/") == []
    assert reader.delete(f"shares/{share.pk}/").status_code == 403
