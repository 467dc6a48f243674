"""The files of a fileset as they lie there now: sizes, versions, and a fingerprint to know them by."""

import hashlib
import time
from dataclasses import dataclass

from micrographia.errors import NotFound, Unreadable
from micrographia.importing.scan import Found
from micrographia.storage import Store, store_at


@dataclass(frozen=True, slots=True)
class OriginalInfo:
    """One file, or the folder of a format that is a folder. key: below the root of the fileset. size: bytes; of a
    folder 0, because to count them is to look at each of perhaps a million files. latest: of a folder, when this was
    said, in nanoseconds since 1970. sha1: "" where nobody has taken it.
    """

    key: str
    size: int
    version: str
    latest: int | None = None
    sha1: str = ""


@dataclass(frozen=True, slots=True)
class Originals:
    """fingerprint: equal for the same files at the same place in the same versions."""

    files: tuple[OriginalInfo, ...]
    fingerprint: str

    @property
    def bytes(self) -> int:
        return sum(file.size for file in self.files)


def originals_of(found: Found) -> Originals:
    """Looks at every file once. Raises Unreadable when one is gone."""
    store = store_at(found.root)
    try:
        files = tuple(_original(store, key) for key in found.keys)
    except NotFound as error:
        raise Unreadable(str(error)) from error
    digest = hashlib.sha256(store.address("").encode())
    for file in sorted(files, key=lambda one: one.key):
        digest.update(f"\0{file.key}\0{file.version}".encode())
    return Originals(files, digest.hexdigest())


def _original(store: Store, key: str) -> OriginalInfo:
    stat = store.stat(key)
    if store.is_folder(key) and not store.far:
        return OriginalInfo(key, 0, stat.version, time.time_ns())
    return OriginalInfo(key, stat.size, stat.version)
