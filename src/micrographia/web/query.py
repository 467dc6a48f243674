"""The query string of a request: read once, only as far as somebody asks for its values."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote_plus

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest

KEPT_LENGTH = 300
"""Characters of a value as written that is kept; longer ones are decoded anew each time."""


class Query(dict[str, list[str]]):
    """Values by name, as written: read as Django's QueryDict would, at a fraction of its cost for a tile."""

    def __init__(self, written: str) -> None:
        super().__init__()
        if not written:
            return
        parts = written.split("&")
        if len(parts) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
            raise TooManyFieldsSent("The query string has too many parameters")
        for part in parts:
            if part:
                name, _, value = part.partition("=")
                self.setdefault(_decoded(name) if "%" in name or "+" in name else name, []).append(value)

    def getlist(self, name: str, /) -> Sequence[str]:
        """The values of a parameter, decoded, in the order written."""
        return [_decoded(value) for value in self.get(name, ())]


def query_of(request: HttpRequest) -> Query:
    """The query of this request."""
    written = request.META.get("QUERY_STRING", "")
    if not written.isascii():
        written = _in_unicode(written)
    return Query(written)


def _decoded(text: str) -> str:
    return _kept(text) if len(text) <= KEPT_LENGTH else unquote_plus(text)


# The tiles of a view say nearly all the same. Only what a route declares is ever decoded here: no credentials.
_kept = lru_cache(maxsize=2048)(unquote_plus)


def _in_unicode(written: str) -> str:
    """WSGI hands bytes on as latin-1 (PEP 3333); most who send them unquoted mean UTF-8."""
    try:
        return written.encode("latin-1").decode()
    except UnicodeError:
        return written
