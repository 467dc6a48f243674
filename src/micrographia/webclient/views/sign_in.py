"""The pages for signing in and out, and the ping that open pages send."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix, reverse

from micrographia.web.address import is_local
from micrographia.web.auth import viewer_of
from micrographia.web.params import read, text
from micrographia.web.responses import text_answer
from micrographia.web.sign_in import SERVER_ID, LogIn, Refused, hand_over, sign_in, sign_out
from micrographia.web.throttle import TooManyTries

WHERE = "where to go on, if that is on this server; else home"
QUIET = "anything: say OK and go nowhere"


@dataclass(frozen=True, slots=True)
class GoingOn:
    """Where somebody goes who has signed in."""

    url: str = text(WHERE, "", example="/webclient/")
    noredirect: str | None = text(QUIET, example="true")


@dataclass(frozen=True, slots=True)
class LogInForm(LogIn):
    """What the page sends."""

    url: str = text(WHERE, "", example="/webclient/")
    noredirect: str | None = text(QUIET, example="true")


def login_page(request: HttpRequest, parameters: GoingOn) -> HttpResponse:
    """The form."""
    return _page(request, LogInForm(url=parameters.url), "")


def login(request: HttpRequest, parameters: GoingOn) -> HttpResponseBase:
    """Signs in and goes to `url` if that is on this server, else home; with `noredirect` says OK instead."""
    form = read(LogInForm, request.POST)
    form = replace(form, url=form.url or parameters.url, server=form.server or SERVER_ID)
    try:
        outcome = sign_in(request, form)
    except TooManyTries as error:
        response = _page(request, form, str(error), status=429)
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    if isinstance(outcome, Refused):
        return _page(request, form, outcome.message)
    quiet = form.noredirect is not None or parameters.noredirect is not None
    answer = text_answer("OK") if quiet else HttpResponseRedirect(_target(form) or get_script_prefix())
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


def _page(request: HttpRequest, form: LogInForm, message: str, status: int = 200) -> HttpResponse:
    context = {"message": message, "url": _target(form), "username": form.username, "server": SERVER_ID}
    return render(request, "webclient/login.html", context, status=status)


def _target(form: LogInForm) -> str:
    """Where to go afterwards, if it is on this server; else ""."""
    return form.url if is_local(form.url) else ""
