"""A ZIP archive as a stream: made while it is sent, never whole in memory or on disk."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

BLOCK_BYTES = 256 * 1024
_ODD = re.compile(r"[\x00-\x1f\x7f:]")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive. name: with forward slashes. open: called when its turn comes; the archive closes it."""

    name: str
    open: Callable[[], IO[bytes]]


class _Sink:
    """What the archive writes, until somebody takes it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere."""

    def close(self) -> None:
        """Nothing is held."""

    def taken(self) -> bytes:
        parts, self._parts, self.size = self._parts, [], 0
        return b"".join(parts)


def zipped(members: Iterable[Member], packed: bool = True) -> Iterator[bytes]:
    """The archive in blocks of some 256 KiB. packed: deflated; False for what is packed already."""
    sink = _Sink()
    names: set[str] = set()
    # Pixels hardly shrink more at higher levels.
    with ZipFile(sink, "w", ZIP_DEFLATED if packed else ZIP_STORED, compresslevel=1) as archive:
        for member in members:
            name = free_name(safe_name(member.name), names)
            with member.open() as source, archive.open(name, "w", force_zip64=True) as target:
                while block := source.read(BLOCK_BYTES):
                    target.write(block)
                    if sink.size >= BLOCK_BYTES:
                        yield sink.taken()
    yield sink.taken()


def safe_name(name: str) -> str:
    """The name without anything that leads out of the folder it is unpacked into."""
    parts = [_ODD.sub("_", part) for part in name.replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "_"


def free_name(name: str, taken: set[str]) -> str:
    """The name, with _(1) and so on before its ending where it is taken; it is taken from now on."""
    stem, dot, ending = name.rpartition(".") if "." in name.rpartition("/")[2] else (name, "", "")
    found, number = name, 0
    while found in taken:
        number += 1
        found = f"{stem}_({number}){dot}{ending}"
    taken.add(found)
    return found
