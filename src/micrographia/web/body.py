"""Bodies of requests: JSON objects and forms, read by the same declarations as queries."""

from __future__ import annotations

from typing import Any, TypeVar

import orjson
from django.http import HttpRequest, QueryDict

from micrographia.errors import Invalid
from micrographia.web.params import Bound, InvalidValue, parameters_of, read
from micrographia.web.route import JSON

Q = TypeVar("Q")


def read_body(request: HttpRequest, query: type[Q]) -> Q:
    """What the body says, as a value; what may also stand in the query string is read there where it does not.

    Raises Invalid as `web.params.read` does, and for a body that is no JSON object.
    """
    if request.content_type != JSON:
        return read(query, _completed(request, query, request.POST))
    written = json_object(request)
    given = QueryDict(mutable=True)
    for bound in parameters_of(query):
        value = written.get(bound.name)
        if value is not None:
            given[bound.name] = _as_written(bound, value)
    return read(query, _completed(request, query, given))


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


def _completed(request: HttpRequest, query: type[Any], body: QueryDict) -> QueryDict:
    """The body, with those parameters of the query string that may stand there and that it does not name."""
    both = body.copy()
    for bound in parameters_of(query):
        if bound.parameter.also_in_query and bound.name not in body and bound.name in request.GET:
            both[bound.name] = request.GET[bound.name]
    return both


def _as_written(bound: Bound, value: Any) -> str:
    """A JSON value as a query string would write it; raises InvalidValue for one of another type."""
    kind = bound.parameter.schema["type"]
    value = plainly(value)
    if isinstance(value, bool):
        fits, text = kind == "boolean", "true" if value else "false"
    elif isinstance(value, int):
        fits, text = kind in ("integer", "array"), str(value)
    elif isinstance(value, list):
        items = [plainly(item) for item in value]
        numbers = all(isinstance(item, int) and not isinstance(item, bool) for item in items)
        fits, text = kind == "array" and numbers, ",".join(str(item) for item in items)
    else:
        fits, text = isinstance(value, str), str(value)
    if not fits:
        raise InvalidValue(f"{bound.name} should be of the type {kind}", bound.name)
    return text


def plainly(value: Any) -> Any:
    """The value; a number without a fraction as an integer, which JSON does not tell from 3.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
