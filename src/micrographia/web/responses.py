"""What views hand back: JSON, JSON in a callback, a picture, a word of text."""

import re
from typing import Any, Protocol

import orjson
from django.http import HttpRequest, HttpResponse

from micrographia.errors import Invalid
from micrographia.web.params import Parameter, declared

# The one rule for the name of a callback; whatever else it holds would run in the page that asked.
CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.]{0,63}", re.ASCII)


class Drawn(Protocol):
    """An encoded picture and what it is."""

    @property
    def body(self) -> bytes: ...
    @property
    def media_type(self) -> str: ...
    @property
    def etag(self) -> str: ...


class InvalidCallback(Invalid):
    """A callback that is no plain name."""


def encoded(value: Any) -> bytes:
    """UTF-8 JSON; keys that are numbers or booleans become texts ("0", "true")."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY)


def json_answer(value: Any, status: int = 200) -> HttpResponse:
    """An application/json answer."""
    return HttpResponse(encoded(value), status=status, content_type="application/json")


def callback() -> Any:
    """The parameter for those who want the JSON as a script; it is read when the answer is made."""

    def parse(name: str) -> str:
        if not CALLBACK.fullmatch(name):
            raise InvalidCallback("Invalid callback", "callback")
        return name

    schema = {"type": "string", "pattern": f"^{CALLBACK.pattern}$"}
    return declared(Parameter(parse, schema, "The JSON is wrapped into a call of this function.", "show"))


def callback_of(request: HttpRequest) -> str | None:
    """The checked name of the function the asker wants around the JSON; raises InvalidCallback."""
    name = request.GET.get("callback")
    if name is not None and not CALLBACK.fullmatch(name):
        raise InvalidCallback("Invalid callback", "callback")
    return name


def jsonp_answer(request: HttpRequest, value: Any) -> HttpResponse:
    """JSON, or with ?callback=name a script that calls name with it."""
    name = callback_of(request)
    if name is None:
        return json_answer(value)
    return HttpResponse(name.encode() + b"(" + encoded(value) + b")", content_type="application/javascript")


def picture_answer(picture: Drawn) -> HttpResponse:
    """The bytes of a picture under its media type."""
    return HttpResponse(picture.body, content_type=picture.media_type)


def text_answer(text: str, status: int = 200) -> HttpResponse:
    """Plain text."""
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
