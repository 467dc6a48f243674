"""CSRF as scripts of the field know it: Django's check, told as JSON, only where a browser speaks for somebody."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

from micrographia.web.responses import json_answer


class Csrf(CsrfViewMiddleware):
    """Django's check, except for requests that bring their own credentials and nothing a browser adds."""

    def process_view(
        self, request: HttpRequest, callback: Callable[..., Any], callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        if brings_own_credentials(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


def brings_own_credentials(request: HttpRequest) -> bool:
    """Whether an Authorization header speaks for somebody that no page elsewhere can make a browser send.

    Never a Bearer token: whoever sends one holds it, and cookies beside it do not count. But browsers may remember
    Basic credentials, and send Origin with every request a page makes to write: such a request is checked like others.
    """
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if header.partition(" ")[0].lower() == "bearer":
        return True
    return bool(header) and settings.SESSION_COOKIE_NAME not in request.COOKIES and "HTTP_ORIGIN" not in request.META


def failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a request without a good token, for every family."""
    return json_answer({"message": f"CSRF Failed: {reason}"}, status=403)
