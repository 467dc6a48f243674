"""Django behind WSGI, with less around each request than its own handler has."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_resolver

from micrographia.web.route import match_of


class Handler(WSGIHandler):
    """Answers as Django's handler does, for one root of all URLs and one script name per process.

    What Django's signals do around a request is done here without them: the connection of this thread is given back, or
    closed where it broke. `set_script_prefix` is for whoever starts the threads.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async)
        self._root = get_resolver().url_patterns

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Without choosing the root of URLs anew, and without Django's log of refusals, which `web.errors` keeps."""
        response: HttpResponseBase = self._middleware_chain(request)  # type: ignore[attr-defined]
        return response

    def _get_response(self, request: HttpRequest) -> HttpResponseBase:
        """As Django's, for views like ours: none is asynchronous, one transaction, or leaves a template to be drawn."""
        match = request.resolver_match = match_of(request.path_info, self._root)
        for look in self._view_middleware:  # type: ignore[attr-defined]
            refused: HttpResponseBase | None = look(request, match.func, match.args, match.kwargs)
            if refused is not None:
                return refused
        try:
            answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        except Exception as error:
            told: HttpResponseBase | None = self.process_exception_by_middleware(error, request)
            if told is None:
                raise
            return told
        return answer

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:  # type: ignore[override]
        """The parts of the body: one, unless it is a stream or a file."""
        request = self.request_class(environ)
        try:
            response = self.get_response(request)
            start_response(f"{response.status_code} {response.reason_phrase}", _headers(response))
            if not response.streaming:
                content: bytes = response.content  # type: ignore[attr-defined]
                request.close()
                return (content,)
        finally:
            connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
        response._resource_closers.append(request.close)  # type: ignore[attr-defined]
        file = getattr(response, "file_to_stream", None)
        if file is None:
            return response
        file.close = response.close  # the shell closes the file; with it goes the answer
        wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](file, response.block_size)  # type: ignore[attr-defined]
        return wrapped


def _headers(response: HttpResponseBase) -> list[tuple[str, str]]:
    headers: list[tuple[str, str]] = list(response.headers._store.values())
    if response.cookies:
        headers += (("Set-Cookie", cookie.output(header="")) for cookie in response.cookies.values())
    return headers
