"""Pages of other origins: those that the lab lists may read answers, with the credentials of whoever looks at them."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

ANYBODY = "*"
SECONDS = 600
"""How long a browser may remember what it was told before a request."""

EXPOSED = "ETag, Content-Disposition, Content-Range, Accept-Ranges, Retry-After, Server-Timing"
_NAMES = re.compile(r"[A-Za-z0-9-]+( *, *[A-Za-z0-9-]+)*", re.ASCII)


class Cors:
    """Middleware: adds what lets a page read an answer. Never says yes to an origin that is not listed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        listed = settings.MICROGRAPHIA.cors_origins
        if not listed:
            return response
        origin = request.headers.get("Origin", "")
        if origin in listed and origin != ANYBODY:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Credentials"] = "true"
            _tell(request, response)
        elif ANYBODY in listed and origin and origin != "null":
            response.headers["Access-Control-Allow-Origin"] = ANYBODY
            _tell(request, response)
        patch_vary_headers(response, ("Origin",))
        return response


def _tell(request: HttpRequest, response: HttpResponseBase) -> None:
    """What may be read; before a request (a preflight) which methods and headers it may have."""
    if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        return
    response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS")
    wanted = request.headers.get("Access-Control-Request-Headers", "")
    if _NAMES.fullmatch(wanted):
        response.headers["Access-Control-Allow-Headers"] = wanted
    response.headers["Access-Control-Max-Age"] = str(SECONDS)
