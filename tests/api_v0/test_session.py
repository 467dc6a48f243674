"""Signing in as scripts do: reference json-api-v0.md §1–3 and the current form of the training script (§9.1)."""

import re

import pytest
from django.test import Client

from micrographia.accounts.models import ExperimenterGroup, Membership, Session
from sign_in_people import PASSWORD, person

pytestmark = pytest.mark.django_db

FORM = {"username": "anna", "password": PASSWORD, "server": "1"}
LOGIN = "/api/v0/login/"


@pytest.fixture
def anna():
    return person("anna")


@pytest.fixture
def script():
    """A client that holds to CSRF, as real ones do."""
    return Client(enforce_csrf_checks=True)


def signed_in(script, **changes):
    token = script.get("/api/v0/token/").json()["data"]
    return script.post(LOGIN, FORM | changes, headers={"X-CSRFToken": token})


@pytest.mark.parametrize("url", ["/api/", "/api"])
def test_the_versions_of_the_api(client, url):
    response = client.get(url)
    assert response.json() == {"data": [{"version": "0", "url:base": "http://testserver/api/v0/"}]}
    assert response["X-OMERO-ApiVersion"] == "0.2"


@pytest.mark.parametrize("url", ["/api/v0/", "/api/v0"])
def test_the_links_of_the_version(client, url):
    base = "http://testserver/api/v0/"
    assert client.get(url).json() == {
        "url:experimenters": base + "m/experimenters/",
        "url:experimentergroups": base + "m/experimentergroups/",
        "url:projects": base + "m/projects/",
        "url:datasets": base + "m/datasets/",
        "url:images": base + "m/images/",
        "url:screens": base + "m/screens/",
        "url:plates": base + "m/plates/",
        "url:rois": base + "m/rois/",
        "url:token": base + "token/",
        "url:servers": base + "servers/",
        "url:login": base + "login/",
        "url:save": base + "m/save/",
        "url:schema": "http://www.openmicroscopy.org/Schemas/OME/2016-06",
    }


@pytest.mark.parametrize("url", ["/api/v1/", "/api/v00/", "/api/v0.2/token/", "/api/v/"])
def test_another_version_does_not_exist(client, url):
    assert client.get(url).status_code == 404


def test_the_token_comes_as_body_and_as_a_cookie_that_scripts_can_read(client):
    response = client.get("/api/v0/token/")
    assert re.fullmatch(r"[A-Za-z0-9]{64}", response.json()["data"])
    cookie = response.cookies["csrftoken"]
    assert re.fullmatch(r"[A-Za-z0-9]{32}", cookie.value)
    assert not cookie["httponly"]
    assert (cookie["path"], cookie["samesite"]) == ("/", "Lax")


def test_there_is_one_server_under_the_name_that_clients_look_for(client):
    response = client.get("/api/v0/servers/", headers={"Host": "localhost:4080"})
    assert response.json() == {"data": [{"id": 1, "host": "localhost", "port": 4064, "server": "omero"}]}


def test_logging_in_tells_who_one_is(script, anna):
    response = signed_in(script)
    assert response.status_code == 200
    body = response.json()
    context = body.pop("eventContext")
    assert body == {"success": True}
    group = ExperimenterGroup.objects.get(name="annas")
    assert re.fullmatch("[0-9a-f]{32}", context.pop("sessionUuid"))
    assert context.pop("sessionId") > 0
    assert context == {
        "userId": anna.id,
        "userName": "anna",
        "groupId": group.id,
        "groupName": "annas",
        "isAdmin": False,
        "eventId": -1,
        "eventType": "User",
        "memberOfGroups": [1, group.id],
        "leaderOfGroups": [group.id],
    }
    cookie = response.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/", "")
    assert "X-OMERO-ApiVersion" not in response.headers


def test_a_json_object_does_as_well(script, anna):
    token = script.get("/api/v0/token/").json()["data"]
    response = script.post(LOGIN, FORM, content_type="application/json", headers={"X-CSRFToken": token})
    assert response.json()["eventContext"]["userName"] == "anna"


@pytest.mark.parametrize("body", ["[1]", "{", "null", '"x"'])
def test_json_that_is_no_object_is_refused(script, body):
    token = script.get("/api/v0/token/").json()["data"]
    response = script.post(LOGIN, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert (response.status_code, response.json()) == (400, {"message": "The body should be a JSON object"})


def test_get_is_refused_with_the_words_that_clients_know(client):
    response = client.get(LOGIN)
    assert response.status_code == 405
    assert response.json() == {"message": "POST only with username, password, server and csrftoken"}
    assert response["Allow"] == "POST, OPTIONS"


def test_without_a_token_nobody_is_asked_for_a_password(script, anna):
    response = script.post(LOGIN, FORM)
    assert response.status_code == 403
    assert response.json() == {"message": "CSRF Failed: CSRF cookie not set."}
    script.get("/api/v0/token/")
    response = script.post(LOGIN, FORM, headers={"X-CSRFToken": "a" * 32})
    assert response.json() == {"message": "CSRF Failed: CSRF token from the 'X-Csrftoken' HTTP header incorrect."}


def test_the_token_may_be_the_cookies_value_or_a_form_field(anna):
    for give in ("header", "field"):
        script = Client(enforce_csrf_checks=True)
        script.get("/api/v0/token/")
        token = script.cookies["csrftoken"].value
        extra = {"headers": {"X-CSRFToken": token}} if give == "header" else {}
        form = FORM if give == "header" else FORM | {"csrfmiddlewaretoken": token}
        assert script.post(LOGIN, form, **extra).status_code == 200


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"password": ""}, "Password: This field is required."),
        ({"username": " "}, "Username: This field is required."),
        (
            {"username": "", "password": "", "server": ""},
            "Username: This field is required. Password: This field is required. Server: This field is required.",
        ),
        ({"server": "2"}, "Server: Select a valid choice. 2 is not one of the available choices."),
        ({"username": "guest"}, "Username: Guest account is not supported."),
        ({"password": "wrong"}, "Connection not available, please check your user name and password."),
        ({"username": "nobody"}, "Connection not available, please check your user name and password."),
        ({"username": "root"}, "Connection not available, please check your user name and password."),
        ({"username": "an\0na"}, "Connection not available, please check your user name and password."),
        ({"username": "late"}, "Connection not available, please check your user name and password."),
    ],
)
def test_what_is_wrong_is_said_in_the_words_that_clients_know(script, anna, changes, message):
    person("late", active=False)
    response = signed_in(script, **changes)
    assert (response.status_code, response.json()) == (403, {"message": message})
    assert "sessionid" not in response.cookies
    assert not Session.objects.exists()


def test_an_empty_form_of_somebody_signed_in_gives_the_running_session(script, anna):
    first = signed_in(script).json()
    again = signed_in(script, username="", password="", server="")
    assert again.status_code == 200
    assert again.json() == first
    assert Session.objects.count() == 1


def test_the_token_from_before_stays_good_and_the_session_key_is_new(script, anna):
    token = script.get("/api/v0/token/").json()["data"]
    script.cookies["sessionid"] = "planted"
    script.post(LOGIN, FORM, headers={"X-CSRFToken": token})
    key = script.cookies["sessionid"].value
    assert key != "planted"
    again = script.post(LOGIN, FORM, headers={"X-CSRFToken": token})
    assert again.status_code == 200
    assert script.cookies["sessionid"].value != key
    assert Session.objects.count() == 1, "the session before has ended"


def test_the_session_uuid_is_user_and_password_of_another_login(script, anna):
    uuid = signed_in(script).json()["eventContext"]["sessionUuid"]
    other = Client(enforce_csrf_checks=True)
    response = signed_in(other, username=uuid, password=uuid)
    assert response.json()["eventContext"]["userName"] == "anna"
    assert response.json()["eventContext"]["sessionUuid"] != uuid
    script.post("/webclient/logout/", headers={"X-CSRFToken": script.cookies["csrftoken"].value})
    third = Client(enforce_csrf_checks=True)
    assert signed_in(third, username=uuid, password=uuid).status_code == 403, "it ends with its session"


def test_neither_key_nor_uuid_stands_in_the_database(script, anna):
    uuid = signed_in(script).json()["eventContext"]["sessionUuid"]
    key = script.cookies["sessionid"].value
    row = Session.objects.get()
    stored = f"{row.session_key} {row.session_data} {row.secret_hash}"
    assert uuid not in stored
    assert key not in stored


def test_who_is_only_in_group_user_has_that_as_default_group(script, anna):
    Membership.objects.filter(experimenter=anna).exclude(group_id=1).delete()
    context = signed_in(script).json()["eventContext"]
    assert (context["groupId"], context["groupName"], context["leaderOfGroups"]) == (1, "user", [])
