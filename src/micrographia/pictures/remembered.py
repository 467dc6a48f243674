"""What was planned, valid while nothing changed that it depends on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from micrographia.storage.memory import Memory, MemoryCounts

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Values that hold for one revision of the catalog, bounded in bytes."""

    def __init__(self, bound_bytes: int, weigh: Callable[[V], int]) -> None:
        self._memory: Memory[K, tuple[int, V]] = Memory(bound_bytes)
        self._weigh = weigh

    def get(self, key: K, revision: int, make: Callable[[], V]) -> V:
        """The value of `key` at `revision`, which was read before anything that `make` reads."""
        found = self._memory.get(key)
        if found is not None and found[0] == revision:
            return found[1]
        value = make()
        self._memory.put(key, (revision, value), self._weigh(value))
        return value

    def clear(self) -> None:
        self._memory.clear()

    def counts(self) -> MemoryCounts:
        return self._memory.counts()
