"""Open images: a pool bounded in file descriptors, and whether the original is still what was imported."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import monotonic

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels import PixelSource
from micrographia.pixels.registry import readers
from micrographia.storage import LocalStore

CHECK_SECONDS = 1.0
"""An original is looked at no more often than this."""


@dataclass(frozen=True, slots=True)
class StoredFileset:
    """Where the pixels of an image lie.

    version: differs whenever the files do; root: the folder below which the keys are; versions: what the store said of
    each key at import, "" where it said nothing. quarantined: reading it has crashed a process more than once.
    """

    id: int
    version: str
    reader: str
    root: str
    keys: tuple[str, ...]
    versions: tuple[str, ...]
    quarantined: bool = False


@dataclass(slots=True)
class _Entry:
    """An image that is open or being opened. files: how many descriptors it may hold."""

    lock: Lock
    files: int
    users: int = 0
    source: PixelSource | None = None


def open_source(fileset: StoredFileset, series: int) -> PixelSource:
    """Opens one image of a fileset. Raises Unreadable."""
    reader = readers().get(fileset.reader)
    if reader is None:
        raise Unreadable(f"the reader {fileset.reader!r} that imported this image is not installed")
    return reader.open(LocalStore(Path(fileset.root)), fileset.keys, series)


class Originals:
    """Says whether filesets are still as they were imported, with one look a second at most at each."""

    def __init__(self, remembered: int = 10_000) -> None:
        self._remembered = remembered
        self._looks: OrderedDict[tuple[int, str], tuple[float, int, str]] = OrderedDict()
        self._lock = Lock()

    def check(self, fileset: StoredFileset) -> None:
        """Raises Unreadable when a file is gone or changed. Of several files each look takes the next one."""
        if fileset.quarantined:
            raise Unreadable("reading the original file has crashed the server before; it is not tried again")
        key, now = (fileset.id, fileset.version), monotonic()
        with self._lock:
            looked, turn, reason = self._looks.get(key, (-CHECK_SECONDS, 0, ""))
            due = now - looked >= CHECK_SECONDS
            if due:
                self._looks[key] = now, turn + 1, reason
                self._looks.move_to_end(key)
                if len(self._looks) > self._remembered:
                    self._looks.popitem(last=False)
        if due:
            # A file found changed is looked at again until it is back; the others have their turn meanwhile.
            reason = _trouble(fileset, turn % len(fileset.keys)) or (reason and _first_trouble(fileset))
            with self._lock:
                self._looks[key] = now, turn + 1, reason
        if reason:
            raise Unreadable(reason)


def _first_trouble(fileset: StoredFileset) -> str:
    return next((found for index in range(len(fileset.keys)) if (found := _trouble(fileset, index))), "")


def _trouble(fileset: StoredFileset, index: int) -> str:
    """Why the file at this place is not what was imported, "" when it is."""
    key = fileset.keys[index]
    name = key.rsplit("/", 1)[-1]
    try:
        version = LocalStore(Path(fileset.root)).stat(key).version
    except NotFound:
        return f"the original file {name} is gone"
    if fileset.versions[index] not in ("", version):
        return f"the original file {name} has changed since it was imported"
    return ""


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
                if entry.source is None and entry.users == 0:
                    del self._entries[key]
                idle = self._shrink(self._max_files)
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
        with entry.lock:
            if entry.source is None:
                entry.source = self._opener(fileset, series)
                with self._lock:
                    self._files += entry.files
            return entry.source

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
