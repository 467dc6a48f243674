"""A map in this process that is bounded in bytes and forgets what was used longest ago."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

OVERHEAD_BYTES = 300
"""What an entry costs beside its value: key, links, the pair."""


@dataclass(frozen=True, slots=True)
class MemoryCounts:
    """What a memory holds and what it was asked since it was made."""

    bound_bytes: int
    bytes: int
    entries: int
    hits: int
    misses: int
    evictions: int


class Memory(Generic[K, V]):
    """Values by key, each with its size in bytes; safe for many threads. A bound of 0 remembers nothing."""

    def __init__(self, bound_bytes: int) -> None:
        self._bound = bound_bytes
        self._entries: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()
        self._bytes = self._hits = self._misses = self._evictions = 0

    def get(self, key: K) -> V | None:
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                self._misses += 1
                return None
            self._hits += 1
            self._entries.move_to_end(key)
            return found[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Remembers a value of `size` bytes; one larger than an eighth of the bound is not worth the others."""
        size += OVERHEAD_BYTES
        if size * 8 > self._bound:
            return
        with self._lock:
            self._drop(key)
            self._entries[key] = value, size
            self._bytes += size
            while self._bytes > self._bound:
                self._drop(next(iter(self._entries)))
                self._evictions += 1

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._bytes = 0

    def counts(self) -> MemoryCounts:
        with self._lock:
            return MemoryCounts(self._bound, self._bytes, len(self._entries), self._hits, self._misses, self._evictions)

    def _drop(self, key: K) -> None:
        found = self._entries.pop(key, None)
        if found is not None:
            self._bytes -= found[1]
