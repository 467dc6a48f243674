import pytest
from django.http import HttpResponse

from micrographia.web.policy import Policy
from micrographia.web.route import Route, patterns


def plain(request):
    return HttpResponse("x")


def fresh(request):
    return HttpResponse("x", headers={"Cache-Control": "no-store"})


urlpatterns = patterns((Route("plain/", plain, policy=Policy.PUBLIC), Route("fresh/", fresh, policy=Policy.PUBLIC)))
handler400 = "micrographia.web.errors.bad_request"

pytestmark = pytest.mark.urls(__name__)


def test_every_answer_is_private_and_safe_by_default(client):
    headers = client.get("/plain/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Vary"] == "Cookie, Authorization"
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]


def test_what_a_view_says_stays(client):
    assert client.get("/fresh/").headers["Cache-Control"] == "no-store"


def test_a_host_that_is_not_ours_is_refused(client):
    response = client.get("/plain/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "allowed_hosts or public_url in its settings can name it" in response.content.decode()
