"""The envelope: data, and for lists meta (reference json-api.md §1.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from micrographia.api.paging import Window, meta_of
from micrographia.api.rows import Rows
from micrographia.api.streaming import Shape, entries, is_long, streamed
from micrographia.web.answer import NOT_FOUND as NOT_FOUND
from micrographia.web.answer import Answer, Schema, list_of, object_of
from micrographia.web.responses import encoded, json_answer

FORBIDDEN = Answer("it may be seen, but this may not be done", 403)
INVALID = Answer("a parameter or the body cannot be read", 400)
DELETED = (Answer("deleted", 204), NOT_FOUND, FORBIDDEN)


HIDDEN = (NOT_FOUND,)
DELETED_BY_POST = (*DELETED, Answer("the body says something: to delete use DELETE; or this form is switched off", 405))


def listed(found: Rows, window: Window, shape: Callable[[list[Any]], list[Any]]) -> HttpResponseBase:
    """A list; a long one as a stream of the same bytes. shape: makes entries of some of its rows."""
    meta = window.meta(found.total)
    if not is_long({"data": found}, window):
        return json_answer({"data": shape(found.window(window.start, window.limit)), "meta": meta})

    def parts() -> Iterator[bytes]:
        yield b'{"data":['
        yield from entries("data", found, window, lambda rows: {"data": shape(rows["data"])})
        yield b'],"meta":' + encoded(meta) + b"}"

    return streamed(parts())


def gathered(
    found: Mapping[str, Rows],
    window: Window,
    shape: Shape,
    read: Callable[[], Mapping[str, list[Any]]],
    further: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """Several lists together. read: the windows of all, for an answer at once. further: what else stands there."""
    meta = window.meta({name: rows.total for name, rows in found.items()})
    further = further or {}
    if not is_long(found, window):
        shown = shape(read())
        return json_answer({"data": {**{name: shown[name] for name in found}, **further}, "meta": meta})

    def parts() -> Iterator[bytes]:
        start = b'{"data":{'
        for name, rows in found.items():
            yield start + encoded(name) + b":["
            yield from entries(name, rows, window, shape)
            start = b"],"
        yield b"]" + b"".join(b"," + encoded(name) + b":" + encoded(value) for name, value in further.items())
        yield b'},"meta":' + encoded(meta) + b"}"

    return streamed(parts())


def alone(thing: Mapping[str, Any]) -> HttpResponse:
    """One thing."""
    return json_answer({"data": thing})


def created(thing: Mapping[str, Any], plural: str) -> HttpResponse:
    """A new thing, with its address."""
    response = json_answer({"data": thing}, status=201)
    response.headers["Location"] = f"{reverse('api_' + plural)}{thing['id']}/"
    return response


def created_without_address(thing: Mapping[str, Any]) -> HttpResponse:
    """A new thing that has no address of its own."""
    return json_answer({"data": thing}, status=201)


def deleted() -> HttpResponse:
    """Nothing is left to say."""
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    return response


def list_answer(items: Schema) -> tuple[Answer, ...]:
    """What a list answers."""
    return (Answer("the list", schema=object_of({"data": list_of(items), "meta": meta_of()})), FORBIDDEN)


def one_answer(item: Schema) -> tuple[Answer, ...]:
    """What one thing answers."""
    return (Answer("the thing", schema=object_of({"data": item})), NOT_FOUND)


def created_answer(item: Schema) -> tuple[Answer, ...]:
    """What making a thing answers."""
    return (Answer("the new thing", 201, schema=object_of({"data": item})), INVALID, FORBIDDEN, NOT_FOUND)


def collections_answer(items: Mapping[str, Schema]) -> tuple[Answer, ...]:
    """What several lists together answer."""
    data = object_of({name: list_of(schema) for name, schema in items.items()})
    schema = object_of({"data": data, "meta": meta_of(tuple(items))})
    return (Answer("the lists, each paged by itself", schema=schema), FORBIDDEN)


def is_override(request: HttpRequest) -> bool:
    """Whether a POST asks to be taken as a DELETE by its header."""
    return request.headers.get("X-HTTP-Method-Override", "").upper() == "DELETE"
