import pytest
from django.http import HttpResponse

from micrographia.home.config import Config
from micrographia.web.policy import Policy
from micrographia.web.route import Route, patterns


def plain(request):
    return HttpResponse("x")


urlpatterns = patterns(
    (Route("plain/", plain, policy=Policy.PUBLIC), Route("write/", plain, methods="POST", policy=Policy.PUBLIC))
)
handler404 = "micrographia.web.errors.page_not_found"
pytestmark = pytest.mark.urls(__name__)

LAB = "https://figure.lab.example"
CASES = [
    # listed, Origin, what is allowed, with credentials
    ((), None, None, False),
    ((), LAB, None, False),
    ((), "null", None, False),
    ((LAB,), None, None, False),
    ((LAB,), LAB, LAB, True),
    ((LAB,), "null", None, False),
    ((LAB,), "", None, False),
    ((LAB,), "*", None, False),
    ((LAB,), "http://figure.lab.example", None, False),
    ((LAB,), "https://figure.lab.example:8443", None, False),
    ((LAB,), "https://figure.lab.example.evil.example", None, False),
    ((LAB,), "https://evil.example/https://figure.lab.example", None, False),
    ((LAB,), "https://xfigure.lab.example", None, False),
    ((LAB,), "https://figure.lab.example/", None, False),
    ((LAB,), "HTTPS://FIGURE.LAB.EXAMPLE", None, False),
    ((LAB,), "https://lab.example", None, False),
    ((LAB,), f"{LAB}, https://evil.example", None, False),
    (("*",), "https://evil.example", "*", False),
    (("*",), "null", None, False),
    (("*",), "*", "*", False),
    (("*", LAB), LAB, LAB, True),
    (("*", LAB), "https://evil.example", "*", False),
]


def listing(settings, *origins):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"cors_origins": origins})


@pytest.mark.parametrize(("listed", "origin", "allowed", "credentials"), CASES)
def test_who_may_read(client, settings, listed, origin, allowed, credentials):
    listing(settings, *listed)
    response = client.get("/plain/", headers={} if origin is None else {"Origin": origin})
    assert response.status_code == 200
    assert response.get("Access-Control-Allow-Origin") == allowed
    assert response.get("Access-Control-Allow-Credentials") == ("true" if credentials else None)
    assert ("Origin" in response["Vary"].split(", ")) is bool(listed)
    assert {"Cookie", "Authorization"} <= set(response["Vary"].split(", "))


def before(client, path, method, headers="content-type", origin=LAB):
    asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers, "Origin": origin}
    return client.options(path, headers=asked)


def test_what_is_asked_before_a_request(client, settings):
    listing(settings, LAB)
    response = before(client, "/plain/", "GET")
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "content-type"
    assert response["Access-Control-Allow-Credentials"] == "true"
    assert before(client, "/write/", "POST")["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert "Access-Control-Allow-Headers" not in before(client, "/plain/", "GET", "a: b")


def test_strangers_are_told_nothing(client, settings):
    listing(settings, LAB)
    response = before(client, "/plain/", "GET", origin="https://evil.example")
    assert not [name for name in response.headers if name.startswith("Access-Control")]


def test_pages_can_read_why_they_were_refused(client, settings):
    listing(settings, LAB)
    response = client.get("/nowhere/", headers={"Origin": LAB})
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (404, LAB)
    assert "ETag" in response["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("origin", ["null", "lab.example", "https://lab.example/", "https://lab.example/x", "ftp://x"])
def test_what_is_no_origin(origin):
    with pytest.raises(ValueError, match=r"each must look like https://figure.lab.example"):
        Config(cors_origins=(origin,))
