"""The description of all addresses for programs (OpenAPI 3.1), made from the routes themselves."""

import re
from collections.abc import Iterator
from functools import cache
from inspect import cleandoc
from typing import Any

from apispec import APISpec
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

from micrographia import __version__
from micrographia.web.answer import BAD_PARAMETER, NOT_SIGNED_IN, Answer
from micrographia.web.check import walk
from micrographia.web.dispatch import Dispatcher
from micrographia.web.params import Bound, parameters_of
from micrographia.web.policy import Policy
from micrographia.web.responses import json_answer
from micrographia.web.route import Kind, Route, patterns

PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
SCHEMAS = {
    "int": {"type": "integer", "minimum": 0},
    "api_version": {"type": "string", "enum": ["0"]},
    "axis": {"type": "string", "enum": ["z", "t"]},
}
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
    summary, _, rest = text.partition("\n")
    bounds = parameters_of(route.params) if route.params else ()
    operation: dict[str, Any] = {
        "operationId": f"{method.lower()} {path}",
        "tags": [path.split("/")[1] or "server"],
        "summary": summary,
        "parameters": [*_of_path(path), *(_of_query(bound) for bound in bounds)],
        "responses": _responses(route),
        "security": [] if route.policy is Policy.PUBLIC else SIGNED_IN,
        "x-policy": route.policy.value if route.policy else "nobody",
    }
    if route.body is not None or route.consumes is not None:
        operation["requestBody"] = _body(route)
    return operation | ({"description": rest.strip()} if rest.strip() else {})


def _body(route: Route) -> dict[str, Any]:
    """What a request may send: JSON only, or parameters in any of the route's media types."""
    if route.body is None:
        return {"required": True, "content": {"application/json": {"schema": dict(route.consumes or {})}}}
    bounds = parameters_of(route.body)
    required = [bound.name for bound in bounds if bound.required]
    schema = {
        "type": "object",
        "properties": {bound.name: _described(bound) for bound in bounds},
        **({"required": required} if required else {}),
    }
    return {"required": bool(required), "content": {media_type: {"schema": schema} for media_type in route.body_types}}


def _described(bound: Bound) -> dict[str, Any]:
    return {**bound.parameter.schema, "description": bound.parameter.description}


def _of_path(path: str) -> Iterator[dict[str, Any]]:
    for converter, name in PLACE.findall(path):
        yield {"name": name, "in": "path", "required": True, "schema": SCHEMAS.get(converter, {"type": "string"})}


def _of_query(bound: Bound) -> dict[str, Any]:
    parameter = bound.parameter
    described = {
        "name": bound.name,
        "in": "query",
        "required": bound.required,
        "description": parameter.description,
        "schema": dict(parameter.schema),
    }
    return described | ({} if parameter.example is None else {"example": parameter.example})


def _responses(route: Route) -> dict[str, Any]:
    answers = list(route.answers)
    if route.params:
        answers.append(BAD_PARAMETER)
    if route.policy is not Policy.PUBLIC:
        answers.append(NOT_SIGNED_IN)
    responses: dict[str, Any] = {}
    for answer in answers:
        response = responses.setdefault(str(answer.status), {"description": answer.description})
        if answer.status < 300 and answer.status != 204:
            response.setdefault("content", {})[answer.media_type] = (
                {"schema": dict(answer.schema)} if answer.schema is not None else {}
            )
    return responses


ROUTES = (
    Route(
        "api/openapi.json",
        openapi,
        names=("openapi",),
        policy=Policy.PUBLIC,
        kind=Kind.API,
        answers=(Answer("an OpenAPI 3.1 document", schema={"type": "object"}),),
    ),
)
urlpatterns = patterns(ROUTES)
