"""The files of one Zarr hierarchy, wherever it lies, and nothing outside it."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from micrographia.errors import Unreadable
from micrographia.storage import Part

JSON_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Group:
    """What a group says of itself. version: of Zarr, 2 or 3. attributes: those of OME, whichever the version.

    names: of what lies directly in it.
    """

    version: int
    attributes: dict[str, Any]
    names: frozenset[str]


class OpenFile(Protocol):
    """A file that is open."""

    @property
    def size(self) -> int:
        """Bytes."""
        ...

    def read(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`."""
        ...

    def tail(self, length: int) -> tuple[bytes, int]:
        """At most the last `length` bytes, and the size of the whole."""
        ...


class ZarrFolder(ABC):
    """A folder with a Zarr hierarchy. Paths are relative to it, as the metadata write them; none leads out of it.

    far: it lies on another machine, so it pays to say beforehand what will be read.
    """

    def __init__(self, key: str, far: bool = False) -> None:
        self.key = key
        self.far = far

    @property
    def name(self) -> str:
        """The folder's own name, for images that have none; without .zarr and .ome."""
        name = self.key.rpartition("/")[2]
        return name.removesuffix(".zip").removesuffix(".ozx").removesuffix(".zarr").removesuffix(".ome") or "image"

    def describe(self, path: str) -> str:
        """The file's full key, for sentences."""
        return joined(self.key, path)

    @abstractmethod
    def names(self, path: str = "") -> frozenset[str]:
        """What lies directly in a folder; nothing when there is no such folder."""

    @abstractmethod
    def size(self, path: str) -> int | None:
        """Bytes of a file (of a folder: any number), without opening it; None when there is none."""

    @abstractmethod
    def open(self, path: str) -> AbstractContextManager[OpenFile | None]:
        """The file, or None when there is none. Raises Unreadable for what is no file or lies outside."""

    def read(self, path: str, limit: int) -> bytes | None:
        """All of a file, None when there is none. Raises Unreadable when it is larger than `limit` bytes."""
        with self.open(path) as file:
            if file is None:
                return None
            if file.size > limit:
                raise Unreadable(f"{self.describe(path)} has {file.size} bytes, at most {limit} make sense")
            return file.read(0, file.size)

    def is_there(self, path: str) -> bool:
        """Whether there is a folder."""
        return self.size(path) is not None

    def prepare(self, paths: Iterable[str]) -> None:
        """Says for which files `size` will be asked; on another machine that is done for many at a time."""
        return

    def expect(self, parts: Iterable[Part]) -> None:
        """Says what will be read next, as `Store.expect` does, by paths."""
        return

    def json(self, path: str) -> dict[str, Any] | None:
        """A JSON object, None when there is no such file. Raises Unreadable for anything else."""
        return self.parsed(path, self.read(path, JSON_BYTES))

    def parsed(self, path: str, text: bytes | None) -> dict[str, Any] | None:
        """The JSON object that stands in a file, None for None."""
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
            return Group(3, self.ome_of(self.json(joined(path, "zarr.json")) or {}, path), names)
        if ".zattrs" in names or ".zgroup" in names:
            attributes = self.json(joined(path, ".zattrs")) if ".zattrs" in names else {}
            return Group(2, attributes or {}, names)
        raise Unreadable(f"{self.describe(path)} is no Zarr group")

    def ome_of(self, found: dict[str, Any], path: str) -> dict[str, Any]:
        """What OME says in the zarr.json of a group. Raises Unreadable for that of something else."""
        if found.get("node_type") != "group":
            raise Unreadable(f"{self.describe(path)} is no Zarr group")
        attributes = found.get("attributes")
        inner = attributes.get("ome") if isinstance(attributes, dict) else None
        return inner if isinstance(inner, dict) else {}


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
