"""A folder of this machine."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, ClassVar

from micrographia.errors import NotFound
from micrographia.storage.store import ObjectStat, Part

FOLDER_ENTRIES = 256
"""The version of a folder counts the entries directly in it, as long as they are not more."""
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file browsers leave in folders; it is no part of them."""


@dataclass(frozen=True, slots=True)
class Below:
    """All files below a folder. bytes: together. newest: the latest date of one, in nanoseconds since 1970."""

    files: int
    bytes: int
    newest: int


class LocalStore:
    """The files below one folder; no key reaches outside it, not even through a symbolic link.

    latest: what lies there has no later date, in nanoseconds since 1970, or it has changed; None: nobody knows.
    """

    scheme: ClassVar[str] = "file"
    far: bool = False

    def __init__(self, root: Path, latest: int | None = None) -> None:
        self.root = root.resolve()
        self.latest = latest

    def stat(self, key: str) -> ObjectStat:
        try:
            return _stat(str(self.local_path(key)))
        except OSError as error:
            raise NotFound(f"{key}: {error.strerror}") from error

    def glance(self, key: str) -> str:
        """The version as `stat` tells it, cheaper, because nobody asks where links lead: for looking often.

        Raises OSError, also for a file that is there but may not be read.
        """
        path = os.path.join(self.root, key)
        version = _stat(path).version
        if not os.access(path, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return version

    def is_folder(self, key: str) -> bool:
        try:
            return self.local_path(key).is_dir()
        except NotFound:
            return False

    def below(self, key: str) -> Below:
        """What lies in a folder and its folders: one look at each. Links are not followed. Raises OSError."""
        files = size = newest = 0
        waiting = [os.path.join(self.root, key)]
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name in LITTER:
                        continue
                    found = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(found.st_mode):
                        waiting.append(entry.path)
                    else:
                        files, size, newest = files + 1, size + found.st_size, max(newest, found.st_mtime_ns)
        return Below(files, size, newest)

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

    def tail(self, key: str, length: int) -> tuple[bytes, int]:
        with self.open(key) as file:
            size = os.fstat(file.fileno()).st_size
            return os.pread(file.fileno(), min(length, size), max(0, size - length)), size

    def expect(self, parts: Iterable[Part]) -> None:
        """The system reads ahead by itself."""

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


def _stat(path: str) -> ObjectStat:
    """Raises OSError."""
    found = os.stat(path)
    version = f"{found.st_size}-{found.st_mtime_ns}"
    return ObjectStat(found.st_size, _folder_version(path, version) if stat.S_ISDIR(found.st_mode) else version)


def _folder_version(path: str, own: str) -> str:
    """Of what lies directly in the folder: in formats that are folders these files describe the whole.

    own: the version where that is too much.
    """
    entries: list[str] = []
    with os.scandir(path) as found:
        for entry in found:
            if entry.name in LITTER:
                continue
            if len(entries) == FOLDER_ENTRIES:
                return own
            told = entry.stat(follow_symlinks=False)
            entries.append(
                f"{entry.name}/" if stat.S_ISDIR(told.st_mode) else f"{entry.name}\0{told.st_size}-{told.st_mtime_ns}"
            )
    digest = blake2b("\n".join(sorted(entries)).encode("utf-8", "surrogateescape"), digest_size=16)
    return f"{len(entries)}-{digest.hexdigest()}"
