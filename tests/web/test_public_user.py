"""The public user (reference webgateway.md §1.5, permissions.md §6.4)."""

import pytest
from django.http import HttpResponse
from django.test import Client

from micrographia.accounts.models import Membership
from micrographia.web.auth import viewer_of
from micrographia.web.policy import Policy
from micrographia.web.route import Kind, Route, family, patterns
from sign_in_people import PASSWORD, basic, person


def who(request):
    return HttpResponse(str(viewer_of(request).id))


urlpatterns = [
    *patterns(
        (
            Route("open/who/", who, policy=Policy.SIGNED_IN, kind=Kind.API),
            Route("open/who/", who, methods="POST", policy=Policy.SIGNED_IN, kind=Kind.API),
            Route("closed/who/", who, policy=Policy.SIGNED_IN, kind=Kind.API),
            Route("open/admin/", who, policy=Policy.ADMINISTRATOR, kind=Kind.API),
        )
    ),
    family("api/", "micrographia.api_v0.urls"),
    family("webclient/", "micrographia.webclient.urls"),
]
handler404 = "micrographia.web.errors.page_not_found"

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def configured(settings):
    def configure(**changes):
        settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update=changes)

    configure(public_user="everybody", public_url_filter="^/open/")
    return configure


@pytest.fixture
def everybody(configured):
    return person("everybody")


def is_nobody(response):
    return (response.status_code, response.json()) == (403, {"message": "Not logged in"})


def test_anybody_is_the_public_user_where_the_filter_is_found(client, everybody):
    assert client.get("/open/who/").content.decode() == str(everybody.id)
    assert client.head("/open/who/").status_code == 200
    assert "sessionid" not in client.cookies
    assert is_nobody(client.get("/closed/who/"))


def test_the_filter_is_searched_and_matches_nothing_when_empty(client, everybody, configured):
    configured(public_url_filter="who")
    assert client.get("/closed/who/").content.decode() == str(everybody.id)
    configured(public_url_filter="")
    assert is_nobody(client.get("/open/who/"))


def test_nobody_without_a_public_user(client, everybody, configured):
    configured(public_user="")
    assert is_nobody(client.get("/open/who/"))
    configured(public_user="unknown")
    assert is_nobody(client.get("/open/who/"))


def test_only_reading_unless_allowed(client, everybody, configured):
    assert is_nobody(client.post("/open/who/"))
    configured(public_get_only=False)
    assert client.post("/open/who/").content.decode() == str(everybody.id)
    assert Client(enforce_csrf_checks=True).post("/open/who/").json()["message"].startswith("CSRF Failed")


def test_who_signs_in_is_herself(client, everybody):
    anna = person("anna")
    assert client.get("/open/who/", headers=basic("anna")).content.decode() == str(anna.id)
    client.post("/api/v0/login/", {"username": "anna", "password": PASSWORD, "server": "1"})
    assert client.get("/open/who/").content.decode() == str(anna.id)
    assert client.get("/closed/who/").content.decode() == str(anna.id)


def test_who_is_signed_out_is_the_public_user_again(client, everybody):
    client.cookies["sessionid"] = "over long ago"
    assert client.get("/open/who/").content.decode() == str(everybody.id)
    assert is_nobody(client.get("/closed/who/"))


def test_wrong_credentials_are_nobody(client, everybody):
    assert is_nobody(client.get("/open/who/", headers=basic("anna", "wrong")))


def test_an_administrator_is_never_public(client, everybody):
    assert client.get("/open/admin/").status_code == 404
    Membership.objects.create(experimenter=everybody, group_id=0)
    assert is_nobody(client.get("/open/who/"))


def test_a_disabled_account_is_nobody_at_the_next_request(client, everybody):
    assert client.get("/open/who/").status_code == 200
    Membership.objects.filter(experimenter=everybody, group_id=1).delete()
    assert is_nobody(client.get("/open/who/"))


def test_an_empty_log_in_gives_no_session_to_anybody(client, everybody, configured):
    configured(public_url_filter="", public_get_only=False)
    configured(public_url_filter="^/")
    assert client.post("/api/v0/login/", {"server": "1"}).status_code == 403
