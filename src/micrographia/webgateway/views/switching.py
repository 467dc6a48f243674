"""An administrator acts as another person (reference webgateway.md §7.10)."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from micrographia.web.address import is_local
from micrographia.web.params import read
from micrographia.web.responses import jsonp_answer
from micrographia.web.switching import person_to_be, switch, switch_back
from micrographia.webgateway.parameters import Jsonp, SwitchForm


def switch_page(request: HttpRequest, username: str) -> HttpResponse:
    """Asks whether to act as this person: a GET changes nothing."""
    return render(request, "webgateway/su.html", {"person": person_to_be(username)})


def switch_user(request: HttpRequest, parameters: Jsonp, username: str) -> HttpResponseBase:
    """The session becomes that person's: true; with `url` in a form it goes there."""
    response = _done(request)
    switch(request, response, person_to_be(username))
    return response


def switch_user_back(request: HttpRequest, parameters: Jsonp) -> HttpResponseBase:
    """The session becomes the administrator's again: true; with `url` in a form it goes there."""
    response = _done(request)
    switch_back(request, response)
    return response


def _done(request: HttpRequest) -> HttpResponseBase:
    url = read(SwitchForm, request.POST).url or ""
    return HttpResponseRedirect(url) if is_local(url) else jsonp_answer(request, True)
