"""Decoded segments of one open image, kept because the next region will likely touch them again."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from micrographia.pixels.source import Values


class SegmentCache:
    """Least recently used segments, bounded in bytes; safe for many threads."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._kept: OrderedDict[Hashable, Values] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Values | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, values: Values) -> None:
        """Keeps the values unless they alone would take more than a quarter of the room."""
        if values.nbytes * 4 > self.most_bytes:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self.bytes += values.nbytes - (0 if old is None else old.nbytes)
            self._kept[key] = values
            while self.bytes > self.most_bytes:
                self.bytes -= self._kept.popitem(last=False)[1].nbytes

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.bytes = 0
