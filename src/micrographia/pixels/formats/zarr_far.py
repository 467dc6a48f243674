"""A Zarr hierarchy on another machine, where every look is a message there and back."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels.formats.zarr_folder import JSON_BYTES, Group, OpenFile, ZarrFolder, joined
from micrographia.storage import Part, Store

_LAYOUT = "bioformats2raw.layout"
_FIRST_BYTES = 64 * 1024
_MOST_SERIES = 10_000


@dataclass(frozen=True, slots=True)
class _FarFile:
    """Nothing is asked before it is read; then NotFound may be raised."""

    store: Store
    key: str

    @property
    def size(self) -> int:
        return self.store.stat(self.key).size

    def read(self, offset: int, length: int) -> bytes:
        return self.store.read(self.key, offset, length)

    def tail(self, length: int) -> tuple[bytes, int]:
        return self.store.tail(self.key, length)


class FarZarrFolder(ZarrFolder):
    """Consolidated metadata, where there are some, are believed: what they do not list is not asked for.

    All metadata that were read are remembered, since nobody lists what is there.
    """

    def __init__(self, store: Store, key: str) -> None:
        super().__init__(key, far=True)
        self._store = store
        self._read: dict[str, dict[str, Any] | None] = {}
        self._sizes: dict[str, int | None] = {}
        self._complete = False
        self._version = 3 if self._is_version_3() else 2

    def names(self, path: str = "") -> frozenset[str]:
        """As far as consolidated metadata tell; else the groups 0, 1, 2 … that are there."""
        if self._complete:
            start = f"{path}/" if path else ""
            return frozenset(one[len(start) :].partition("/")[0] for one in self._read if one.startswith(start))
        found = (str(number) for number in range(_MOST_SERIES))
        return frozenset(takewhile(lambda number: self.is_there(joined(path, number)), found))

    def size(self, path: str) -> int | None:
        if path in self._sizes:
            return self._sizes[path]
        if self._complete:
            found = self._read.get(path)
            return None if found is None else len(json.dumps(found))
        try:
            return self._store.stat(self._at(path)).size
        except NotFound:
            return None

    def is_there(self, path: str) -> bool:
        return self.size(joined(path, self._attributes)) is not None

    def prepare(self, paths: Iterable[str]) -> None:
        wanted = [path for path in dict.fromkeys(paths) if path not in self._sizes]
        if self._complete:
            return
        self._store.expect([Part(self._at(path), 0, _FIRST_BYTES) for path in wanted])
        for path in wanted:
            self._sizes[path] = self.size(path)

    def expect(self, parts: Iterable[Part]) -> None:
        self._store.expect([Part(self._at(path), offset, length) for path, offset, length in parts])

    @contextmanager
    def open(self, path: str) -> Iterator[OpenFile | None]:
        yield _FarFile(self._store, self._at(path))

    def read(self, path: str, limit: int) -> bytes | None:
        try:
            found = self._store.read(self._at(path), 0, limit + 1)
        except NotFound:
            return None
        if len(found) > limit:
            raise Unreadable(f"{self.describe(path)} has more than the {limit} bytes that make sense")
        return found

    def json(self, path: str) -> dict[str, Any] | None:
        if path not in self._read:
            if self._complete:
                return None
            self._read[path] = self._json(path)
        return self._read[path]

    def group(self, path: str = "") -> Group:
        found = self.json(joined(path, self._attributes))
        if found is None and (self._version == 3 or self.json(joined(path, ".zgroup")) is None):
            raise Unreadable(f"{self.describe(path)} is no Zarr group")
        attributes = self.ome_of(found or {}, path) if self._version == 3 else found or {}
        if self._complete:
            return Group(self._version, attributes, self.names(path))
        return Group(self._version, attributes, frozenset({"OME"} if _LAYOUT in attributes else ()))

    @property
    def _attributes(self) -> str:
        return "zarr.json" if self._version == 3 else ".zattrs"

    def _at(self, path: str) -> str:
        return joined(self.key, path)

    def _is_version_3(self) -> bool:
        """Also takes over the consolidated metadata of the root."""
        root = self._json("zarr.json")
        if root is not None:
            self._read["zarr.json"] = root
            whole = root.get("consolidated_metadata")
            metadata = whole.get("metadata") if isinstance(whole, dict) else None
            self._take({f"{path}/zarr.json": found for path, found in _items(metadata)}, "zarr.json")
            return True
        whole = self._json(".zmetadata")
        if whole is not None:
            self._take(dict(_items(whole.get("metadata"))), ".zattrs", ".zgroup")
        return False

    def _take(self, metadata: dict[str, Any], *needed: str) -> None:
        """Consolidated metadata; those that do not hold what they must are nobody's."""
        found = self._read | {path: one for path, one in metadata.items() if isinstance(one, dict)}
        if metadata and any(path in found for path in needed):
            self._read, self._complete = found, True

    def _json(self, path: str) -> dict[str, Any] | None:
        """Read from the store, whose memory holds the beginnings of files."""
        try:
            self._store.stat(self._at(path))
        except NotFound:
            return None
        return self.parsed(path, self.read(path, JSON_BYTES))


def _items(value: object) -> Iterable[tuple[str, Any]]:
    return value.items() if isinstance(value, dict) else ()
