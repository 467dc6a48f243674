"""What every place that holds bytes can do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar, NamedTuple, Protocol

from micrographia.errors import Unreadable

FOLDER_MARKS = ("zarr.json", ".zmetadata", ".zattrs", ".zgroup", ".zarray")
"""A web server knows no folders. One of these files says that there is one; its version counts for the folder."""


class Denied(Unreadable):
    """The server knows the object or does not, and does not tell us."""


@dataclass(frozen=True, slots=True)
class ObjectStat:
    """What a store says of one object.

    size: bytes. version: differs whenever the bytes differ.
    """

    size: int
    version: str


class Part(NamedTuple):
    """What `Store.read` is asked: at most `length` bytes of an object from `offset`; what `Store.tail` is asked: with
    the offset -length."""

    key: str
    offset: int
    length: int


class Store(Protocol):
    """A tree of named objects, read-only. Keys are relative, with forward slashes, and never leave the store:
    a key that would (by `..`, an absolute path or a link) raises NotFound.

    far: every look costs a message to another machine and back. Far stores also raise
    Busy when that machine does not answer, and Unreadable when it may not be asked or its answer makes no sense.
    """

    scheme: ClassVar[str]

    @property
    def far(self) -> bool: ...

    def stat(self, key: str) -> ObjectStat:
        """Raises NotFound where no object is."""
        ...

    def glance(self, key: str) -> str:
        """The version as `stat` tells it, cheaper: for looking often. Raises NotFound or OSError."""
        ...

    def is_folder(self, key: str) -> bool:
        """Whether other keys lie below this one; "" is the root."""
        ...

    def open(self, key: str) -> BinaryIO:
        """A seekable reader; the caller closes it. Raises NotFound."""
        ...

    def read(self, key: str, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset` (bytes, from 0), without moving any shared cursor. Raises NotFound."""
        ...

    def tail(self, key: str, length: int) -> tuple[bytes, int]:
        """At most the last `length` bytes, and the size of the whole. Raises NotFound."""
        ...

    def expect(self, parts: Iterable[Part]) -> None:
        """Says what this thread will read next, in this order; a far store then fetches several parts at a time."""
        ...

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The objects and folders directly below the folder `prefix`, as full keys, sorted. Raises NotFound."""
        ...

    def address(self, key: str) -> str:
        """Where it lies, in words that are those of no other object anywhere; holds no secret. Raises NotFound."""
        ...

    def local_path(self, key: str) -> Path | None:
        """The file of this machine behind a key, links resolved; None when there is none. Raises NotFound."""
        ...
