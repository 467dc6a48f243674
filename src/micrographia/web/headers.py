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
        "Cache-Control": "private, no-cache",
        "Vary": "Cookie, Authorization",
    }
)
MOST_HOSTS = 100
"""Names of this server that are remembered as its own."""


class Headers:
    """The outermost middleware; what a view has set itself stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._hosts: set[str] = set()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        host = request.META.get("HTTP_HOST")
        if host not in self._hosts:
            request.get_host()  # Refuses hosts that are not ours, whatever the request is for.
            if host is not None and len(self._hosts) < MOST_HOSTS:
                self._hosts.add(host)
        response = self.get_response(request)
        # As setdefault for each, without checking the same words at every answer.
        own = response.headers._store
        response.headers._store = all_ = ALWAYS._store | own
        if "public" in all_["cache-control"][1]:
            if "vary" not in own:
                del all_["vary"]
        elif "vary" in own:
            patch_vary_headers(response, ("Cookie", "Authorization"))
        return response
