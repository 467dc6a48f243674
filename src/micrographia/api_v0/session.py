"""The door for scripts: versions, links, token, servers, log-in (reference json-api-v0.md §1–3)."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.urls import reverse

from micrographia.api_v0.context import event_context
from micrographia.web import sessions
from micrographia.web.address import absolute
from micrographia.web.body import json_object
from micrographia.web.identity import identity_of
from micrographia.web.params import read
from micrographia.web.responses import json_answer
from micrographia.web.route import JSON
from micrographia.web.sign_in import LogIn, Refused, hand_over, sign_in

SCHEMA = "http://www.openmicroscopy.org/Schemas/OME/2016-06"
LISTS = ("experimenters", "experimentergroups", "projects", "datasets", "images", "screens", "plates", "rois")
PORT = 4064
"""The port that the field's clients expect of a server; nothing listens there."""


def versions(request: HttpRequest) -> HttpResponse:
    """The versions of the API; the last is the newest."""
    return json_answer({"data": [{"version": "0", "url:base": _url(request, "api_base")}]})


def links(request: HttpRequest, api_version: str) -> HttpResponse:
    """Where everything is: a flat object of addresses."""
    base = _url(request, "api_base")
    urls = {f"url:{plural}": f"{base}m/{plural}/" for plural in LISTS}
    urls |= {f"url:{name}": _url(request, f"api_{name}") for name in ("token", "servers", "login")}
    return json_answer({**urls, "url:save": f"{base}m/save/", "url:schema": SCHEMA})


def token(request: HttpRequest, api_version: str) -> HttpResponse:
    """A CSRF token, in the body and as a cookie; it stays good after log-in."""
    return json_answer({"data": get_token(request)})


def servers(request: HttpRequest, api_version: str) -> HttpResponse:
    """The servers one can sign in to: this one."""
    host = absolute(request, "/").split("/")[2].rsplit("@")[-1]
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return json_answer({"data": [{"id": 1, "host": name, "port": PORT, "server": "omero"}]})


def login(request: HttpRequest, api_version: str) -> HttpResponse:
    """Signs in with username, password and server, from a form or a JSON object."""
    form = _form(request)
    identity = identity_of(request)
    key = sessions.key_of(request)
    if not (form.username or form.password) and identity.session is not None and key:
        row = identity.session.row
        context = event_context(identity.viewer, row, sessions.uuid_of(key), sessions.number_of(row))
        return json_answer({"success": True, "eventContext": context})
    outcome = sign_in(request, form)
    if isinstance(outcome, Refused):
        return json_answer({"message": outcome.message}, status=403)
    begun = outcome.session
    context = event_context(outcome.viewer, sessions.hashed(begun.key), begun.uuid, begun.id)
    response = json_answer({"success": True, "eventContext": context})
    hand_over(response, outcome)
    return response


def _form(request: HttpRequest) -> LogIn:
    if request.content_type != JSON:
        return read(LogIn, request.POST)
    written = QueryDict(mutable=True)
    written.update({name: str(value) for name, value in json_object(request).items()})
    return read(LogIn, written)


def _url(request: HttpRequest, name: str) -> str:
    arguments = {} if name == "api_versions" else {"api_version": "0"}
    return absolute(request, reverse(name, kwargs=arguments))
