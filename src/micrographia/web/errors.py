"""One table: kind of error → status; and how each kind of route tells it."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from micrographia.errors import Busy, Forbidden, Invalid, MicrographiaError, NotAsImported, NotFound, Unreadable
from micrographia.web.abandonment import Abandoned
from micrographia.web.auth import NotSignedIn
from micrographia.web.dispatch import Dispatcher, MethodNotAllowed
from micrographia.web.params import InvalidValue
from micrographia.web.responses import json_answer
from micrographia.web.route import Kind
from micrographia.web.throttle import TooManyTries

log = structlog.get_logger("micrographia.web")

NOT_SIGNED_IN_MARK = "X-Not-Signed-In"
"""A header on answers that were refused for want of a signed-in person."""

INVALID_VALUE = "Invalid parameter value"
"""The words of the JSON API document."""

SECRETS = ("bsession", "username", "password")
"""Parameters of a query that say who asks."""

STATUS: tuple[tuple[type[BaseException], int], ...] = (
    (NotFound, 404),
    (Http404, 404),
    (NotAsImported, 404),
    (RequestDataTooBig, 413),
    (Invalid, 400),
    (SuspiciousOperation, 400),
    (MultiPartParserError, 400),
    (Forbidden, 403),
    (PermissionDenied, 403),
    (MethodNotAllowed, 405),
    (Abandoned, 499),
    (TooManyTries, 429),
    (Busy, 503),
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error as it is told: status, one sentence, further headers, a trace for developers or "".

    parameter: the culprit; detail: what would have been right, where the message is a fixed one.
    """

    status: int
    message: str
    headers: dict[str, str]
    trace: str = ""
    parameter: str | None = None
    detail: str = ""


class Errors:
    """Middleware: what a view raises becomes an answer in the manner of its route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase:
        return answer_to(request, error)


def answer_to(request: HttpRequest, error: Exception) -> HttpResponseBase:
    """The answer to a request that ended in this error."""
    kind = kind_of(request)
    if isinstance(error, NotSignedIn):
        return _not_signed_in(request, kind, error)
    trouble = trouble_of(error, kind)
    if trouble.status >= 500 and not isinstance(error, Busy):
        log.error("request failed", path=request.path, method=request.method, error=repr(error), trace=_trace(error))
    elif isinstance(error, Unreadable):
        log.error("an original cannot be read", path=request.path, reason=str(error))
    return _told(request, kind, trouble)


def trouble_of(error: Exception, kind: Kind) -> Trouble:
    """Status and sentence of an error."""
    headers: dict[str, str] = {}
    status = next((status for error_type, status in STATUS if isinstance(error, error_type)), 500)
    if isinstance(error, Unreadable) and not isinstance(error, NotAsImported):
        status = 404 if kind in (Kind.PICTURE, Kind.GATEWAY) else 500
    if isinstance(error, Busy):
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = error.allowed
    trace = _trace(error) if settings.MICROGRAPHIA.debug else ""
    message = _sentence(error, status)
    if kind is not Kind.DOCUMENT or not isinstance(error, Invalid):
        return Trouble(status, message, headers, trace)
    if isinstance(error, InvalidValue):
        return Trouble(status, INVALID_VALUE, headers, trace, error.parameter, message)
    return Trouble(status, message, headers, trace, error.parameter)


def kind_of(request: HttpRequest) -> Kind:
    """How errors of this request are told; an address that no route has goes by its first word."""
    view = getattr(request.resolver_match, "func", None)
    if isinstance(view, Dispatcher):
        return view.kind_for(request.method)
    path = request.path_info
    return Kind.API if path == "/api" or path.startswith("/api/") else Kind.PAGE


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler400."""
    return answer_to(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler403."""
    return answer_to(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler404: no route has this address."""
    return answer_to(request, NotFound("There is no such address"))


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django's handler500: something outside a view failed, and has been logged."""
    return _told(request, kind_of(request), Trouble(500, "Something went wrong in the server", {}))


def is_ajax(request: HttpRequest) -> bool:
    """Whether a script of a page asks, which wants a status and no page."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _not_signed_in(request: HttpRequest, kind: Kind, error: NotSignedIn) -> HttpResponseBase:
    if kind in (Kind.API, Kind.DOCUMENT):
        response: HttpResponseBase = json_answer({"message": str(error)}, status=403)
    elif is_ajax(request) or "Authorization" in request.headers:
        response = HttpResponse(status=403)
    else:
        wanted = request.GET.get("url") or _without_credentials(request)
        response = HttpResponseRedirect(f"{reverse('weblogin')}?{urlencode({'url': wanted})}")
    response.headers[NOT_SIGNED_IN_MARK] = "1"
    return response


def _without_credentials(request: HttpRequest) -> str:
    """The path and query that were asked; secrets that did not fit are not handed on."""
    if not any(name in request.GET for name in SECRETS):
        return request.get_full_path()
    rest = request.GET.copy()
    for name in SECRETS:
        rest.pop(name, None)
    return f"{request.path}?{rest.urlencode()}" if rest else request.path


def _told(request: HttpRequest, kind: Kind, trouble: Trouble) -> HttpResponse:
    if kind in (Kind.API, Kind.DOCUMENT, Kind.GATEWAY):
        further = {"parameter": trouble.parameter, "detail": trouble.detail, "stacktrace": trouble.trace}
        body = {"message": trouble.message} | {key: value for key, value in further.items() if value}
        response = json_answer(body, trouble.status)
    elif kind is Kind.PAGE and not is_ajax(request):
        response = render(request, "web/error.html", {"trouble": trouble}, status=trouble.status)
    else:
        text = "" if kind is Kind.PAGE else trouble.message
        response = HttpResponse(text, status=trouble.status, content_type="text/plain; charset=utf-8")
    for name, value in trouble.headers.items():
        response.headers[name] = value
    return response


def _sentence(error: Exception, status: int) -> str:
    if isinstance(error, MicrographiaError | MethodNotAllowed):
        return str(error)
    if isinstance(error, DisallowedHost):
        return "This server does not answer under this name; allowed_hosts or public_url in its settings can name it"
    if isinstance(error, RequestDataTooBig):
        return f"The request is larger than {settings.DATA_UPLOAD_MAX_MEMORY_SIZE} bytes"
    if isinstance(error, TooManyFieldsSent):
        return f"A request has at most {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS} parameters"
    if status == 400:
        return f"The request cannot be read: {error}"
    if status < 500:
        return str(error) or "There is nothing here"
    # The text of an unforeseen error may hold anything: it goes to the log.
    return f"Something went wrong in the server ({type(error).__name__})"


def _trace(error: Exception) -> str:
    return "".join(traceback.format_exception(error))
