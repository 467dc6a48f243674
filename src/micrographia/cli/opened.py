"""An image file, identified and with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from micrographia.errors import Invalid, NotFound
from micrographia.pixels import Inspection, PixelSource, Reader
from micrographia.pixels.identify import Identified, identify
from micrographia.pixels.pyramid import with_small_levels
from micrographia.storage import LocalStore, Store, place_of, store_at


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """keys: all files of the fileset, relative to the folder of the file."""

    store: Store
    identified: Identified
    keys: tuple[str, ...]

    @property
    def reader(self) -> Reader:
        return self.identified.reader

    def inspect(self) -> Inspection:
        return self.reader.inspect(self.store, self.keys)

    def open(self, series: int) -> PixelSource:
        """As the server opens it. Raises Unreadable where there is no such series."""
        return with_small_levels(self.reader.open(self.store, self.keys, series))


def open_file(name: str) -> OpenedFile:
    """The file, or folder, of this name, or at this address. Raises Invalid, NotFound, Unreadable."""
    place = place_of(name)
    if isinstance(place, Path):
        if not place.exists():
            raise NotFound(f"{place}: no such file or folder")
        full = place.resolve()
        return _opened(LocalStore(full.parent), full.name)
    _allow()
    if not place.path:
        raise Invalid(f"{place}: this is a host; say which image there")
    return _opened(store_at(place.parent), place.name)


def _opened(store: Store, key: str) -> OpenedFile:
    identified = identify(store, key)
    return OpenedFile(store, identified, identified.reader.fileset(store, key))


def _allow() -> None:
    """What the home's settings, or without a home the variables, let this process reach."""
    from micrographia.cli.home import home_of
    from micrographia.home.config import load
    from micrographia.server.remote import access_of
    from micrographia.storage.anywhere import allow

    allow(access_of(load(home_of().config)))
