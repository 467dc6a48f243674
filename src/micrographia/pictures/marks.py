"""Which filesets this process reads, noted where it outlives the process: what ended it is known afterwards.

A mark is one write into mapped memory: no file system and no database is asked for a picture.
"""

from __future__ import annotations

import faulthandler
import fcntl
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from mmap import mmap
from pathlib import Path
from struct import Struct
from threading import get_ident, local
from typing import BinaryIO

_MARK = Struct("=QQ")
"""Thread, fileset; 0 for none."""
_MARKS = 256
_BYTES = _MARK.size * _MARKS
"""Of the marks; behind them stands what Python could say of a fault."""
_FAULTING = re.compile(r"Current thread 0x([0-9a-f]+)")
_LONGEST_WORDS = 8192


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended that did not say so before. filesets: those that it read; of a fault, the one that the
    faulty thread read. words: what Python said of a fault, "" of a process that was killed."""

    filesets: frozenset[int]
    words: str


class Marks:
    """The marks of one process, one for each thread that reads; nothing is noted before `begin`."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._path = Path()
        self._memory: mmap | None = None
        self._numbers = count()
        self._own = local()

    def begin(self, folder: Path, kind: str) -> None:
        """From here on marks are kept in a file of this folder, whose lock ends with the process; kind: a word with
        which its name begins."""
        descriptor, hidden = tempfile.mkstemp(prefix=".", dir=folder)
        self._file, self._path = os.fdopen(descriptor, "r+b", buffering=0), Path(hidden)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        self._file.write(bytes(_BYTES))  # not only its length: on a full disk a write through the map would be a fault
        self._memory = mmap(descriptor, _BYTES)
        # Under its name only now: who finds it without a lock takes it for that of a process that has ended.
        self._path = self._path.rename(folder / f"{kind}-{self._path.name[1:]}")
        faulthandler.enable(self._file)

    def end(self) -> None:
        """The process ends as it should: nothing is left."""
        if self._file is not None:
            self._memory = None
            faulthandler.disable()
            self._path.unlink(missing_ok=True)
            self._file.close()
            self._file = None

    @contextmanager
    def on(self, fileset: int) -> Iterator[None]:
        """Around whatever makes this thread read the fileset."""
        memory = self._memory
        if memory is None:
            yield
            return
        place = self._place()
        before = memory[place : place + _MARK.size]
        _MARK.pack_into(memory, place, get_ident(), fileset)
        try:
            yield
        finally:
            memory[place : place + _MARK.size] = before

    def _place(self) -> int:
        try:
            place: int = self._own.place
        except AttributeError:
            place = self._own.place = next(self._numbers) % _MARKS * _MARK.size
        return place


MARKS = Marks()
"""Those of this process."""


def ends(folder: Path, kind: str = "", keep: bool = False) -> Iterator[End]:
    """How processes of this kind (all: "") ended, each once, whoever asks, unless told to keep what they left.

    What was given is removed when the next is asked for; if none is, it stays for somebody else.
    """
    for path in sorted(folder.glob(f"{kind or '[!.]'}*")):
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # it lives, or somebody else looks
            if path.exists():
                yield _end(file)
                if not keep:
                    path.unlink()


def _end(file: BinaryIO) -> End:
    marks = [mark for mark in _MARK.iter_unpack(file.read(_BYTES).ljust(_BYTES, b"\0")) if mark[1]]
    words = file.read(_LONGEST_WORDS).decode(errors="replace")
    found = _FAULTING.search(words)
    faulty = [mark for mark in marks if found is not None and mark[0] == int(found[1], 16)]
    return End(frozenset(fileset for _, fileset in faulty or marks), words)
