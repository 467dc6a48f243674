"""A folder of this machine."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

from micrographia.errors import NotFound
from micrographia.storage.store import ObjectStat


class LocalStore:
    """The files below one folder; no key reaches outside it, not even through a symbolic link."""

    scheme: ClassVar[str] = "file"

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def stat(self, key: str) -> ObjectStat:
        try:
            found = os.stat(self.local_path(key))
        except OSError as error:
            raise NotFound(f"{key}: {error.strerror}") from error
        return ObjectStat(found.st_size, f"{found.st_size}-{found.st_mtime_ns}")

    def is_folder(self, key: str) -> bool:
        try:
            return self.local_path(key).is_dir()
        except NotFound:
            return False

    def open(self, key: str) -> BinaryIO:
        try:
            return open(self.local_path(key), "rb", buffering=0)
        except OSError as error:
            raise NotFound(f"{key}: {error.strerror}") from error

    def read(self, key: str, offset: int, length: int) -> bytes:
        with self.open(key) as file:
            # The system call sets aside all that is asked for, even where the file is shorter.
            there = max(0, os.fstat(file.fileno()).st_size - offset)
            return os.pread(file.fileno(), min(length, there), offset)

    def keys(self, prefix: str = "") -> Iterator[str]:
        folder = self.local_path(prefix)
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            raise NotFound(f"{prefix}: {error.strerror}") from error
        for name in names:
            yield f"{prefix}/{name}" if prefix else name

    def address(self, key: str) -> str:
        return str(self.local_path(key))

    def local_path(self, key: str) -> Path:
        if "\0" in key:
            raise NotFound("a key holds no NUL")
        path = Path(os.path.realpath(self.root / key))
        if path != self.root and self.root not in path.parents:
            raise NotFound(f"{key}: outside its folder")
        return path
