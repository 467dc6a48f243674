"""The pages for signing in and out, and the ping that open pages send."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix, reverse

from micrographia.web.address import is_local
from micrographia.web.auth import viewer_of
from micrographia.web.responses import text_answer
from micrographia.web.sign_in import SERVER_ID, Refused, hand_over, sign_in, sign_out
from micrographia.web.throttle import TooManyTries


def login_page(request: HttpRequest) -> HttpResponse:
    """The form."""
    return _page(request, "")


def login(request: HttpRequest) -> HttpResponseBase:
    """Signs in and goes to `url` if that is on this server, else home; with `noredirect` says OK instead."""
    names = ("username", "password", "server")
    form = {"server": SERVER_ID} | {name: str(request.POST[name]) for name in names if request.POST.get(name)}
    try:
        outcome = sign_in(request, form)
    except TooManyTries as error:
        response = _page(request, str(error), status=429)
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    if isinstance(outcome, Refused):
        return _page(request, outcome.message)
    quiet = "noredirect" in request.POST or "noredirect" in request.GET
    answer = text_answer("OK") if quiet else HttpResponseRedirect(_target(request) or get_script_prefix())
    hand_over(answer, outcome)
    return answer


def logout_page(request: HttpRequest) -> HttpResponse:
    """Asks whether to sign out: a GET changes nothing."""
    return render(request, "webclient/logout.html")


def logout(request: HttpRequest) -> HttpResponseBase:
    """Ends the session."""
    response = HttpResponseRedirect(reverse("weblogin"))
    sign_out(request, response)
    return response


def keepalive_ping(request: HttpRequest) -> HttpResponse:
    """OK while somebody is signed in, whose session this keeps alive; never a redirect."""
    return text_answer("Connection Failed" if viewer_of(request).id is None else "OK")


def _page(request: HttpRequest, message: str, status: int = 200) -> HttpResponse:
    username = request.POST.get("username", "")
    context = {"message": message, "url": _target(request), "username": username, "server": SERVER_ID}
    return render(request, "webclient/login.html", context, status=status)


def _target(request: HttpRequest) -> str:
    """Where to go afterwards, if it is on this server; else ""."""
    url = request.POST.get("url") or request.GET.get("url") or ""
    return url if is_local(url) else ""
