"""A file of this machine, identified and with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from micrographia.errors import NotFound
from micrographia.pixels import Inspection, PixelSource, Reader
from micrographia.pixels.identify import Identified, identify
from micrographia.storage import LocalStore


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """keys: all files of the fileset, relative to the folder of the file."""

    store: LocalStore
    identified: Identified
    keys: tuple[str, ...]

    @property
    def reader(self) -> Reader:
        return self.identified.reader

    def inspect(self) -> Inspection:
        return self.reader.inspect(self.store, self.keys)

    def open(self, series: int) -> PixelSource:
        """Raises Unreadable where there is no such series."""
        return self.reader.open(self.store, self.keys, series)


def open_file(path: Path) -> OpenedFile:
    """Raises NotFound, Unreadable."""
    if not path.exists():
        raise NotFound(f"{path}: no such file or folder")
    full = path.resolve()
    store, key = LocalStore(full.parent), full.name
    identified = identify(store, key)
    return OpenedFile(store, identified, identified.reader.fileset(store, key))
