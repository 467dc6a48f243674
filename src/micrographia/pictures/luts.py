"""The lookup tables that settings may name: the `.lut` files in the home folder, and those that come with us."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from time import monotonic

from micrographia.rendering.lut import Table, parse
from micrographia.rendering.shipped import SHIPPED_LUTS, SHIPPED_NAMES, LutCollection

LOOK_SECONDS = 5.0
LARGEST_BYTES = 1024 * 1024
RAW_BYTES = 768


@dataclass(frozen=True, slots=True)
class LutFile:
    """One table as a file. folder: its place below the home's `luts`, "/" for ours; bytes: its size."""

    name: str
    folder: str
    bytes: int


@dataclass(frozen=True)
class LutStock:
    """What there is at one moment. own: the lab's files by name, those that hold a table."""

    tables: Mapping[str, Table] = field(default_factory=lambda: SHIPPED_LUTS)
    own: Mapping[str, LutFile] = field(default_factory=dict)
    state: bytes = b""

    @cached_property
    def files(self) -> tuple[LutFile, ...]:
        """All tables as files, ordered by name without regard to case."""
        ours = {name: LutFile(name, "/", RAW_BYTES) for name in SHIPPED_NAMES}
        return tuple(sorted({**ours, **self.own}.values(), key=lambda file: (file.name.lower(), file.name)))

    @cached_property
    def fingerprint(self) -> str:
        """Differs when any table does."""
        return hashlib.sha256(self.state + "\n".join(SHIPPED_NAMES).encode()).hexdigest()[:32]


class LutShelf:
    """File name → table, of a folder and what lies below it; looked at again every few seconds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._looked = -LOOK_SECONDS
        self._seen: tuple[tuple[Path, int, int], ...] = ()
        self._stock = LutStock()

    def tables(self) -> Mapping[str, Table]:
        """All readable tables; of several files with one name the first by path counts, and it wins over ours.

        Never changed afterwards.
        """
        return self.stock().tables

    def stock(self, *, now: bool = False) -> LutStock:
        """The tables with their files. now: look at the folder whether or not it is time."""
        moment = monotonic()
        if not now and moment - self._looked < LOOK_SECONDS:
            return self._stock
        with self._lock:
            self._looked = moment
            seen = _files(self._folder)
            if seen != self._seen:
                self._stock, self._seen = _read(self._folder, seen), seen
        return self._stock


def _files(folder: Path) -> tuple[tuple[Path, int, int], ...]:
    """Path, size and time of change of each `.lut` file, sorted; names that no address can hold are passed over."""
    found = []
    for path in sorted(folder.rglob("*.lut")):
        try:
            stat = path.stat()
        except OSError:
            continue  # a link to nowhere, or removed this moment
        visible = str(path.relative_to(folder)).isprintable()
        if visible and path.is_file() and stat.st_size <= LARGEST_BYTES:
            found.append((path, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def _read(folder: Path, files: tuple[tuple[Path, int, int], ...]) -> LutStock:
    tables: dict[str, Table] = {}
    own: dict[str, LutFile] = {}
    for path, size, _ in files:
        try:
            table = parse(path.read_bytes())
        except OSError:
            continue
        if table is not None and path.name not in tables:
            tables[path.name] = table
            own[path.name] = LutFile(path.name, _between_slashes(path.relative_to(folder).parent), size)
    state = "\n".join(f"{path} {size} {changed}" for path, size, changed in files)
    return LutStock(LutCollection(tables), own, state.encode())


def _between_slashes(folder: Path) -> str:
    return "/" if folder == Path() else f"/{folder.as_posix()}/"
