"""A memory of what was used last, bounded in bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class ByteBoundedLru(Generic[K, V]):
    """Keeps values until together they weigh more than `limit` bytes; then the longest unused go. For many threads."""

    def __init__(self, limit: int, weight: Callable[[V], int]) -> None:
        self._limit = limit
        self._weight = weight
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()
        self.held = 0
        self.hits = 0
        self.evictions = 0

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of `key`, made outside the lock when it is not there; a value above the limit is not kept."""
        with self._lock:
            if key in self._kept:
                self.hits += 1
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            self._keep(key, value)
        return value

    def _keep(self, key: K, value: V) -> None:
        weight = self._weight(value)
        if key in self._kept or weight > self._limit:
            return
        self._kept[key] = value
        self.held += weight
        while self.held > self._limit:
            _, dropped = self._kept.popitem(last=False)
            self.held -= self._weight(dropped)
            self.evictions += 1
