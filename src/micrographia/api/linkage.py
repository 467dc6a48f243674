"""How links are written: a list of them, or nested objects of types and ids (reference json-api.md §6.2, §6.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from micrographia.api.values import whole
from micrographia.api.words import MODELS
from micrographia.errors import Invalid
from micrographia.web.body import json_object, plainly
from micrographia.web.params import InvalidValue
from micrographia.web.route import FORMS

TYPES = tuple(MODELS)
SKIPPED = ("orphaned", "experimenter")
"""Virtual folders, out of which tree clients move things."""


@dataclass(frozen=True, slots=True)
class End:
    """A thing by type and id."""

    type: str
    id: int


@dataclass(frozen=True, slots=True)
class Written:
    """One link as it was written."""

    parent: End
    child: End


@dataclass(frozen=True, slots=True)
class Asked:
    """The links of a request. nested: they were written as nested objects, and are answered so."""

    links: tuple[Written, ...]
    nested: bool


def asked(request: HttpRequest) -> Asked:
    """What the body asks for. Raises InvalidValue, or Invalid for a key that is missing."""
    if request.content_type in FORMS:
        raise InvalidValue("The body should be a JSON object")
    body = json_object(request)
    if "links" in body:
        return Asked(tuple(_of_list(body["links"])), nested=False)
    return Asked(tuple(_of_nested(body)), nested=True)


def _of_list(links: Any) -> Iterator[Written]:
    if not isinstance(links, list) or not all(isinstance(link, dict) for link in links):
        raise InvalidValue("links should be a list of objects", "links")
    for link in links:
        yield Written(_end(link, "parent"), _end(link, "child"))


def _end(link: dict[str, Any], side: str) -> End:
    for key in (f"{side}Type", f"{side}Id"):
        if link.get(key) is None:
            raise Invalid(f"Missing required parameter: {key}", key)
    return End(_type(link[f"{side}Type"], f"{side}Type"), _id(link[f"{side}Id"], f"{side}Id"))


def _of_nested(body: dict[str, Any]) -> Iterator[Written]:
    for parent_type, parents in body.items():
        if parent_type in SKIPPED:
            continue
        for parent_id, children in _items(parents, _type(parent_type, parent_type)):
            parent = End(parent_type, _id(parent_id, parent_type))
            for child_type, ids in _items(children, parent_type):
                if not isinstance(ids, list):
                    raise InvalidValue(f"{child_type[:80]} should be a list of ids", parent_type)
                for id_ in ids:
                    yield Written(parent, End(_type(child_type, parent_type), _id(id_, parent_type)))


def _items(value: Any, name: str) -> list[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise InvalidValue(f"{name} should be an object", name)
    return list(value.items())


def _type(value: Any, name: str) -> str:
    if not isinstance(value, str) or value not in TYPES:
        raise InvalidValue(f"a type is one of {', '.join(TYPES)}, not {str(value)[:80]}", name[:80])
    return value


def _id(value: Any, name: str) -> int:
    value = plainly(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return whole(str(value))
    try:
        return whole(value if isinstance(value, str) else "")
    except ValueError:
        raise InvalidValue(f"{name} should be a whole number, not {str(value)[:80]}", name) from None
