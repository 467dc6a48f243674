"""The files of one Zarr hierarchy, and nothing outside it."""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from micrographia.errors import NotFound, Unreadable
from micrographia.storage import Store

_JSON_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Group:
    """What a group says of itself. version: of Zarr, 2 or 3. attributes: those of OME, whichever the version.

    names: of what lies directly in it.
    """

    version: int
    attributes: dict[str, Any]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that is open. size: bytes."""

    descriptor: int
    size: int

    def read(self, offset: int, length: int) -> bytes:
        return os.pread(self.descriptor, length, offset)


class ZarrFolder:
    """A folder of this machine. Paths are relative to it, as the metadata write them.

    Whatever is opened is asked where it really lies: neither `..` nor a link leads out, however late it was put there.
    """

    def __init__(self, store: Store, key: str) -> None:
        self.key = key
        self._inside = _resolved(store, key) + os.sep

    @property
    def name(self) -> str:
        """The folder's own name, for images that have none; without .zarr and .ome."""
        return os.path.basename(self._inside.rstrip(os.sep)).removesuffix(".zarr").removesuffix(".ome") or "image"

    def describe(self, path: str) -> str:
        """The file's full key, for sentences."""
        return joined(self.key, path)

    def names(self, path: str = "") -> frozenset[str]:
        """What lies directly in a folder; nothing when there is no such folder."""
        with self._opened(path) as descriptor:
            if descriptor is None or not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                return frozenset()
            return frozenset(os.listdir(descriptor))

    def size(self, path: str) -> int | None:
        """Bytes of a file (of a folder: any number), without opening it; None when there is none."""
        try:
            return os.stat(self._inside + path).st_size
        except OSError:
            return None

    @contextmanager
    def open(self, path: str) -> Iterator[OpenFile | None]:
        """The file, or None when there is none. Raises Unreadable for what is no file or lies outside."""
        with self._opened(path) as descriptor:
            if descriptor is None:
                yield None
                return
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise Unreadable(f"{self.describe(path)} is no file")
            yield OpenFile(descriptor, found.st_size)

    def read(self, path: str, limit: int) -> bytes | None:
        """All of a file, None when there is none. Raises Unreadable when it is larger than `limit` bytes."""
        with self.open(path) as file:
            if file is None:
                return None
            if file.size > limit:
                raise Unreadable(f"{self.describe(path)} has {file.size} bytes, at most {limit} make sense")
            return file.read(0, file.size)

    def json(self, path: str) -> dict[str, Any] | None:
        """A JSON object, None when there is no such file. Raises Unreadable for anything else."""
        text = self.read(path, _JSON_BYTES)
        if text is None:
            return None
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Unreadable(f"{self.describe(path)} is no JSON text ({type(error).__name__})") from error
        if not isinstance(value, dict):
            raise Unreadable(f"{self.describe(path)} holds no JSON object")
        return value

    def group(self, path: str = "") -> Group:
        """Raises Unreadable where there is no group."""
        names = self.names(path)
        if "zarr.json" in names:
            found = self.json(joined(path, "zarr.json")) or {}
            if found.get("node_type") != "group":
                raise Unreadable(f"{self.describe(path)} is no Zarr group")
            attributes = found.get("attributes")
            inner = attributes.get("ome") if isinstance(attributes, dict) else None
            return Group(3, inner if isinstance(inner, dict) else {}, names)
        if ".zattrs" in names or ".zgroup" in names:
            attributes = self.json(joined(path, ".zattrs")) if ".zattrs" in names else {}
            return Group(2, attributes or {}, names)
        raise Unreadable(f"{self.describe(path)} is no Zarr group")

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


def joined(*parts: str) -> str:
    """One path; empty parts count for nothing."""
    return "/".join(part for part in parts if part)


def inner_path(path: object, what: str) -> str:
    """A path that a file names, when it leads downwards. Raises Unreadable for any other."""
    if not isinstance(path, str) or not path or "\0" in path or ":" in path or "\\" in path:
        raise Unreadable(f"{what}: {str(path)[:80]!r} is no path inside the folder")
    if any(part in ("", ".", "..") for part in path.split("/")):
        raise Unreadable(f"{what}: {path[:80]!r} leads out of the folder")
    return path


def _resolved(store: Store, key: str) -> str:
    try:
        path = store.local_path(key)
    except NotFound as error:
        raise Unreadable(str(error)) from error
    if path is None:
        raise Unreadable(f"{key}: OME-Zarr is read from folders of this machine only")
    return str(path)
