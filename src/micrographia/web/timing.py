"""How long the parts of an answer took: measured per request, told as Server-Timing, logged and counted."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

import structlog
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponseBase

from micrographia.web.metrics import answered

SLOW_SECONDS = 1.0

log = structlog.get_logger("micrographia.web")


class Timing:
    """Seconds by phase, and the queries of one request."""

    def __init__(self) -> None:
        self.start = perf_counter()
        self.phases: dict[str, float] = {}
        self.queries = 0
        self.query_seconds = 0.0

    def phase(self, name: str) -> "Phase":
        """Adds the time inside to the phase: a token such as plan, wait, draw."""
        return Phase(self.phases, name)

    def query(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Counts a query that Django runs."""
        start = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.query_seconds += perf_counter() - start

    def header(self) -> str:
        """The value of Server-Timing; durations in ms."""
        entries = [f"total;dur={(perf_counter() - self.start) * 1000:.2f}"]
        if self.queries:
            entries.append(f'db;dur={self.query_seconds * 1000:.2f};desc="{self.queries} queries"')
        return ", ".join([*entries, *(f"{name};dur={seconds * 1000:.2f}" for name, seconds in self.phases.items())])


class Phase:
    """A piece of work that is timed."""

    __slots__ = ("_name", "_phases", "_start")

    def __init__(self, phases: dict[str, float], name: str) -> None:
        self._phases, self._name = phases, name

    def __enter__(self) -> None:
        self._start = perf_counter()

    def __exit__(self, *error: object) -> None:
        self._phases[self._name] = self._phases.get(self._name, 0.0) + perf_counter() - self._start


def timing_of(request: HttpRequest) -> Timing:
    """The timing of this request."""
    timing: Timing | None = getattr(request, "micrographia_timing", None)
    if timing is None:
        timing = request.micrographia_timing = Timing()  # type: ignore[attr-defined]
    return timing


class Timed:
    """Middleware: measures each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        timing = timing_of(request)
        listeners = connections[DEFAULT_DB_ALIAS].execute_wrappers
        listeners.append(timing.query)
        try:
            response = self.get_response(request)
        finally:
            listeners.pop()
        response.headers["Server-Timing"] = timing.header()
        seconds = perf_counter() - timing.start
        answered(request, response.status_code, seconds)
        # Never the query: it may hold a token.
        facts = {"method": request.method, "path": request.path, "status": response.status_code}
        tell = log.info if seconds >= SLOW_SECONDS else log.debug
        tell("answered", **facts, ms=round(seconds * 1000, 1), queries=timing.queries)
        return response
