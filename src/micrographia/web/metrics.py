"""Figures for Prometheus: requests by route and status, and what each memory holds; all processes together."""

import os
from functools import cache
from time import monotonic

from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from micrographia.pictures.workshop import workshop
from micrographia.pixels.decoded import DECODED
from micrographia.storage.anywhere import remembered
from micrographia.storage.memory import MemoryCounts
from micrographia.web.slots import drawing
from micrographia.web.viewers import viewers

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own variable: where the processes of one server put their figures."""

REQUESTS = Counter("micrographia_requests", "Requests answered", ["route", "status"])
SECONDS = Histogram(
    "micrographia_request_seconds",
    "Time to answer, without sending",
    ["route"],
    buckets=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10),
)
MEMORY_BYTES = Gauge("micrographia_memory_bytes", "Bytes that a memory holds", ["memory"], multiprocess_mode="livesum")
MEMORY_BOUND = Gauge(
    "micrographia_memory_bound_bytes", "Bytes that a memory may hold", ["memory"], multiprocess_mode="livesum"
)
MEMORY_HITS = Gauge("micrographia_memory_hits", "Look-ups that found", ["memory"], multiprocess_mode="livesum")
MEMORY_MISSES = Gauge("micrographia_memory_misses", "Look-ups that did not", ["memory"], multiprocess_mode="livesum")
MEMORY_EVICTIONS = Gauge(
    "micrographia_memory_evictions", "Entries dropped to make room", ["memory"], multiprocess_mode="livesum"
)

DRAWING = Gauge(
    "micrographia_drawing",
    "Pictures being drawn, waiting, refused since the start",
    ["state"],
    multiprocess_mode="livesum",
)


def answered(request: HttpRequest, status: int, seconds: float) -> None:
    """Counts one answer under the name of its route; addresses of no route count together."""
    match = request.resolver_match
    route = (match.view_name or "unnamed") if match else "none"
    count, times = _figures(route, status)
    count.inc()
    times.observe(seconds)
    if MEMORIES_SHOWN.due():
        show_memories()


@cache
def _figures(route: str, status: int) -> tuple[Counter, Histogram]:
    """Looking a figure up by its labels costs more than counting; routes and statuses are few."""
    return REQUESTS.labels(route, str(status)), SECONDS.labels(route)


def show_memories() -> None:
    """Puts what the memories and the drawing slots of this process hold into the figures."""
    shop = workshop()
    memories = {
        "viewers": viewers().counts(),
        "plans": shop.subjects.counts(),
        "looks": shop.looks.counts(),
        "pictures": shop.cache.memory.counts(),
        "decoded": MemoryCounts(
            DECODED.limit, DECODED.bytes, len(DECODED), DECODED.hits, DECODED.misses, DECODED.evictions
        ),
        "remote": remembered(),
    }
    for name, counts in memories.items():
        MEMORY_BYTES.labels(name).set(counts.bytes)
        MEMORY_BOUND.labels(name).set(counts.bound_bytes)
        MEMORY_HITS.labels(name).set(counts.hits)
        MEMORY_MISSES.labels(name).set(counts.misses)
        MEMORY_EVICTIONS.labels(name).set(counts.evictions)
    slots = drawing().counts()
    DRAWING.labels("drawing").set(slots.drawing)
    DRAWING.labels("waiting").set(slots.waiting)
    DRAWING.labels("refused").set(slots.refused)


class Rhythm:
    """Says yes at most once in so many seconds; the first time too."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next = 0.0

    def due(self) -> bool:
        now = monotonic()
        if now < self._next:
            return False
        self._next = now + self._seconds
        return True


MEMORIES_SHOWN = Rhythm(5)


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures of all processes, as Prometheus reads them."""
    show_memories()
    registry = REGISTRY
    if DIRECTORY in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
