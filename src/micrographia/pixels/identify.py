"""Which reader claims a file, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from micrographia.errors import Unreadable
from micrographia.pixels.reader import HEAD_BYTES, Claim, Reader
from micrographia.pixels.registry import readers
from micrographia.storage import Store

_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF document"),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
    (b"\x70\x00\x00\x00", "a Leica LIF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE compound file"),
    (b"GIF8", "a GIF picture"),
    (b"<", "an XML or HTML text"),
    (b"{", "a JSON text"),
)


class UnknownFormat(Unreadable):
    """No reader claims this file; the sentence says what was seen instead."""


@dataclass(frozen=True, slots=True)
class Considered:
    """What one reader answered; None: not its format."""

    reader: str
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Identified:
    """The reader that gets a file or folder. considered: all answers, in the order of asking."""

    reader: Reader
    claim: Claim
    considered: tuple[Considered, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why this reader: one sentence for each reader that claimed the file, the chosen one first."""
        others = (one for one in self.considered if one.claim is not None and one.reader != self.reader.name)
        return (
            f"{self.reader.name} was chosen: its claim is {self.claim.name.lower()}",
            *(f"{one.reader} claims it too: {one.claim.name.lower()}" for one in others if one.claim),
        )


def identify(store: Store, key: str, among: Iterable[Reader] | None = None) -> Identified:
    """The reader with the highest claim on a file or folder; of equals the one that stands first in the registry.

    among: the readers to ask, all of the registry when not given. Reads the first HEAD_BYTES bytes, no more.
    Raises UnknownFormat when nobody claims it, NotFound when nothing is there.
    """
    folder = store.is_folder(key)
    head = b"" if folder else store.read(key, 0, HEAD_BYTES)
    asked = tuple(readers().values() if among is None else among)
    claims = [(reader, reader.claim(store, key, head)) for reader in asked]
    considered = tuple(Considered(reader.name, claim) for reader, claim in claims)
    made = [(claim, reader) for reader, claim in claims if claim is not None]
    if not made:
        raise UnknownFormat(f"{key}: no reader knows {_seen(folder, head)}")
    best, chosen = max(made, key=lambda one: one[0])  # max keeps the first of equals
    return Identified(chosen, best, considered)


def _seen(folder: bool, head: bytes) -> str:
    """What the bytes look like, as the end of a sentence."""
    if folder:
        return "this folder (it holds no OME-Zarr metadata)"
    if not head:
        return "an empty file"
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if not head.strip(b"\0"):
        return "a file that starts with nothing but zeros"
    if all(byte in b"\t\n\r" or 32 <= byte < 127 for byte in head):
        return "a plain text"
    return f"a file that starts with the bytes {head[:8].hex(' ')}"
