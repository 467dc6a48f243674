"""One file format."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Protocol

from micrographia.pixels.metadata import Inspection
from micrographia.pixels.source import PixelSource
from micrographia.storage import Store

HEAD_BYTES = 4096
"""How many of the first bytes a claim gets to see."""


class Claim(IntEnum):
    """How sure a reader is: the highest claim gets the file."""

    GENERIC = 1
    LIKELY = 2
    EXACT = 3


class Reader(Protocol):
    """Reads one format. Stateless: one instance serves the whole process.

    Everything a library raises on a bad file leaves a reader as Unreadable with a sentence for people.
    """

    @property
    def name(self) -> str:
        """What the catalog stores, such as "ome-tiff"; never changes once released."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Lower-case endings with their dot, the longest first, such as (".ome.tiff", ".tif")."""
        ...

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        """Whether this is a file (or, for formats that are folders, a folder) of this format.

        head: the first HEAD_BYTES bytes of the file, b"" for a folder. Looks at nothing but name and head, except
        that a folder format may ask for the names directly below the folder. Never raises on strange content.
        """
        ...

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        """The keys of all files that belong together with this one, sorted, the entry file first.

        For a folder format: the key of the folder alone. Names that a file gives are looked up only in its own folder
        or below. Raises Unreadable when a named file is missing or lies elsewhere.
        """
        ...

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        """All that the files say, without decoding pixels; keys as `fileset` gave them. Raises Unreadable."""
        ...

    def open(self, store: Store, keys: Sequence[str], series: int) -> PixelSource:
        """Opens Inspection.images[series]. Raises Unreadable."""
        ...
