"""A route is a value: path, names, methods, policy, parameters and answers in one declaration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import Any

from django.http import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

from micrographia.web.answer import Answer, Schema
from micrographia.web.policy import Policy

__all__ = ["FORMS", "JSON", "Kind", "Policy", "Route", "family", "patterns"]

View = Callable[..., HttpResponseBase]

JSON = "application/json"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
"""Media types of a body that a page's form sends."""


class Kind(Enum):
    """Whom a route talks to, and so how its errors are told."""

    API = "JSON families: a JSON object with a message"
    DOCUMENT = "the JSON API document: a JSON object with its own message for values, and the sentence as detail"
    GATEWAY = "WebGateway's JSON, with callback: a JSON object with a message"
    PICTURE = "pictures: one sentence of plain text"
    PAGE = "people: a page"
    TEXT = "scripts that read one word: plain text"


@dataclass(frozen=True, slots=True)
class Route:
    """One address and what it does.

    path: as Django writes paths, relative to the family's root; `[…]` may be left out, and may be nested.
    view: called with the request, the parsed `params` if there are any, and the path's values by name.
    names: every name under which `reverse` finds it; the first is the canonical one.
    methods: words between blanks; GET brings HEAD, and every route answers OPTIONS.
    policy: a route without one is refused at the start and answers nobody.
    params: a dataclass of declared parameters (`web.params`), read from the query string.
    body: a dataclass of declared parameters that the view reads from the request's body, in one of the `body_types`.
    consumes: the JSON Schema of a body that is JSON only.
    refusal: the sentence of a 405, where clients know one.
    lists: it answers a list; a number in its path that no database can hold is then the id of nothing, not a 404.
    """

    path: str
    view: View
    names: tuple[str, ...] = ()
    methods: str = "GET"
    policy: Policy | None = None
    kind: Kind = Kind.PAGE
    params: type[Any] | None = None
    answers: tuple[Answer, ...] = ()
    refusal: str = ""
    body: type[Any] | None = None
    body_types: tuple[str, ...] = (JSON, *FORMS)
    consumes: Schema | None = None
    lists: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """The path without and with each optional part, shortest first."""
        return spelled_out(self.path)


class SlashPattern(RoutePattern):
    """A whole path with or without its last slash: as it stands, else with a slash. Never a redirect.

    word: what every path of it begins with, up to the first slash; None where that is not fixed.
    """

    def __init__(self, route: str, name: str | None = None) -> None:
        super().__init__(route, name=name, is_endpoint=True)
        self._ends_with_slash = route.endswith("/")
        literal = route.partition("<")[0]
        self._start = literal.rstrip("/")
        self.word = self._start.partition("/")[0] if "/" in literal or literal == route else None

    def match(self, path: str) -> Any:
        if not path.startswith(self._start):  # most addresses are another's; regular expressions take longer
            return None
        found = super().match(path)
        if found is None and self._ends_with_slash and not path.endswith("/"):
            found = super().match(path + "/")
        return found


class FamilyPattern(RoutePattern):
    """The first word of a family's addresses, which alone may also lack its slash: /api and /api/."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self._word = word

    def match(self, path: str) -> Any:
        if path.startswith(self._word):
            return path[len(self._word) :], (), {}
        return ("", (), {}) if path + "/" == self._word else None


class Family(URLResolver):
    """The addresses below one prefix, looked up by their first word instead of tried one after the other."""

    def __init__(self, prefix: str, patterns: Sequence[URLPattern]) -> None:
        super().__init__(FamilyPattern(prefix), list(patterns))
        words = [pattern.pattern.word if isinstance(pattern.pattern, SlashPattern) else None for pattern in patterns]
        self._any_word = [pattern for pattern, word in zip(patterns, words, strict=True) if word is None]
        self._by_word = {
            known: [pattern for pattern, word in zip(patterns, words, strict=True) if word in (known, None)]
            for known in set(words) - {None}
        }

    def resolve(self, path: str) -> ResolverMatch:
        """As Django's, without the list of what was tried. Raises Resolver404."""
        split = self.pattern.match(path)
        if split is not None:
            rest = split[0]
            for pattern in self._by_word.get(rest.partition("/")[0], self._any_word):
                found = pattern.resolve(rest)
                if found is not None:
                    return found
        raise Resolver404({"path": path, "tried": []})


def match_of(path: str, root: Sequence[URLPattern | URLResolver]) -> ResolverMatch:
    """What an address leads to, among these patterns; Django's root finds the same. Raises Resolver404."""
    if path.startswith("/"):
        for pattern in root:
            try:
                found = pattern.resolve(path[1:])
            except Resolver404:
                continue
            if found is not None:
                return found
    raise Resolver404({"path": path, "tried": []})


def family(prefix: str, urls: str) -> Family:
    """All addresses of the module `urls` below `prefix`, such as "api/"."""
    return Family(prefix, import_module(urls).urlpatterns)


def spelled_out(path: str) -> tuple[str, ...]:
    """'a/[<int:z>/[<int:t>/]]' → ('a/', 'a/<int:z>/', 'a/<int:z>/<int:t>/')."""
    start = path.find("[")
    if start < 0:
        return (path,)
    if not path.endswith("]"):
        raise ValueError(f"optional parts stand at the end of a path: {path}")
    before = path[:start]
    return (before, *(before + rest for rest in spelled_out(path[start + 1 : -1])))


def patterns(routes: Sequence[Route]) -> list[URLPattern]:
    """Django's patterns for a family: routes with one path and several methods become one pattern.

    Further names come last, so that resolving a path meets each path once.
    """
    from micrographia.web.dispatch import Dispatcher

    by_path: dict[str, list[Route]] = {}
    for route in routes:
        for path in route.paths:
            by_path.setdefault(path, []).append(route)
    first: list[URLPattern] = []
    further: list[URLPattern] = []
    for path, group in by_path.items():
        view = Dispatcher(group)
        names = list(dict.fromkeys(name for route in group for name in route.names))
        first.append(URLPattern(SlashPattern(path, next(iter(names), None)), view, {}, next(iter(names), None)))
        further += [URLPattern(SlashPattern(path, name), view, {}, name) for name in names[1:]]
    return first + further
