"""What the public user is told (reference webgateway.md §6, permissions.md §5.1)."""

import pytest
from django.test import Client

from catalog_world import make_user
from sign_in_people import PASSWORD


@pytest.fixture
def anybody(lab, settings):
    make_user("everybody", lab.group, password=PASSWORD)
    changes = {"public_user": "everybody", "public_url_filter": "/webgateway/(imgData|render_|saveImg)"}
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update=changes)
    return Client()


def test_the_public_user_sees_what_its_account_sees(lab, anybody):
    assert anybody.get(f"/webgateway/imgData/{lab.image.pk}/").json()["id"] == lab.image.pk
    assert anybody.get(f"/webgateway/render_thumbnail/{lab.image.pk}/").status_code == 200


def test_elsewhere_one_is_sent_to_sign_in(lab, anybody):
    response = anybody.get("/webgateway/proj/list/?a=1")
    assert (response.status_code, response["Location"]) == (
        302,
        "/webclient/login/?url=%2Fwebgateway%2Fproj%2Flist%2F%3Fa%3D1",
    )
    script = {"X-Requested-With": "XMLHttpRequest"}
    assert anybody.get("/webgateway/proj/list/", headers=script).status_code == 403


def test_secrets_that_did_not_fit_are_not_handed_on(lab, anybody):
    response = anybody.get("/webgateway/proj/list/?bsession=canary&a=1&username=canary&password=canary")
    assert response["Location"] == "/webclient/login/?url=%2Fwebgateway%2Fproj%2Flist%2F%3Fa%3D1"
    assert anybody.get("/webgateway/proj/list/?bsession=c")["Location"].endswith("url=%2Fwebgateway%2Fproj%2Flist%2F")


def test_saving_is_not_for_everybody(lab, anybody):
    assert anybody.post(f"/webgateway/saveImgRDef/{lab.image.pk}/?m=g").status_code == 302


def test_what_is_not_found_may_be_for_those_who_sign_in(lab, owner, anybody):
    response = anybody.get("/webgateway/imgData/999999/")
    assert (response.status_code, response.json()) == (
        403,
        {"message": "Image 999999 not found. Log in and try again."},
    )
    lab.group.level = "rw----"
    lab.group.save()
    hidden = anybody.get(f"/webgateway/imgData/{lab.image.pk}/")
    assert hidden.json()["message"] == f"Image {lab.image.pk} not found. Log in and try again."
    assert owner.get("/webgateway/imgData/999999/").status_code == 404
    assert anybody.get("/webgateway/render_thumbnail/999999/").status_code == 404
