"""Whether originals are still as they were imported: there, changed or gone; looked at when pictures are asked for."""

from __future__ import annotations

import os
import stat
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic
from typing import TypeAlias

from micrographia.catalog.models import Original
from micrographia.errors import Busy, Invalid, NotAsImported, NotFound, Unreadable
from micrographia.pictures.marks import MARKS
from micrographia.pictures.sources import StoredFileset
from micrographia.storage import Denied, Store, store_at
from micrographia.storage.url import is_url

CHECK_SECONDS = 1.0
"""An original is looked at no more often than this while nothing is drawn from it."""
FAR_SECONDS = 30.0
"""One on another machine no more often than this; its store notices what changes while it is read."""
AT_ONCE = 64
"""Files of one fileset that are looked at together; the next look takes the next ones."""

QUARANTINE = "reading the original file has crashed the server before; it is not tried again"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a file. index: its place in the fileset. state: changed or gone. reason: one sentence."""

    index: int
    state: Original
    reason: str


Note: TypeAlias = Callable[[StoredFileset, Original, str, bool], None]
"""Is told when a fileset is found in another state than its row says, with the reason, and whether a look at the files
cannot take that back."""


_Stamps: TypeAlias = list[tuple[int, int, int, int, int] | None]


@dataclass(frozen=True, slots=True)
class _Look:
    """at: when, by the clock of this process. turn: the file that the next look begins with. stamps: of all files when
    they were found in order; None where that is not known, and for folders, whose stamps say little."""

    at: float = -CHECK_SECONDS
    turn: int = 0
    trouble: Trouble | None = None
    stamps: _Stamps | None = None


class Originals:
    """Says whether filesets are still as they were imported, with one look a second at most while nothing is drawn."""

    def __init__(
        self,
        note: Note = lambda *_: None,
        forget: Callable[[StoredFileset], None] = lambda _: None,
        remembered: int = 10_000,
    ) -> None:
        """forget: is told when nothing that is open or decoded of a fileset may be used again."""
        self._note = note
        self._forget = forget
        self._remembered = remembered
        self._looks: OrderedDict[tuple[int, str], _Look] = OrderedDict()
        self._lock = Lock()

    def check(self, fileset: StoredFileset) -> None:
        """Raises NotAsImported when a file is gone or changed, or when reading it is known to end badly; Busy when the
        machine on which it lies does not answer."""
        self._check(fileset, _seconds(fileset))

    @contextmanager
    def reading(self, fileset: StoredFileset) -> Iterator[None]:
        """Around whatever is made of the pixels: what was made while a file changed is not to be kept or shown.

        Raises NotAsImported, at the start or the end; and in place of whatever a changed file made a reader raise. Busy
        when a file was exchanged and brought back meanwhile.
        """
        self._check(fileset, _seconds(fileset))
        before = _stamps(fileset)
        try:
            with MARKS.on(fileset.id):
                yield
        except NotAsImported as error:
            # Found inside a folder, where a look does not reach.
            self._note(fileset, Original.CHANGED, str(error), True)
            self._forget(fileset)
            raise
        except (Unreadable, NotFound, Invalid, OSError):
            self._check(fileset, 0)
            self._require_still(fileset, before)
            raise
        if _stamps(fileset) == before == self._in_order(fileset):
            return
        self._check(fileset, FAR_SECONDS if is_url(fileset.root) else 0)
        self._require_still(fileset, before)

    def _require_still(self, fileset: StoredFileset, before: _Stamps) -> None:
        """What was opened meanwhile may be of other files, also where they are back: it is not used again."""
        if _stamps(fileset) != before:
            self._forget(fileset)
            raise Busy("the original file was exchanged while it was read; try again")

    def _check(self, fileset: StoredFileset, seconds: float) -> None:
        if fileset.original == Original.QUARANTINED:
            raise NotAsImported(fileset.trouble or QUARANTINE)
        if fileset.settled:
            raise NotAsImported(fileset.trouble)
        key, now = (fileset.id, fileset.version), monotonic()
        with self._lock:
            last = self._looks.get(key, _Look())
            due = now - last.at >= seconds
            if due:
                self._remember(key, replace(last, at=now, turn=last.turn + AT_ONCE))
        trouble = last.trouble
        if due:
            stamps = _stamps(fileset)  # first: what changes while we look is not taken for seen
            trouble = _trouble(fileset, last)
            known = stamps if trouble is None and _are_files(stamps) and len(fileset.keys) <= AT_ONCE else None
            with self._lock:
                self._remember(key, _Look(now, last.turn + AT_ONCE, trouble, known))
            state, reason = (trouble.state, trouble.reason) if trouble is not None else (Original.THERE, "")
            if state != fileset.original:
                self._note(fileset, state, reason, False)
            if trouble is not None:
                self._forget(fileset)
        if trouble is not None:
            raise NotAsImported(trouble.reason)

    def _in_order(self, fileset: StoredFileset) -> _Stamps | None:
        """The stamps of its files when they were last found in order: with these still, nothing has changed since."""
        last = self._looks.get((fileset.id, fileset.version))
        return None if last is None else last.stamps

    def _remember(self, key: tuple[int, str], look: _Look) -> None:
        self._looks[key] = look
        self._looks.move_to_end(key)
        if len(self._looks) > self._remembered:
            self._looks.popitem(last=False)


def _seconds(fileset: StoredFileset) -> float:
    return FAR_SECONDS if is_url(fileset.root) else CHECK_SECONDS


def _stamps(fileset: StoredFileset) -> _Stamps:
    """What is different after a file was exchanged for one of the same size and date; of some files, when many, and of
    none on another machine."""
    found: _Stamps = []
    if is_url(fileset.root):
        return found
    for key in fileset.keys[:AT_ONCE]:
        try:
            told = os.stat(f"{fileset.root}/{key}")
            found.append((told.st_mode, told.st_ino, told.st_ctime_ns, told.st_mtime_ns, told.st_size))
        except OSError:
            found.append(None)
    return found


def _are_files(stamps: _Stamps) -> bool:
    return bool(stamps) and all(stamp is not None and stat.S_ISREG(stamp[0]) for stamp in stamps)


def first_trouble(fileset: StoredFileset, indices: Iterable[int]) -> Trouble | None:
    """The first of these files that is not what was imported, by size and date."""
    store = store_at(fileset.root)
    return next((found for index in indices if (found := _trouble_at(store, fileset, index))), None)


def _trouble(fileset: StoredFileset, last: _Look) -> Trouble | None:
    """A file found changed is looked at again until it is back, then all are; else some have their turn."""
    count = len(fileset.keys)
    if last.trouble is not None:
        return first_trouble(fileset, [last.trouble.index, *range(count)])
    return first_trouble(fileset, ((last.turn + i) % count for i in range(min(count, AT_ONCE))))


def _trouble_at(store: Store, fileset: StoredFileset, index: int) -> Trouble | None:
    key = fileset.keys[index]
    name = key.rsplit("/", 1)[-1]
    try:
        version = store.glance(key)
    except (FileNotFoundError, NotADirectoryError, NotFound):
        return Trouble(index, Original.GONE, f"the original file {name} is gone")
    except OSError as error:
        return Trouble(index, Original.GONE, f"the original file {name} cannot be reached: {error.strerror}")
    except Denied as error:
        return Trouble(index, Original.GONE, f"the original file {name} cannot be reached: {error}")
    if fileset.versions[index] not in ("", version):
        return Trouble(index, Original.CHANGED, f"the original file {name} has changed since it was imported")
    return None
