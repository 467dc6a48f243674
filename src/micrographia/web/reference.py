"""The description of all addresses for people: a page made from the OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from micrographia.web.answer import PAGE
from micrographia.web.openapi import description
from micrographia.web.policy import Policy
from micrographia.web.route import Kind, Route, patterns


@dataclass(frozen=True, slots=True)
class Parameter:
    """A line of a table."""

    name: str
    place: str
    type: str
    required: bool
    text: str
    example: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A status with what it means and, for JSON, its schema as text."""

    status: str
    text: str
    schema: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with one method. anchor: its place in the page."""

    method: str
    path: str
    summary: str
    text: str
    policy: str
    parameters: tuple[Parameter, ...]
    replies: tuple[Reply, ...]

    @property
    def anchor(self) -> str:
        words = "".join(letter if letter.isalnum() else "-" for letter in self.path)
        return f"{self.method.lower()}{words}".strip("-")


def reference(request: HttpRequest) -> HttpResponse:
    """This page: every address with its parameters and answers."""
    families: dict[str, list[Operation]] = {}
    for family, operation in _operations():
        families.setdefault(family, []).append(operation)
    return render(request, "web/reference.html", {"families": sorted(families.items())})


def _operations() -> Iterator[tuple[str, Operation]]:
    for path, item in description()["paths"].items():
        for method, operation in item.items():
            yield (
                operation["tags"][0],
                Operation(
                    method=method.upper(),
                    path=path,
                    summary=operation["summary"],
                    text=operation.get("description", ""),
                    policy=operation["x-policy"],
                    parameters=(*_of_address(operation), *_of_body(operation)),
                    replies=tuple(_replies(operation)),
                ),
            )


def _of_address(operation: Mapping[str, Any]) -> Iterator[Parameter]:
    for each in operation["parameters"]:
        yield Parameter(
            name=each["name"],
            place=each["in"],
            type=each["schema"].get("type", ""),
            required=each["required"],
            text=each.get("description", ""),
            example=each.get("example") or "",
        )


def _of_body(operation: Mapping[str, Any]) -> Iterator[Parameter]:
    content: Mapping[str, Any] = operation.get("requestBody", {}).get("content", {})
    schema = next(iter(content.values()))["schema"] if content else {}
    for name, each in schema.get("properties", {}).items():
        required = name in schema.get("required", ())
        yield Parameter(name, "body", each["type"], required, each.get("description", ""), "")
    if "oneOf" in schema:
        yield Parameter("(the body)", "body", "object", True, json.dumps(schema, indent=1), "")


def _replies(operation: Mapping[str, Any]) -> Iterator[Reply]:
    for status, reply in sorted(operation["responses"].items()):
        schema = reply.get("content", {}).get("application/json", {}).get("schema")
        yield Reply(status, reply["description"], "" if schema is None else json.dumps(schema, indent=1))


ROUTES = (Route("api/docs/", reference, names=("api_docs",), policy=Policy.PUBLIC, kind=Kind.PAGE, answers=(PAGE,)),)
urlpatterns = patterns(ROUTES)
