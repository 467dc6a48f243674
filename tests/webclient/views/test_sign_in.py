import pytest
from django.test import Client

from micrographia.accounts.models import Session
from sign_in_people import PASSWORD, person

pytestmark = pytest.mark.django_db

LOGIN = "/webclient/login/"
FORM = {"username": "anna", "password": PASSWORD}


@pytest.fixture
def browser():
    person("anna")
    return Client(enforce_csrf_checks=True)


def sent(browser, url=LOGIN, **changes):
    browser.get(url)
    return browser.post(url, FORM | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value} | changes)


def test_the_page_has_a_form_and_sets_the_token(browser):
    response = browser.get(LOGIN)
    page = response.content.decode()
    assert response.status_code == 200
    assert "csrftoken" in response.cookies
    assert all(f'name="{name}"' in page for name in ("username", "password", "server", "csrfmiddlewaretoken"))
    assert "<script" not in page
    assert "style=" not in page


def test_signing_in_goes_home(browser):
    response = sent(browser)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert browser.get("/webclient/keepalive_ping/").content == b"OK"


def test_or_to_where_one_came_from(browser):
    assert sent(browser, LOGIN + "?url=%2Fwebgateway%2Fimg_detail%2F7%2F%3Fm%3Dg")["Location"] == (
        "/webgateway/img_detail/7/?m=g"
    )
    assert sent(browser, url=LOGIN)["Location"] == "/"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
@pytest.mark.parametrize("where", ["query", "form"])
def test_but_never_away(browser, target, where):
    browser.get(LOGIN)
    form = FORM | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    if where == "form":
        response = browser.post(LOGIN, form | {"url": target})
    else:
        response = browser.post(LOGIN, form, query_params={"url": target})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_scripts_may_ask_for_no_redirect(browser):
    response = sent(browser, noredirect="true")
    assert (response.status_code, response.content) == (200, b"OK")
    assert "sessionid" in response.cookies


@pytest.mark.parametrize("changes", [{"password": "wrong"}, {"username": "nobody"}])
def test_a_failure_shows_the_page_with_the_same_sentence(browser, changes):
    response = sent(browser, **changes)
    assert response.status_code == 200
    assert "Connection not available, please check your user name and password." in response.content.decode()
    assert not Session.objects.exists()


def test_a_name_is_shown_as_text(browser):
    page = sent(browser, username='"><script>alert(1)</script>').content.decode()
    assert "<script" not in page


def test_too_many_failures_show_the_page_with_the_wait(browser):
    for _ in range(10):
        sent(browser, password="wrong")
    response = sent(browser)
    assert response.status_code == 429
    assert "Try again in" in response.content.decode()


def test_get_of_logout_changes_nothing(browser):
    sent(browser)
    assert b"Sign out?" in browser.get("/webclient/logout/").content
    assert browser.get("/webclient/keepalive_ping/").content == b"OK"


def test_post_of_logout_ends_the_session(browser):
    sent(browser)
    response = browser.post("/webclient/logout/", {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value})
    assert (response.status_code, response["Location"]) == (302, "/webclient/login/")
    assert browser.get("/webclient/keepalive_ping/").content == b"Connection Failed"
    assert not Session.objects.exists()


@pytest.mark.parametrize("url", ["/webclient/keepalive_ping/", "/webclient/keepalive_ping"])
def test_the_ping_of_a_stranger_is_answered_not_redirected(client, url):
    response = client.get(url)
    assert (response.status_code, response.content) == (200, b"Connection Failed")
    assert response["Content-Type"].startswith("text/plain")
