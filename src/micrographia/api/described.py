"""Routes of the JSON API, with what they all have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpResponseBase

from micrographia.api.resource import WRONG_METHOD
from micrographia.web.answer import Answer, Schema
from micrographia.web.policy import Policy
from micrographia.web.route import Kind, Route


def route(
    path: str,
    view: Callable[..., HttpResponseBase],
    answers: tuple[Answer, ...],
    methods: str = "GET",
    params: type[Any] | None = None,
) -> Route:
    """An address for signed-in people whose errors are told as the document has it; its name is made of its words."""
    words = [word for word in path.split("/") if word and not word.startswith("<")]
    name = "api_" + "_".join(words)
    names = (name,) if "<" not in path else ()
    return Route(
        path,
        view,
        names=names,
        methods=methods,
        policy=Policy.SIGNED_IN,
        kind=Kind.DOCUMENT,
        params=params,
        answers=answers,
        refusal=WRONG_METHOD,
        # No list is a 404 for what it is narrowed to (reference json-api.md, D5).
        lists=any("meta" in (answer.schema or {}).get("properties", {}) for answer in answers),
    )


def writing(
    path: str,
    view: Callable[..., HttpResponseBase],
    answers: tuple[Answer, ...],
    body: type[Any] | Schema,
    method: str = "POST",
) -> Route:
    """An address to which something is sent: declared parameters, or JSON of a schema."""
    made = route(path, view, answers, method)
    return replace(made, body=body) if isinstance(body, type) else replace(made, consumes=body)
