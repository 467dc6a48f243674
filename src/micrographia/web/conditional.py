"""ETags: who has the answer already gets a 304 and no work is done."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags

from micrographia.web.identity import identity_of
from micrographia.web.responses import Drawn, picture_answer

R = TypeVar("R", bound=HttpResponseBase)


def quoted(etag: str) -> str:
    """The strong ETag header for a fingerprint."""
    return f'"{etag}"'


def has_it(request: HttpRequest, etag: str) -> bool:
    """Whether the asker says she holds the answer with this fingerprint."""
    header = request.META.get("HTTP_IF_NONE_MATCH")
    if not header:
        return False
    # A proxy that compresses makes W/"…" of our "…": for GET the two count as the same.
    known = [known.removeprefix("W/") for known in parse_etags(header)]
    return "*" in known or quoted(etag) in known


def answer(request: HttpRequest, etag: str, draw: Callable[[], Drawn]) -> HttpResponse:
    """304 when the asker has the picture, else the picture from `draw`; both with its ETag."""
    response: HttpResponse = conditional(request, etag, lambda: picture_answer(draw()))
    return response


def conditional(request: HttpRequest, etag: str, make: Callable[[], R]) -> R | HttpResponseNotModified:
    """304 when the asker has the answer, else the answer from `make`; both with its ETag."""
    response = HttpResponseNotModified() if has_it(request, etag) else make()
    response.headers["ETag"] = quoted(etag)
    if identity_of(request).public:  # what everybody may see, shared caches may keep; they ask again each time
        response.headers["Cache-Control"] = "public, no-cache"
    return response
