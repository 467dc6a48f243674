"""The store behind what the catalog calls the root of a fileset: a folder of this machine, or an address."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from micrographia.storage.access import Access
from micrographia.storage.local import LocalStore
from micrographia.storage.memory import Memory, MemoryCounts
from micrographia.storage.store import Store
from micrographia.storage.url import Url, is_url

if TYPE_CHECKING:
    from micrographia.storage.http import Blocks
    from micrographia.storage.http_client import HttpClient

Place = Path | Url
"""A file or folder, of this machine or of another one."""


class _Reach:
    """What this process may reach, and its connections, made when first needed; a forked process makes its own."""

    def __init__(self) -> None:
        self.access = Access()
        self.waiting: Callable[[], AbstractContextManager[object]] = nullcontext
        self._lock = Lock()
        self._made: tuple[int, HttpClient, Blocks] | None = None

    def client(self) -> "tuple[HttpClient, Blocks]":
        # Imported when first used: it takes a fifth of a second, and most processes reach nothing.
        from micrographia.storage.http_client import HttpClient

        with self._lock:
            if self._made is None or self._made[0] != os.getpid():
                client = HttpClient(self.access, waiting=lambda: self.waiting())
                self._made = os.getpid(), client, Memory(self.access.memory_bytes)
            return self._made[1:]

    def counts(self) -> MemoryCounts:
        with self._lock:
            blocks: Blocks = self._made[2] if self._made else Memory(self.access.memory_bytes)
        return blocks.counts()

    def forget(self) -> None:
        with self._lock:
            made, self._made = self._made, None
        if made is not None and made[0] == os.getpid():
            made[1].close()


_reach = _Reach()


def allow(access: Access) -> None:
    """Says what this process may reach from now on."""
    _reach.access = access
    _reach.forget()


def while_waiting(waiting: Callable[[], AbstractContextManager[object]]) -> None:
    """Says what a thread enters while it waits for another machine, to give back what others need meanwhile."""
    _reach.waiting = waiting


def waiting() -> AbstractContextManager[object]:
    """To be entered by a thread that waits for another one, which may wait for another machine."""
    return _reach.waiting()


def remembered() -> MemoryCounts:
    """What this process remembers of the files of other machines."""
    return _reach.counts()


def place_of(text: str) -> Place:
    """The place that somebody names. Raises Invalid for an address that is none."""
    return Url.parse(text) if is_url(text) else Path(text)


def store_at(root: str | Place, latest: int | None = None) -> Store:
    """The store whose keys are below a root. latest: as LocalStore knows it, for folders of this machine.

    Raises Unreadable for an address that may not be asked.
    """
    place = place_of(root) if isinstance(root, str) else root
    if isinstance(place, Path):
        return LocalStore(place, latest)
    client, blocks = _reach.client()
    from micrographia.storage.http import HttpStore
    from micrographia.storage.s3 import S3Store

    if place.scheme == "s3":
        return S3Store(place, client, blocks, client.access.s3)
    client.access.check(place.scheme, place.host, place.port)
    return HttpStore(place, client, blocks)
