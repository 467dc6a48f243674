"""The lookup tables that settings may name: the `.lut` files in the home folder, and those that come with us."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from time import monotonic

from micrographia.rendering.lut import Table, parse
from micrographia.rendering.shipped import SHIPPED_LUTS, LutCollection

LOOK_SECONDS = 5.0
LARGEST_BYTES = 1024 * 1024


class LutShelf:
    """File name → table, of a folder and what lies below it; looked at again every few seconds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._looked = -LOOK_SECONDS
        self._seen: tuple[tuple[Path, int, int], ...] = ()
        self._tables: Mapping[str, Table] = SHIPPED_LUTS

    def tables(self) -> Mapping[str, Table]:
        """All readable tables; of several files with one name the first by path counts, and it wins over ours.

        Never changed afterwards.
        """
        now = monotonic()
        if now - self._looked < LOOK_SECONDS:
            return self._tables
        with self._lock:
            self._looked = now
            seen = _files(self._folder)
            if seen != self._seen:
                self._tables, self._seen = LutCollection(_read(seen)), seen
        return self._tables


def _files(folder: Path) -> tuple[tuple[Path, int, int], ...]:
    """Path, size and time of change of each `.lut` file, sorted."""
    found = []
    for path in sorted(folder.rglob("*.lut")):
        try:
            stat = path.stat()
        except OSError:
            continue  # a link to nowhere, or removed this moment
        if path.is_file() and stat.st_size <= LARGEST_BYTES:
            found.append((path, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def _read(files: tuple[tuple[Path, int, int], ...]) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for path, _, _ in files:
        try:
            table = parse(path.read_bytes())
        except OSError:
            continue
        if table is not None:
            tables.setdefault(path.name, table)
    return tables
