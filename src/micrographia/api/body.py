"""Bodies of requests: JSON objects and forms, read by the same declarations as queries (reference json-api.md §1.3)."""

from __future__ import annotations

from typing import Any, TypeVar

import orjson
from django.http import HttpRequest, QueryDict

from micrographia.errors import Invalid
from micrographia.web.params import Bound, InvalidValue, parameters_of, read

Q = TypeVar("Q")
JSON = "application/json"


def read_body(request: HttpRequest, query: type[Q]) -> Q:
    """What the body says, as a value; `group` may also stand in the query string.

    Raises Invalid as `web.params.read` does, and for a body that is no JSON object.
    """
    if request.content_type != JSON:
        return read(query, _with_group(request, request.POST))
    written = json_object(request)
    given = QueryDict(mutable=True)
    for bound in parameters_of(query):
        value = written.get(bound.name)
        if value is not None:
            given[bound.name] = _as_written(bound, value)
    return read(query, _with_group(request, given))


def json_object(request: HttpRequest) -> dict[str, Any]:
    """The body as a JSON object; an empty one has no keys. Raises InvalidValue."""
    try:
        found = orjson.loads(request.body or b"{}")
    except orjson.JSONDecodeError as error:
        raise InvalidValue("The body should be a JSON object") from error
    if not isinstance(found, dict):
        raise InvalidValue("The body should be a JSON object")
    return found


def required(value: str, name: str) -> str:
    """The value; raises Invalid where it is empty."""
    if not value:
        raise Invalid(f"Missing required parameter: {name}", name)
    return value


def _with_group(request: HttpRequest, body: QueryDict) -> QueryDict:
    """The body, with the group of the query string where it names none."""
    if "group" in body or "group" not in request.GET:
        return body
    both = body.copy()
    both["group"] = request.GET["group"]
    return both


def _as_written(bound: Bound, value: Any) -> str:
    """A JSON value as a query string would write it; raises InvalidValue for one of another type."""
    kind = bound.parameter.schema["type"]
    if isinstance(value, bool):
        fits, text = kind == "boolean", "true" if value else "false"
    elif isinstance(value, int):
        fits, text = kind in ("integer", "array"), str(value)
    elif isinstance(value, list):
        numbers = all(isinstance(item, int) and not isinstance(item, bool) for item in value)
        fits, text = kind == "array" and numbers, ",".join(str(item) for item in value)
    else:
        fits, text = isinstance(value, str), str(value)
    if not fits:
        raise InvalidValue(f"{bound.name} should be of the type {kind}", bound.name)
    return text
