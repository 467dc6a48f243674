"""An object of a store as a file for libraries that want one; it holds no file descriptor."""

import io

from micrographia.storage.store import Store

_BUFFER = 16384


class _StoreFile(io.RawIOBase):
    """Reads by offset; the cursor is its own."""

    def __init__(self, store: Store, key: str) -> None:
        self._store = store
        self._key = key
        self._size = store.stat(key).size
        self._cursor = 0
        self.name = key

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._cursor

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._cursor, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("a file has no place before its start")
        self._cursor = start + offset
        return self._cursor

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # Bounded by the file, because a hostile tag may ask for gigabytes of a small one.
        length = max(0, min(len(buffer), self._size - self._cursor))
        found = self._store.read(self._key, self._cursor, length) if length else b""
        buffer[: len(found)] = found
        self._cursor += len(found)
        return len(found)


class StoreFile(io.BufferedReader):
    """A buffered, seekable, read-only file. size: bytes when it was opened. Not for several threads at once."""

    def __init__(self, store: Store, key: str) -> None:
        raw = _StoreFile(store, key)
        self.size = raw._size
        super().__init__(raw, _BUFFER)
