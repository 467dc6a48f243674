"""Decoded arrays that are kept a while, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

from numpy.typing import NDArray


class DecodedStore:
    """The arrays used last, for any number of threads; the one not used longest goes first.

    limit: bytes. An array larger than that is not kept.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._arrays: OrderedDict[Hashable, NDArray[Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> NDArray[Any] | None:
        with self._lock:
            if key in self._arrays:
                self._arrays.move_to_end(key)
            return self._arrays.get(key)

    def put(self, key: Hashable, array: NDArray[Any]) -> None:
        """Keeps an array, which from now on must not be written to."""
        if array.nbytes > self.limit:
            return
        with self._lock:
            self._drop(key)
            self._arrays[key] = array
            self.bytes += array.nbytes
            while self.bytes > self.limit:
                self._drop(next(iter(self._arrays)))

    def drop(self, key: Hashable) -> None:
        with self._lock:
            self._drop(key)

    def drop_owner(self, owner: object) -> None:
        """Drops all arrays under a key that is a tuple starting with `owner`."""
        with self._lock:
            for key in [key for key in self._arrays if isinstance(key, tuple) and key[0] is owner]:
                self._drop(key)

    def _drop(self, key: Hashable) -> None:
        array = self._arrays.pop(key, None)
        if array is not None:
            self.bytes -= array.nbytes
