import pytest
import structlog
from django.http import Http404, HttpResponse

from micrographia.errors import Busy, Forbidden, Invalid, NotFound, Unreadable
from micrographia.web.policy import Policy
from micrographia.web.route import Kind, Route, patterns

ERRORS = {
    "notfound": NotFound("Image 7 not found"),
    "http404": Http404("Image 7 not found"),
    "invalid": Invalid("z should be a number", "z"),
    "forbidden": Forbidden("Cannot delete Project 12"),
    "unreadable": Unreadable("The file has changed"),
    "busy": Busy("Too many requests wait", 3),
    "bug": KeyError("hunter2"),
}


def fail(request, word):
    raise ERRORS[word]


def ok(request):
    return HttpResponse("x")


def routes():
    for kind in Kind:
        yield Route(f"{kind.name.lower()}/<str:word>/", fail, policy=Policy.PUBLIC, kind=kind)
        yield Route(f"{kind.name.lower()}-inside/", ok, policy=Policy.SIGNED_IN, kind=kind)
    yield Route("webclient/login/", ok, names=("weblogin",), policy=Policy.PUBLIC)


urlpatterns = patterns(tuple(routes()))
handler404 = "micrographia.web.errors.page_not_found"

pytestmark = pytest.mark.urls(__name__)

STATUSES = {"notfound": 404, "http404": 404, "invalid": 400, "forbidden": 403, "busy": 503, "bug": 500}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("word", list(STATUSES))
def test_one_table_gives_the_status(client, kind, word):
    response = client.get(f"/{kind.name.lower()}/{word}/")
    assert response.status_code == STATUSES[word]
    assert b"Traceback" not in response.content
    assert b"hunter2" not in response.content


@pytest.mark.parametrize("kind", [Kind.API, Kind.GATEWAY])
def test_json_families_answer_a_message(client, kind):
    response = client.get(f"/{kind.name.lower()}/notfound/")
    assert response.json() == {"message": "Image 7 not found"}
    assert response["Content-Type"] == "application/json"


def test_pictures_answer_one_sentence(client):
    response = client.get("/picture/invalid/")
    assert response.content == b"z should be a number"
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(("kind", "status"), [(Kind.PICTURE, 404), (Kind.API, 500), (Kind.GATEWAY, 404)])
def test_a_broken_file_is_a_404_for_pictures(client, kind, status):
    assert client.get(f"/{kind.name.lower()}/unreadable/").status_code == status


def test_people_get_a_page_and_their_scripts_a_status(client):
    page = client.get("/page/forbidden/")
    assert "Cannot delete Project 12" in page.content.decode()
    assert page["Content-Type"].startswith("text/html")
    script = client.get("/page/forbidden/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert (script.status_code, script.content) == (403, b"")


def test_busy_says_when_to_come_back(client):
    assert client.get("/picture/busy/")["Retry-After"] == "3"


def test_not_signed_in_is_told_in_the_manner_of_the_family(client):
    api = client.get("/api-inside/")
    assert (api.status_code, api.json()) == (403, {"message": "Not logged in"})
    ajax = client.get("/page-inside/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert (ajax.status_code, ajax.content) == (403, b"")
    page = client.get("/picture-inside/?c=1|0:5$FF0000&m=c")
    assert page.status_code == 302
    assert page["Location"] == "/webclient/login/?url=%2Fpicture-inside%2F%3Fc%3D1%257C0%3A5%24FF0000%26m%3Dc"


def test_an_address_nobody_has(client):
    assert client.get("/api/no/such/").json() == {"message": "There is no such address"}
    assert "There is no such address" in client.get("/no/such/").content.decode()


@pytest.mark.parametrize("word", ["bug", "unreadable", "busy"])
def test_credentials_never_reach_the_log(client, word):
    client.cookies["sessionid"] = "canary-cookie"
    headers = {"X-CSRFToken": "canary-token"}
    with structlog.testing.capture_logs() as lines:
        client.get(f"/api/{word}/?bsession=canary-uuid&password=canary-password", headers=headers)
        client.get(f"/api/{word}/", headers={"Authorization": "Basic canary"})
    assert lines, "something is logged, without the credentials"
    assert "canary" not in repr(lines)
