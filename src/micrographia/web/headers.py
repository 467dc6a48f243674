"""Headers that every answer carries: no sniffing, no framing, no scripts from elsewhere, no shared caching."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.http.response import ResponseHeaders
from django.utils.cache import patch_vary_headers

# Pages bring their scripts and styles as files; nothing inline, nothing from other hosts.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
ALWAYS = ResponseHeaders(
    {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "SAMEORIGIN",
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    }
)


class Headers:
    """The outermost middleware; what a view has set itself stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # Refuses hosts that are not ours, whatever the request is for.
        response = self.get_response(request)
        # As setdefault for each, without checking the same words at every answer.
        response.headers._store = ALWAYS._store | response.headers._store
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-cache"
        if "public" in response.headers["Cache-Control"]:
            return response
        if "Vary" in response.headers:
            patch_vary_headers(response, ("Cookie", "Authorization"))
        else:
            response.headers["Vary"] = "Cookie, Authorization"
        return response
