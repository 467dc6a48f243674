"""The envelope: data, and for lists meta (reference json-api.md §1.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from micrographia.api.paging import Window, meta_of
from micrographia.web.answer import NOT_FOUND as NOT_FOUND
from micrographia.web.answer import Answer, Schema, list_of, object_of
from micrographia.web.responses import json_answer

FORBIDDEN = Answer("it may be seen, but this may not be done", 403)
INVALID = Answer("a parameter or the body cannot be read", 400)
DELETED = (Answer("deleted", 204), NOT_FOUND, FORBIDDEN)


HIDDEN = (NOT_FOUND,)
DELETED_BY_POST = (*DELETED, Answer("the body says something: to delete use DELETE; or this form is switched off", 405))


def listed(rows: Sequence[Any], window: Window, total: int) -> HttpResponse:
    """A list."""
    return json_answer({"data": rows, "meta": window.meta(total)})


def gathered(data: Mapping[str, Any], window: Window, totals: dict[str, int]) -> HttpResponse:
    """Several lists together."""
    return json_answer({"data": data, "meta": window.meta(totals)})


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
