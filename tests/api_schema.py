"""Whether an answer is as its route describes it: exactly the keys and types that are documented."""

from __future__ import annotations

import json
import re
from typing import Any

from django.urls import resolve

TYPES: dict[str, Any] = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float)}


def conforming(response: Any) -> Any:
    """The response; fails where it is not documented."""
    request = response.wsgi_request
    if response.status_code >= 300 or not request.path.startswith("/api/"):
        return response
    route = resolve(request.path).func.by_method[request.method]
    answers = [answer for answer in route.answers if answer.status == response.status_code]
    assert answers, f"{request.method} {request.path}: {response.status_code} is not described"
    if answers[0].schema is not None and response.status_code != 204:
        fault = faults(json.loads(response.content), answers[0].schema, "answer")
        assert fault is None, f"{request.method} {request.path}: {fault}"
    return response


def faults(value: Any, schema: Any, place: str) -> str | None:
    """The first thing that is not as the schema says, or None."""
    if "oneOf" in schema:
        found = [faults(value, each, place) for each in schema["oneOf"]]
        return None if found.count(None) == 1 else f"{place} is not exactly one of its shapes: {found}"
    kind = schema["type"]
    if kind == "boolean" or isinstance(value, bool):
        return None if kind == "boolean" and isinstance(value, bool) else f"{place} is {value!r}, not a {kind}"
    if not isinstance(value, TYPES[kind]):
        return f"{place} is {value!r}, not a {kind}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{place} is {value!r}, none of {schema['enum']}"
    if kind == "array":
        return next((fault for each in value if (fault := faults(each, schema["items"], f"{place}[]"))), None)
    return _of_object(value, schema, place) if kind == "object" else None


def _of_object(value: dict[str, Any], schema: Any, place: str) -> str | None:
    missing = set(schema.get("required", ())) - set(value)
    if missing:
        return f"{place} lacks {missing}"
    for key, each in value.items():
        patterns = schema.get("patternProperties", {})
        found = schema.get("properties", {}).get(key) or next(
            (s for p, s in patterns.items() if re.search(p, key)), None
        )
        if found is None:
            return f"{place} has {key}, which is not described"
        fault = faults(each, found, f"{place}.{key}")
        if fault:
            return fault
    return None
