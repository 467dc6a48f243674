"""Routes of the JSON API, with what they all have in common."""

from __future__ import annotations

from collections.abc import Callable
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
    )


def writing(
    path: str,
    view: Callable[..., HttpResponseBase],
    answers: tuple[Answer, ...],
    body: type[Any],
    consumes: Schema | None = None,
) -> Route:
    """An address to which something is posted."""
    made = route(path, view, answers, "POST")
    return Route(
        made.path,
        view,
        names=made.names,
        methods="POST",
        policy=made.policy,
        kind=made.kind,
        answers=answers,
        refusal=made.refusal,
        body=body,
        consumes=consumes,
    )
