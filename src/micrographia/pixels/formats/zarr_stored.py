"""A Zarr hierarchy in a store that is no folder of this machine."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from micrographia.errors import NotFound
from micrographia.pixels.formats.zarr_folder import OpenFile, ZarrFolder, joined
from micrographia.storage import Part, Store


@dataclass(frozen=True, slots=True)
class _StoredFile:
    store: Store
    key: str
    size: int

    def read(self, offset: int, length: int) -> bytes:
        return self.store.read(self.key, offset, length)

    def tail(self, length: int) -> tuple[bytes, int]:
        return self.store.tail(self.key, length)


class StoredZarrFolder(ZarrFolder):
    """below: the key of the folder in the store. key: what people call it."""

    def __init__(self, store: Store, below: str, key: str) -> None:
        super().__init__(key, far=store.far)
        self._store, self._below = store, below

    def names(self, path: str = "") -> frozenset[str]:
        try:
            return frozenset(key.rpartition("/")[2] for key in self._store.keys(joined(self._below, path)))
        except NotFound:
            return frozenset()

    def size(self, path: str) -> int | None:
        key = joined(self._below, path)
        try:
            return self._store.stat(key).size
        except NotFound:
            return 0 if self._store.is_folder(key) else None

    def expect(self, parts: Iterable[Part]) -> None:
        self._store.expect([Part(joined(self._below, path), offset, length) for path, offset, length in parts])

    @contextmanager
    def open(self, path: str) -> Iterator[OpenFile | None]:
        key = joined(self._below, path)
        try:
            size = self._store.stat(key).size
        except NotFound:
            yield None
            return
        yield _StoredFile(self._store, key, size)
