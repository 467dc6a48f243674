"""What every place that holds bytes can do."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class ObjectStat:
    """What a store says of one object.

    size: bytes. version: differs whenever the bytes differ.
    """

    size: int
    version: str


class Store(Protocol):
    """A tree of named objects, read-only. Keys are relative, with forward slashes, and never leave the store:
    a key that would (by `..`, an absolute path or a link) raises NotFound."""

    scheme: ClassVar[str]

    def stat(self, key: str) -> ObjectStat:
        """Raises NotFound where no object is."""
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

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The objects and folders directly below the folder `prefix`, as full keys, sorted."""
        ...

    def address(self, key: str) -> str:
        """Where it lies, in words that are those of no other object anywhere; holds no secret. Raises NotFound."""
        ...

    def local_path(self, key: str) -> Path | None:
        """The file of this machine behind a key, links resolved; None when there is none. Raises NotFound."""
        ...
