"""The three ways to say who one is: cookie, Basic, Bearer; and when they stop counting."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from micrographia.accounts.models import Experimenter, Membership, Session
from micrographia.web.auth import viewer_of
from micrographia.web.policy import Policy
from micrographia.web.route import Kind, Route, family, patterns
from sign_in_people import PASSWORD, basic, person


def who(request):
    return HttpResponse(str(viewer_of(request).id))


urlpatterns = [
    *patterns(
        (
            Route("who/", who, policy=Policy.SIGNED_IN, kind=Kind.API),
            Route("who/", who, methods="POST", policy=Policy.SIGNED_IN, kind=Kind.API),
            Route("admin/", who, policy=Policy.ADMINISTRATOR, kind=Kind.API),
        )
    ),
    family("api/", "micrographia.api_v0.urls"),
    family("webclient/", "micrographia.webclient.urls"),
]
handler404 = "micrographia.web.errors.page_not_found"

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def anna():
    return person("anna")


@pytest.fixture
def browser(anna):
    """A browser in which anna has signed in, and the uuid of her session."""
    client = Client()
    response = client.post("/api/v0/login/", {"username": "anna", "password": PASSWORD, "server": "1"})
    client.uuid = response.json()["eventContext"]["sessionUuid"]
    return client


def refused(response):
    return (response.status_code, response.json()) == (403, {"message": "Not logged in"})


def test_nobody_is_signed_in_without_credentials(client):
    assert refused(client.get("/who/"))


def test_by_cookie(browser, anna):
    assert browser.get("/who/").content.decode() == str(anna.id)


def test_by_basic(client, anna):
    assert client.get("/who/", headers=basic("anna")).content.decode() == str(anna.id)
    assert "sessionid" not in client.cookies
    assert not Session.objects.exists()


def test_by_bearer_and_by_the_uuid_as_name_and_password(client, browser, anna):
    assert client.get("/who/", headers={"Authorization": f"Bearer {browser.uuid}"}).content.decode() == str(anna.id)
    assert client.get("/who/", headers=basic(browser.uuid, browser.uuid)).content.decode() == str(anna.id)


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic !!", "Basic YW5uYQ==", "Basic /w==", "Bearer", "Bearer x", "Digest a", "Basic " + "A" * 5000],
)
def test_a_header_that_cannot_be_read_is_nobody_even_beside_a_good_cookie(browser, header):
    assert refused(browser.get("/who/", headers={"Authorization": header}))


def test_wrong_basic_credentials_are_nobody(client, browser):
    assert refused(client.get("/who/", headers=basic("anna", "wrong")))
    assert refused(browser.get("/who/", headers=basic("anna", "wrong")))


def test_no_credentials_in_addresses_unless_switched_on(client, browser, settings, anna):
    url = f"/who/?server=1&bsession={browser.uuid}&username=anna&password={PASSWORD}"
    assert refused(client.get(url))
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"bsession": True})
    assert client.get(url).content.decode() == str(anna.id)
    assert refused(client.get(f"/who/?username=anna&password={PASSWORD}"))


def test_a_second_secret_in_the_address_wins_over_a_cookie_that_is_over(client, browser, settings, anna):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"bsession": True})
    client.cookies["sessionid"] = "over"
    assert client.get(f"/who/?bsession={browser.uuid}").content.decode() == str(anna.id)
    assert refused(browser.get("/who/?bsession=wrong"))
    assert refused(browser.get("/who/?bsession=" + "x" * 5000))


def test_passwords_in_addresses_where_they_are_switched_on(client, browser, settings, anna):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"query_passwords": True})
    query = {"server": "1", "username": "anna", "password": PASSWORD}
    assert client.get("/who/", query).content.decode() == str(anna.id)
    assert "sessionid" not in client.cookies
    assert refused(client.get("/who/", {**query, "password": "wrong"}))
    assert refused(browser.get("/who/", {**query, "password": "wrong"}))
    assert browser.get("/who/", {"username": "anna"}).content.decode() == str(anna.id)
    assert refused(client.get("/who/", {"username": "an", "password": "na:" + PASSWORD}))
    uuid = {"username": browser.uuid, "password": browser.uuid}
    assert client.get("/who/", uuid).content.decode() == str(anna.id)
    browser.post("/webclient/logout/")
    assert refused(client.get("/who/", uuid))
    assert client.get("/who/", query).status_code == 200
    Membership.objects.filter(experimenter=anna, group_id=1).delete()
    assert refused(client.get("/who/", query))


def test_logging_out_ends_the_session_everywhere(browser, client):
    cookie = browser.cookies["sessionid"].value
    assert browser.post("/webclient/logout/").status_code == 302
    client.cookies["sessionid"] = cookie
    assert refused(client.get("/who/"))
    assert refused(client.get("/who/", headers={"Authorization": f"Bearer {browser.uuid}"}))


def test_an_account_that_is_disabled_stops_at_the_next_request(browser, client, anna):
    assert client.get("/who/", headers=basic("anna")).status_code == 200
    assert browser.get("/who/").status_code == 200
    Membership.objects.filter(experimenter=anna, group_id=1).delete()
    assert refused(browser.get("/who/"))
    assert refused(client.get("/who/", headers=basic("anna")))


def test_a_new_password_ends_the_old_one_at_the_next_request(client, anna):
    assert client.get("/who/", headers=basic("anna")).status_code == 200
    anna.set_password("another")
    Experimenter.objects.filter(id=anna.id).update(password=anna.password)
    assert refused(client.get("/who/", headers=basic("anna")))
    assert client.get("/who/", headers=basic("anna", "another")).status_code == 200


def test_a_session_ends_after_a_day_of_silence_and_is_kept_alive_by_requests(browser):
    session = Session.objects.get()
    assert abs(session.expire_date - timezone.now() - timedelta(days=1)) < timedelta(minutes=1)
    long_ago = timezone.now() - timedelta(minutes=2)
    Session.objects.update(last_touched=long_ago, expire_date=long_ago + timedelta(days=1))
    from micrographia.web.viewers import viewers

    viewers.cache_clear()
    assert browser.get("/who/").status_code == 200
    touched = Session.objects.get()
    assert timezone.now() - touched.last_touched < timedelta(minutes=1)
    assert touched.expire_date > long_ago + timedelta(days=1)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    viewers.cache_clear()
    assert refused(browser.get("/who/"))


def test_only_administrators_know_their_addresses(client, browser, anna):
    hidden = browser.get("/admin/")
    assert (hidden.status_code, hidden.json()) == (404, {"message": "There is no such address"})
    Membership.objects.create(experimenter=anna, group_id=0)
    assert browser.get("/admin/").status_code == 200


def test_scripts_with_their_own_credentials_need_no_token(anna):
    script = Client(enforce_csrf_checks=True)
    assert script.post("/who/", headers=basic("anna")).status_code == 200


def test_a_page_of_a_listed_origin_reads_by_cookie_and_writes_by_token(browser, anna, settings):
    figure = {"Origin": "https://figure.lab.example"}
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"cors_origins": tuple(figure.values())})
    browser.handler.enforce_csrf_checks = True
    token = browser.get("/api/v0/token/", headers=figure).json()["data"]
    assert browser.get("/who/", headers=figure).content.decode() == str(anna.id)
    refused = browser.post("/who/", headers=figure | {"X-CSRFToken": token})
    assert (refused.status_code, refused.json()["message"][:11]) == (403, "CSRF Failed")
    bearer = figure | {"Authorization": f"Bearer {browser.uuid}"}
    assert browser.post("/who/", headers=bearer).content.decode() == str(anna.id)
    wrong = browser.post("/who/", headers=figure | {"Authorization": "Bearer x"})
    assert (wrong.status_code, wrong.json()) == (403, {"message": "Not logged in"})


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_page_elsewhere_cannot_use_credentials_that_a_browser_remembers(anna, origin):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post("/who/", headers=basic("anna") | {"Origin": origin})
    assert response.status_code == 403
    assert response.json()["message"].startswith("CSRF Failed: Origin checking failed")


def test_a_cookie_is_never_enough_to_write(browser):
    browser.handler.enforce_csrf_checks = True
    browser.cookies["csrftoken"] = "a" * 32
    for extra in ({}, {"headers": {"X-CSRFToken": "b" * 32}}, {"headers": {"Authorization": "Basic x"}}):
        assert browser.post("/who/", **extra).json()["message"].startswith("CSRF Failed")
    assert browser.post("/who/", headers={"X-CSRFToken": "a" * 32}).status_code == 200
