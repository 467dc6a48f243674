"""A folder of pictures that is bounded in bytes and shared by the processes of this machine."""

import logging
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import diskcache

_TROUBLE = (OSError, sqlite3.Error, diskcache.Timeout)
"""What a full, slow or vanished disk raises; a picture is then drawn again instead."""

log = logging.getLogger(__name__)


class _PlainBytes(diskcache.Disk):  # type: ignore[misc]  # the library has no types
    """Keeps bytes only: what lies in the folder is never unpickled, whoever wrote it."""

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        if mode == diskcache.core.MODE_PICKLE:
            raise OSError("an entry of the picture store is no picture")
        return super().fetch(mode, filename, value, read)


@dataclass(frozen=True, slots=True)
class DiskCounts:
    """bytes: of files and index together, as far as the store knows them."""

    bound_bytes: int
    bytes: int
    entries: int
    hits: int
    misses: int
    failures: int


class Disk:
    """Pictures by etag in a folder; the oldest go first when it is full."""

    def __init__(self, folder: Path, bound_bytes: int) -> None:
        self._bound = bound_bytes
        self._hits = self._misses = self._failures = 0
        self._cache = diskcache.Cache(str(folder), disk=_PlainBytes, size_limit=bound_bytes, timeout=1, cull_limit=20)

    def get(self, key: str) -> bytes | None:
        try:
            found = self._cache.get(key)
        except _TROUBLE as error:
            self._failed("read", error)
            return None
        if not isinstance(found, bytes):
            self._misses += 1
            return None
        self._hits += 1
        return found

    def put(self, key: str, body: bytes) -> None:
        """Keeps a body; one larger than an eighth of the bound is not worth the others."""
        if len(body) * 8 > self._bound:
            return
        try:
            self._cache.set(key, body)
        except _TROUBLE as error:
            self._failed("written", error)

    def counts(self) -> DiskCounts:
        try:
            size, entries = int(self._cache.volume()), len(self._cache)
        except _TROUBLE as error:
            self._failed("measured", error)
            size = entries = 0
        return DiskCounts(self._bound, size, entries, self._hits, self._misses, self._failures)

    def close(self) -> None:
        self._cache.close()

    def _failed(self, what: str, error: Exception) -> None:
        self._failures += 1
        log.warning("the store of pictures on disk could not be %s: %s", what, error)
