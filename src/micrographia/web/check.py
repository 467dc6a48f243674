"""System checks: an address that nobody decided about does not start; pages without scripts are told."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.urls import URLPattern, URLResolver, get_resolver

from micrographia.web import bundles
from micrographia.web.dispatch import Dispatcher


def every_route_has_a_policy(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error per address that is no route, or a route without policy."""
    return [fault for path, pattern in walk(get_resolver().url_patterns) for fault in _faults(path, pattern)]


def pages_are_built(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A warning when the pages have neither scripts nor styles."""
    if bundles.is_built():
        return []
    hint = "Install the package with pip, or run npm ci and npm run build in frontend/."
    return [Warning("The pages' scripts and styles have not been built.", hint=hint, id="micrographia.W001")]


def walk(patterns: Sequence[URLPattern | URLResolver], before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern below, with its whole path."""
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, path)
        else:
            yield path, pattern


def _faults(path: str, pattern: URLPattern) -> list[CheckMessage]:
    view = pattern.callback
    if not isinstance(view, Dispatcher):
        return [
            Error(
                f"{path} is no route.", hint="Declare it as a Route and use patterns(ROUTES).", id="micrographia.E001"
            )
        ]
    return [
        Error(
            f"{path} ({route.methods}) has no policy.",
            hint="Give the Route one of micrographia.web.route.Policy.",
            id="micrographia.E002",
        )
        for route in view.routes
        if route.policy is None
    ]
