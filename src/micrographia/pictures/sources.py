"""Open images: a pool bounded in file descriptors."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from micrographia.errors import Unreadable
from micrographia.pixels import PixelSource
from micrographia.pixels.pyramid import with_small_levels
from micrographia.pixels.registry import readers
from micrographia.storage import store_at
from micrographia.storage.anywhere import waiting


@dataclass(frozen=True, slots=True)
class StoredFileset:
    """Where the pixels of an image lie.

    version: differs whenever the files do; root: the folder or the address below which the keys are; versions: what the
    store said of each key at import, "" where it said nothing. original, trouble, settled: as in the catalog. latest:
    of a folder, the latest date of anything in it at import, in nanoseconds since 1970.
    """

    id: int
    version: str
    reader: str
    root: str
    keys: tuple[str, ...]
    versions: tuple[str, ...]
    original: str = "there"
    trouble: str = ""
    settled: bool = False
    latest: int | None = None


@dataclass(slots=True)
class _Entry:
    """An image that is open or being opened. files: how many descriptors it may hold. stale: not to be used again."""

    lock: Lock
    files: int
    users: int = 0
    stale: bool = False
    source: PixelSource | None = None


def open_source(fileset: StoredFileset, series: int) -> PixelSource:
    """Opens one image of a fileset, with all levels that are announced. Raises Unreadable."""
    reader = readers().get(fileset.reader)
    if reader is None:
        raise Unreadable(f"the reader {fileset.reader!r} that imported this image is not installed")
    return with_small_levels(reader.open(store_at(fileset.root, fileset.latest), fileset.keys, series))


class SourcePool:
    """Open images by fileset version and series; those that nobody uses are closed when descriptors run short."""

    def __init__(self, max_files: int, opener: Callable[[StoredFileset, int], PixelSource] = open_source) -> None:
        self._max_files = max_files
        self._opener = opener
        self._entries: OrderedDict[tuple[int, str, int], _Entry] = OrderedDict()
        self._files = 0
        self._lock = Lock()

    @contextmanager
    def opened(self, fileset: StoredFileset, series: int) -> Iterator[PixelSource]:
        """The open image, which stays open inside the block. Raises Unreadable."""
        key = fileset.id, fileset.version, series
        with self._lock:
            entry = self._entries.setdefault(key, _Entry(Lock(), len(fileset.keys)))
            entry.users += 1
            self._entries.move_to_end(key)
        try:
            yield entry.source or self._open(entry, fileset, series)
        finally:
            with self._lock:
                entry.users -= 1
                idle = self._unused(key, entry) if entry.users == 0 else []
                idle += self._shrink(self._max_files)
            for source in idle:
                source.close()

    def forget(self, fileset: StoredFileset) -> None:
        """What is open of this fileset is not used again, and closed as soon as nobody uses it."""
        idle = []
        with self._lock:
            for key, entry in list(self._entries.items()):
                if key[:2] == (fileset.id, fileset.version) and entry.source is not None:
                    entry.stale = True
                    del self._entries[key]
                    idle += self._unused(key, entry) if entry.users == 0 else []
        for source in idle:
            source.close()

    def close(self) -> None:
        """Closes all that nobody uses."""
        with self._lock:
            idle = self._shrink(0)
        for source in idle:
            source.close()

    @property
    def files(self) -> int:
        """Descriptors that the open images may hold."""
        return self._files

    def _open(self, entry: _Entry, fileset: StoredFileset, series: int) -> PixelSource:
        """Opens it once, however many threads ask; they wait for each other but not for other images."""
        if not entry.lock.acquire(blocking=False):
            with waiting():
                entry.lock.acquire()
        try:
            if entry.source is None:
                entry.source = self._opener(fileset, series)
                with self._lock:
                    self._files += entry.files
            return entry.source
        finally:
            entry.lock.release()

    def _unused(self, key: tuple[int, str, int], entry: _Entry) -> list[PixelSource]:
        """Takes out what was never opened; gives what is to be closed because it is stale."""
        if entry.source is None:
            if self._entries.get(key) is entry:
                del self._entries[key]
            return []
        if not entry.stale:
            return []
        self._files -= entry.files
        return [entry.source]

    def _shrink(self, max_files: int) -> list[PixelSource]:
        """Takes out the images to close: the longest unused ones, until the rest fits."""
        if self._files <= max_files:
            return []
        found = []
        for key, entry in list(self._entries.items()):
            if entry.users == 0 and entry.source is not None and self._files > max_files:
                del self._entries[key]
                self._files -= entry.files
                found.append(entry.source)
        return found
