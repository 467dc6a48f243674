"""The version of the API: the number in its addresses and the header on its answers."""

from collections.abc import Callable
from typing import ClassVar

from django.http import HttpRequest, HttpResponseBase

from micrographia.web.errors import NOT_SIGNED_IN_MARK

HEADER = "X-OMERO-ApiVersion"
RELEASE = "0.2"


class VersionConverter:
    """The versions we speak: 0. Any other number is an address that does not exist."""

    regex = "0"
    schema: ClassVar[dict[str, object]] = {"type": "string", "enum": ["0"]}

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


class ApiVersion:
    """Middleware: the header on every answer of the family but log-in and "Not logged in"."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        path = request.path_info
        ours = path in ("/api", "/api/") or path.startswith("/api/v0")
        if ours and not path.startswith("/api/v0/login") and NOT_SIGNED_IN_MARK not in response.headers:
            response.headers[HEADER] = RELEASE
        return response
