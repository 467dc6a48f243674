"""The description of all addresses for programs (OpenAPI 3.1), made from the routes themselves."""

import re
from collections.abc import Iterator
from functools import cache
from inspect import cleandoc
from typing import Any

import orjson
from apispec import APISpec
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.urls.converters import get_converters

from micrographia import __version__
from micrographia.web.answer import (
    BAD_PARAMETER,
    ERROR,
    NO_ADDRESS,
    NO_TOKEN,
    NOT_FOUND,
    NOT_SIGNED_IN,
    REDIRECTED,
    TEXT,
    TOO_LARGE,
    TOO_LONG,
    TOO_LONG_HEAD,
    TOO_MANY_TRIES,
    Answer,
)
from micrographia.web.check import walk
from micrographia.web.dispatch import Dispatcher
from micrographia.web.openapi_shape import DOCUMENT
from micrographia.web.params import Bound, parameters_of
from micrographia.web.places import place
from micrographia.web.policy import Policy
from micrographia.web.responses import json_answer
from micrographia.web.route import JSON, Kind, Route, patterns

PLACE = re.compile(r"<(\w+):(\w+)>")
ITEMS_OF_A_FORM = 400
"""Django reads at most 1000 fields of a form: two such lists, and the rest."""
ERROR_REF = {"$ref": "#/components/schemas/Error"}
SECURITY = {
    "cookie": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer", "description": "a sessionUuid"},
}
SIGNED_IN: list[dict[str, list[str]]] = [{name: []} for name in SECURITY]


def openapi(request: HttpRequest) -> HttpResponse:
    """This description."""
    return json_answer(description())


@cache
def description() -> dict[str, Any]:
    """The OpenAPI document of every route the server has."""
    spec = APISpec("Micrographia", __version__, "3.1.0")
    for name, scheme in SECURITY.items():
        spec.components.security_scheme(name, scheme)
    spec.components.schema("Error", ERROR)
    for path, dispatcher in documented():
        operations = {
            method.lower(): _operation(path, method, route)
            for method, route in dispatcher.by_method.items()
            if method != "HEAD"
        }
        spec.path(path=PLACE.sub(r"{\2}", path), operations=operations)
    document: dict[str, Any] = spec.to_dict()
    return document


def documented() -> Iterator[tuple[str, Dispatcher]]:
    """Every path once, as Django writes it, with what answers it."""
    seen: set[str] = set()
    for path, pattern in walk(get_resolver().url_patterns):
        if path not in seen and isinstance(pattern.callback, Dispatcher):
            seen.add(path)
            yield path, pattern.callback


def _operation(path: str, method: str, route: Route) -> dict[str, Any]:
    text = cleandoc(route.view.__doc__ or "")
    summary, _, rest = text.partition("\n\n")
    operation: dict[str, Any] = {
        "operationId": f"{method.lower()} {path}",
        "tags": [path.split("/")[1] or "server"],
        "summary": " ".join(summary.split()),
        "parameters": [*_of_path(path), *(_of_query(bound) for bound in _in_query(route))],
        "responses": _responses(path, route),
        "security": [] if route.policy is Policy.PUBLIC else SIGNED_IN,
        "x-policy": route.policy.value if route.policy else "nobody",
    }
    if route.body is not None or route.consumes is not None:
        operation["requestBody"] = _body(route)
    return operation | ({"description": " ".join(rest.split())} if rest.strip() else {})


def _body(route: Route) -> dict[str, Any]:
    """What a request may send: JSON only, or parameters in any of the route's media types."""
    if route.body is None:
        return {"required": False, "content": {JSON: {"schema": dict(route.consumes or {})}}}
    bounds = parameters_of(route.body)
    required = [bound.name for bound in bounds if bound.required]
    content = {
        media_type: {
            "schema": {
                "type": "object",
                "properties": {bound.name: _described(bound, media_type) for bound in bounds},
                **({"required": required} if required else {}),
            }
        }
        for media_type in route.body_types
    }
    return {"required": bool(required), "content": content}


def _described(bound: Bound, media_type: str) -> dict[str, Any]:
    """A parameter of a body; in JSON, null says that it is not given."""
    schema = dict(bound.parameter.schema)
    if media_type != JSON and schema["type"] == "array":
        schema["maxItems"] = min(schema["maxItems"], ITEMS_OF_A_FORM)
    if media_type == JSON and not bound.required:
        schema["type"] = [schema["type"], "null"]
    return {**schema, "description": bound.parameter.description, "examples": [_example(bound)]}


def _example(bound: Bound) -> Any:
    """The example as a value of the parameter's type, as JSON has it."""
    schema, text = bound.parameter.schema, bound.parameter.example
    if text is None:
        return None
    words = text.split(",") if schema["type"] == "array" else [text]
    values = [_value(schema.get("items", schema)["type"], word) for word in words]
    return values if schema["type"] == "array" else values[0]


def _value(kind: str, text: str) -> Any:
    return text if kind == "string" else orjson.loads(text)


def _of_path(path: str) -> Iterator[dict[str, Any]]:
    for converter, name in PLACE.findall(path):
        yield place(name, get_converters()[converter])


def _in_query(route: Route) -> list[Bound]:
    """What is read from the query string: the route's parameters, and those of its body that may stand there."""
    bounds = list(parameters_of(route.params)) if route.params else []
    there = {bound.name for bound in bounds}
    of_body = parameters_of(route.body) if route.body else ()
    return bounds + [bound for bound in of_body if bound.parameter.also_in_query and bound.name not in there]


def _of_query(bound: Bound) -> dict[str, Any]:
    parameter = bound.parameter
    described = {
        "name": bound.name,
        "in": "query",
        "required": bound.required,
        "description": parameter.description,
        "schema": dict(parameter.schema),
        "example": _example(bound),
    }
    # Lists are written with commas; a parameter that takes many may be repeated as well.
    return described | ({"style": "form", "explode": False} if parameter.schema["type"] == "array" else {})


def _responses(path: str, route: Route) -> dict[str, Any]:
    """By status: what the route declares, and what may happen at every route of its kind."""
    responses: dict[str, Any] = {}
    for answer in (*route.answers, *_implied(path, route)):
        response = responses.setdefault(str(answer.status), {"description": answer.description})
        content = _told(answer, route) if answer.status >= 400 else _content(answer, route)
        if content:
            response.setdefault("content", {}).update(content)
    return responses


def _implied(path: str, route: Route) -> Iterator[Answer]:
    """The errors that no route needs to declare."""
    if route.params or route.body or route.consumes:
        yield from (BAD_PARAMETER, TOO_LONG, TOO_LONG_HEAD)
    if route.body or route.consumes:
        yield TOO_LARGE
    if "POST" in route.methods or "DELETE" in route.methods:
        yield NO_TOKEN
    if PLACE.search(path):
        yield NOT_FOUND
        if route.kind in (Kind.GATEWAY, Kind.PICTURE, Kind.TEXT):
            yield NO_ADDRESS
    if route.policy is Policy.ADMINISTRATOR:
        yield NOT_FOUND
    if route.policy is not Policy.PUBLIC:
        yield from (NOT_SIGNED_IN, TOO_MANY_TRIES)
        if route.kind not in (Kind.API, Kind.DOCUMENT):
            yield REDIRECTED


def _content(answer: Answer, route: Route) -> dict[str, Any]:
    if answer.status == 204 or not answer.media_type:
        return {}
    content: dict[str, Any] = {answer.media_type: {} if answer.schema is None else {"schema": dict(answer.schema)}}
    if answer.media_type == JSON and any(bound.name == "callback" for bound in _in_query(route)):
        content["application/javascript"] = {"schema": TEXT}
    return content


def _told(answer: Answer, route: Route) -> dict[str, Any]:
    """How an error is told: as `web.errors` does it."""
    if not answer.media_type:
        return {}
    if answer is NO_ADDRESS:
        return {"text/html": {}}
    if answer is NO_TOKEN:
        return {JSON: {"schema": ERROR_REF}}
    if answer is NOT_SIGNED_IN and route.kind not in (Kind.API, Kind.DOCUMENT):
        return {"text/html": {}}
    told = {Kind.API: JSON, Kind.DOCUMENT: JSON, Kind.GATEWAY: JSON, Kind.PAGE: "text/html"}.get(
        route.kind, "text/plain"
    )
    return {told: {"schema": ERROR_REF} if told == JSON else {}}


ROUTES = (
    Route(
        "api/openapi.json",
        openapi,
        names=("openapi",),
        policy=Policy.PUBLIC,
        kind=Kind.API,
        answers=(Answer("an OpenAPI 3.1 document", schema=DOCUMENT),),
    ),
)
urlpatterns = patterns(ROUTES)
