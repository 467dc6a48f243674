"""Decoded arrays that are kept a while: one memory for all readers of a process, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from numpy.typing import NDArray

DEFAULT_BYTES = 256 * 2**20
"""Where nobody says how much: in commands, and in processes that read files for the first time."""


class DecodedMemory:
    """The arrays used last, whichever reader decoded them, for any number of threads; the one not used longest goes
    first. hits, misses, evictions: since the process began."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self.hits = self.misses = self.evictions = 0
        self._arrays: OrderedDict[tuple[object, Hashable], NDArray[Any]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._arrays)

    def resize(self, limit: int) -> None:
        """From now on at most so many bytes."""
        with self._lock:
            self.limit = limit
            self._shrink()

    def get(self, store: object, key: Hashable) -> NDArray[Any] | None:
        with self._lock:
            found = self._arrays.get((store, key))
            if found is None:
                self.misses += 1
            else:
                self.hits += 1
                self._arrays.move_to_end((store, key))
            return found

    def put(self, store: object, key: Hashable, array: NDArray[Any]) -> None:
        if array.nbytes > self.limit:
            return
        with self._lock:
            self._drop((store, key))
            self._arrays[store, key] = array
            self.bytes += array.nbytes
            self._shrink()

    def drop_one(self, store: object, key: Hashable) -> None:
        with self._lock:
            self._drop((store, key))

    def drop(self, store: object, chosen: Callable[[Hashable], bool]) -> None:
        with self._lock:
            for known in [known for known in self._arrays if known[0] is store and chosen(known[1])]:
                self._drop(known)

    def _shrink(self) -> None:
        while self.bytes > self.limit:
            self._drop(next(iter(self._arrays)))
            self.evictions += 1

    def _drop(self, known: tuple[object, Hashable]) -> None:
        array = self._arrays.pop(known, None)
        if array is not None:
            self.bytes -= array.nbytes


DECODED = DecodedMemory(DEFAULT_BYTES)
"""That of this process; `decoded_memory_bytes` of the server, divided among its processes, is its limit there."""


class DecodedStore:
    """What one reader, or one open image, keeps in the memory of the process, under keys of its own.

    limit: bytes of a memory of its own instead. An array larger than the memory is not kept.
    """

    def __init__(self, limit: int | None = None) -> None:
        self._memory = DECODED if limit is None else DecodedMemory(limit)

    @property
    def bytes(self) -> int:
        """That the memory holds, of all stores that share it."""
        return self._memory.bytes

    def get(self, key: Hashable) -> NDArray[Any] | None:
        return self._memory.get(self, key)

    def put(self, key: Hashable, array: NDArray[Any]) -> None:
        """Keeps an array, which from now on must not be written to."""
        self._memory.put(self, key, array)

    def drop(self, key: Hashable) -> None:
        self._memory.drop_one(self, key)

    def drop_owner(self, owner: object) -> None:
        """Drops all arrays under a key that is a tuple starting with `owner`."""
        self._memory.drop(self, lambda known: isinstance(known, tuple) and known[0] is owner)

    def clear(self) -> None:
        """Drops all arrays of this store."""
        self._memory.drop(self, lambda _: True)
