"""The description of all addresses for people: a page made from the OpenAPI document."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from micrographia.web.address import absolute
from micrographia.web.answer import PAGE
from micrographia.web.openapi import description
from micrographia.web.policy import Policy
from micrographia.web.route import Kind, Route, patterns
from micrographia.web.schema_text import shape

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A line of a table. bounds: of its value, in words."""

    name: str
    place: str
    type: str
    bounds: str
    required: bool
    text: str
    example: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A status with what it means, its media types and, for JSON, its shape."""

    status: str
    text: str
    media_types: str
    shape: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with one method. shorter: the same with fewer numbers at its end. curl: an example for a shell."""

    method: str
    path: str
    summary: str
    text: str
    policy: str
    parameters: tuple[Parameter, ...]
    replies: tuple[Reply, ...]
    curl: str
    shorter: tuple[str, ...] = ()

    @property
    def below(self) -> str:
        """The path below its family's."""
        return next((self.path[len(start) :] for start in STARTS if self.path.startswith(f"{start}/")), self.path)

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        words = "".join(letter if letter.isalnum() else "-" for letter in self.path)
        return f"{self.method.lower()}{words}".strip("-")


@dataclass(frozen=True, slots=True)
class Family:
    """Addresses that belong together."""

    anchor: str
    title: str
    about: str
    operations: tuple[Operation, ...]


FAMILIES = (
    ("json-api", "JSON API", "The lists and things of the OMERO JSON API document of 2016.", ("/api/",)),
    ("json-api-v0", "JSON API as released", "Versions, token and log-in for scripts.", ("/api/v", "/api/$")),
    ("webgateway", "WebGateway", "Pictures, thumbnails and data of images by address.", ("/webgateway/",)),
    ("webclient", "Web client", "The pages, and WebGateway's addresses where clients also ask.", ("/webclient/",)),
    ("server", "Server", "The home page, health, and these descriptions.", ("/",)),
)
"""Anchor, title, what they are, how their paths start; the longest start wins, `$` is the end."""
STARTS = ("/api/v{api_version}", "/api", "/webgateway", "/webclient")
DESCRIPTIONS = ("/api/docs/", "/api/openapi.json")


def reference(request: HttpRequest) -> HttpResponse:
    """This page: every address with its parameters and answers."""
    found: dict[str, list[Operation]] = {anchor: [] for anchor, *_ in FAMILIES}
    for operation in _operations(absolute(request, "/").rstrip("/")):
        found[_family(operation.path)].append(operation)
    families = [Family(anchor, title, about, tuple(_merged(found[anchor]))) for anchor, title, about, _ in FAMILIES]
    return render(request, "web/reference.html", {"families": families})


def _family(path: str) -> str:
    if path in DESCRIPTIONS:
        return "server"
    starts = (
        (len(start), anchor) for anchor, _, _, starts in FAMILIES for start in starts if f"{path}$".startswith(start)
    )
    return max(starts)[1]


def _merged(operations: list[Operation]) -> Iterator[Operation]:
    """Addresses whose last numbers may be left out as one: the longest."""
    kept: Operation | None = None
    for each in operations:
        longer = kept is not None and each.path.startswith(kept.path) and each.method == kept.method
        if kept is not None and longer and each.summary == kept.summary:
            each = replace(each, shorter=(*kept.shorter, kept.path))
        elif kept is not None:
            yield kept
        kept = each
    if kept is not None:
        yield kept


def _operations(base: str) -> Iterator[Operation]:
    for path, item in description()["paths"].items():
        for method, operation in item.items():
            yield Operation(
                method=method.upper(),
                path=path,
                summary=operation["summary"],
                text=operation.get("description", ""),
                policy=operation["x-policy"],
                parameters=(*_of_address(operation), *_of_body(operation)),
                replies=tuple(_replies(operation)),
                curl=_curl(base + _example(path, operation), method.upper(), operation),
            )


def _of_address(operation: Mapping[str, Any]) -> Iterator[Parameter]:
    for each in operation["parameters"]:
        yield _parameter(
            each["name"], each["in"], each["schema"], each["required"], each["description"], each["example"]
        )


def _of_body(operation: Mapping[str, Any]) -> Iterator[Parameter]:
    content: Mapping[str, Any] = operation.get("requestBody", {}).get("content", {})
    schema = next(iter(content.values()))["schema"] if content else {}
    for name, each in schema.get("properties", {}).items():
        required = name in schema.get("required", ())
        yield _parameter(name, "body", each, required, each.get("description", ""), each["examples"][0])
    if "oneOf" in schema:
        yield Parameter("(the body)", "body", shape(schema), "", True, "as JSON", "")


def _parameter(name: str, place: str, schema: Mapping[str, Any], required: bool, text: str, example: Any) -> Parameter:
    kind = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
    kind = f"{schema['items']['type']}, …" if kind == "array" else kind
    return Parameter(name, place, kind, _bounds(schema), required, text, _written(example))


def _bounds(schema: Mapping[str, Any]) -> str:
    words = schema.get("enum") or schema.get("items", {}).get("enum")
    if words:
        return ", ".join(map(str, words))
    low, high = schema.get("minimum"), schema.get("maximum")
    # What only says that it fits into a database's column is no news to people.
    told = [f"from {low}" if low is not None and abs(low) < 10**15 else ""]
    told.append(f"to {high}" if high is not None and abs(high) < 10**15 else "")
    told.append(f"at most {schema['maxLength']:,} characters" if "maxLength" in schema else "")
    return " ".join(filter(None, told))


def _written(example: Any) -> str:
    """As a query string writes it."""
    if isinstance(example, bool):
        return str(example).lower()
    return ",".join(map(str, example)) if isinstance(example, list) else str(example)


def _example(path: str, operation: Mapping[str, Any]) -> str:
    """The path with examples at its places, and what is required in the query."""
    for each in operation["parameters"]:
        if each["in"] == "path":
            path = path.replace("{" + each["name"] + "}", quote(_written(each["example"])))
    query = [
        f"{each['name']}={quote(_written(each['example']), safe=',:|$')}"
        for each in operation["parameters"]
        if each["in"] == "query" and each["required"]
    ]
    return f"{path}?{'&'.join(query)}" if query else path


def _curl(url: str, method: str, operation: Mapping[str, Any]) -> str:
    """The example as a line for a shell."""
    words = ["curl", *([] if operation["x-policy"] == Policy.PUBLIC.value else ["-u", "ada"])]
    words += [] if method == "GET" else ["-X", method]
    content: Mapping[str, Any] = operation.get("requestBody", {}).get("content", {})
    schema = content.get(JSON, {}).get("schema", {})
    if schema.get("required"):
        body = ", ".join(f'"{name}": "{schema["properties"][name]["examples"][0]}"' for name in schema["required"])
        words += ["-H", f"Content-Type: {JSON}", "-d", f"{{{body}}}"]
    return shlex.join([*words, url])


def _replies(operation: Mapping[str, Any]) -> Iterator[Reply]:
    for status, reply in sorted(operation["responses"].items()):
        content = reply.get("content", {})
        schema = content.get(JSON, {}).get("schema")
        told = "" if schema is None or "$ref" in schema else shape(schema)
        yield Reply(status, reply["description"], ", ".join(content), told)


ROUTES = (Route("api/docs/", reference, names=("api_docs",), policy=Policy.PUBLIC, kind=Kind.PAGE, answers=(PAGE,)),)
urlpatterns = patterns(ROUTES)
