"""ETags: who has the answer already gets a 304 and no work is done."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from micrographia.web.identity import identity_of
from micrographia.web.responses import Drawn, picture_answer


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
    response = HttpResponseNotModified() if has_it(request, etag) else picture_answer(draw())
    response.headers["ETag"] = quoted(etag)
    if identity_of(request).public:  # what everybody may see, shared caches may keep; they ask again each time
        response.headers["Cache-Control"] = "public, no-cache"
    return response
