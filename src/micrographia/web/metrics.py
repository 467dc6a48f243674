"""Figures for Prometheus: requests by route and status, and what each memory holds; all processes together."""

import os

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

from micrographia.pictures.memory import MemoryCounts

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


def answered(request: HttpRequest, status: int, seconds: float) -> None:
    """Counts one answer under the name of its route; addresses of no route count together."""
    match = request.resolver_match
    route = (match.view_name or "unnamed") if match else "none"
    REQUESTS.labels(route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def show_memory(name: str, counts: MemoryCounts) -> None:
    """Puts what a memory of this process holds into the figures."""
    MEMORY_BYTES.labels(name).set(counts.bytes)
    MEMORY_BOUND.labels(name).set(counts.bound_bytes)
    MEMORY_HITS.labels(name).set(counts.hits)
    MEMORY_MISSES.labels(name).set(counts.misses)
    MEMORY_EVICTIONS.labels(name).set(counts.evictions)


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures of all processes, as Prometheus reads them."""
    registry = REGISTRY
    if DIRECTORY in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
