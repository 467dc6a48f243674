"""A Zarr hierarchy in a folder of this machine."""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from micrographia.errors import NotAsImported, Unreadable
from micrographia.pixels.formats.zarr_folder import OpenFile, ZarrFolder


@dataclass(frozen=True, slots=True)
class _LocalFile:
    descriptor: int
    size: int

    def read(self, offset: int, length: int) -> bytes:
        return os.pread(self.descriptor, length, offset)

    def tail(self, length: int) -> tuple[bytes, int]:
        return self.read(max(0, self.size - length), min(length, self.size)), self.size


class LocalZarrFolder(ZarrFolder):
    """Whatever is opened is asked where it really lies: neither `..` nor a link leads out, however late it was put
    there. latest: nothing that was imported has a later date, in nanoseconds since 1970; None: nobody knows."""

    def __init__(self, path: Path, key: str, latest: int | None = None) -> None:
        super().__init__(key)
        self._inside = str(path) + os.sep
        self._latest = latest

    @property
    def name(self) -> str:
        return os.path.basename(self._inside.rstrip(os.sep)).removesuffix(".zarr").removesuffix(".ome") or "image"

    def names(self, path: str = "") -> frozenset[str]:
        with self._opened(path) as descriptor:
            if descriptor is None or not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                return frozenset()
            return frozenset(os.listdir(descriptor))

    def size(self, path: str) -> int | None:
        try:
            return os.stat(self._inside + path).st_size
        except OSError:
            return None

    @contextmanager
    def open(self, path: str) -> Iterator[OpenFile | None]:
        with self._opened(path) as descriptor:
            if descriptor is None:
                self._check_folder_of(path)
                yield None
                return
            found = os.fstat(descriptor)
            self._check_date(path, found)
            if not stat.S_ISREG(found.st_mode):
                raise Unreadable(f"{self.describe(path)} is no file")
            yield _LocalFile(descriptor, found.st_size)

    def _check_folder_of(self, path: str) -> None:
        """A file that is not there may have been there: then its folder has a later date."""
        while self._latest is not None and path:
            path = os.path.dirname(path)
            with suppress(OSError):
                self._check_date(path, os.stat(self._inside + path))
                return

    def _check_date(self, path: str, found: os.stat_result) -> None:
        """Raises NotAsImported for what has changed since; a date in the future says nothing."""
        if self._latest is not None and self._latest < found.st_mtime_ns <= time.time_ns():
            raise NotAsImported(f"{self.describe(path)} has changed since it was imported")

    @contextmanager
    def _opened(self, path: str) -> Iterator[int | None]:
        """A descriptor of a file or folder below, None when there is none. Raises Unreadable when it lies outside."""
        try:
            # a pipe must not make us wait
            descriptor = os.open(self._inside + path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            yield None
            return
        except OSError as error:
            raise Unreadable(f"{self.describe(path)}: {error.strerror}") from error
        try:
            if not (_place(descriptor, self._inside + path) + os.sep).startswith(self._inside):
                raise Unreadable(f"{self.describe(path)} leads out of its folder")
            yield descriptor
        finally:
            os.close(descriptor)


def _place(descriptor: int, path: str) -> str:
    """Where an open file really lies; the kernel knows, where it tells."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return os.path.realpath(path)
