"""Long lists, sent while they are read: a chunk of rows in memory at a time, and no thread held for a slow reader.

The server asks for the next part when the one before has gone out, each time in any thread; it stops asking, and closes
the stream, when the reader hangs up. Every part is read by itself, without a lock or a transaction around them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeAlias

from django.http import StreamingHttpResponse

from micrographia.api.paging import Window
from micrographia.api.rows import Rows
from micrographia.catalog.read_once import read_once
from micrographia.web.responses import encoded
from micrographia.web.slots import drawing, give_connections_back

Shape: TypeAlias = Callable[[Mapping[str, list[Any]]], Mapping[str, list[Any]]]
"""Rows by the name of their list → entries by the same names."""

MOST_AT_ONCE = 1000
"""More rows than this are sent as a stream."""
ASIDE_SECONDS = 0.05
"""How long a part waits for pictures that are drawn."""


def is_long(found: Mapping[str, Rows], window: Window) -> bool:
    """Whether more is asked for than is answered at once."""
    return sum(window.length(rows.total) for rows in found.values()) > MOST_AT_ONCE


def streamed(parts: Iterator[bytes]) -> StreamingHttpResponse:
    """JSON in parts. The first two are made here, so that what goes wrong at once is told by a status."""
    released = _released(parts)
    start = b"".join(islice(released, 2))
    return StreamingHttpResponse(_all(start, released), content_type="application/json")


def entries(name: str, found: Rows, window: Window, shape: Shape) -> Iterator[bytes]:
    """The entries of a list with commas between them, in parts."""
    comma = b""
    for rows in found.chunks(window.start, window.limit):
        if shown := shape({name: rows})[name]:
            yield comma + encoded(shown)[1:-1]
            comma = b","


def _released(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The parts; between them nobody is kept from a database connection, and pictures go first."""
    while True:
        drawing().step_aside(ASIDE_SECONDS)
        with read_once():
            part = next(parts, None)
        give_connections_back()
        if part is None:
            return
        yield part


def _all(start: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield start
    yield from rest
