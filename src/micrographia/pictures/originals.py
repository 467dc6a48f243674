"""The files that images were imported from, for those who may download them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import IO

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.models import Fileset, Image, Original, OriginalFile
from micrographia.catalog.permissions import may
from micrographia.errors import Forbidden, NotAsImported, NotFound
from micrographia.pictures.subject import folder_of
from micrographia.storage import LocalStore, Place, Store, store_at


@dataclass(frozen=True, slots=True)
class StoredOriginal:
    """A file, or a folder of a format that is a folder. key: below `root`. size: bytes, of a folder all in it; 0 for
    one on another machine, where nobody tells."""

    root: Place
    key: str
    size: int
    version: str
    is_folder: bool

    @property
    def name(self) -> str:
        return self.key.rstrip("/").rpartition("/")[2]

    @property
    def etag(self) -> str:
        """32 hex digits that differ whenever the bytes do."""
        return blake2b(f"{self.root}\0{self.key}\0{self.version}".encode(), digest_size=16).hexdigest()


def downloadable(viewer: Viewer, images: Iterable[Image]) -> tuple[Fileset, ...]:
    """The filesets of these images, each once, without those that the viewer may not download."""
    ids = dict.fromkeys(image.fileset_id for image in images if may(viewer, Verb.DOWNLOAD, image))
    found = Fileset.objects.visible_to(viewer).select_related("group").in_bulk([id for id in ids if id is not None])
    filesets = (found[id] for id in ids if id in found)
    return tuple(fileset for fileset in filesets if may(viewer, Verb.DOWNLOAD, fileset))


def originals_of(fileset: Fileset) -> tuple[StoredOriginal, ...]:
    """The files as they lie there now. Raises NotAsImported when one is gone or not what was imported."""
    if fileset.settled and fileset.original == Original.CHANGED:  # what crashes us may still be downloaded
        raise NotAsImported(fileset.trouble)
    root = folder_of(fileset)
    store = store_at(root)
    return tuple(_original(root, store, row) for row in OriginalFile.objects.filter(fileset=fileset).order_by("pk"))


def files_below(original: StoredOriginal) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    """The key of the file, or of every file in the folder, with what opens it; links that lead out of the fileset are
    left out. Raises Forbidden for a folder on another machine, whose server does not list it."""
    if not isinstance(original.root, Path):
        if original.is_folder:
            there = original.root / original.key
            raise Forbidden(f"The files of {original.name} lie at {there}, whose server does not list them")
        yield original.key, partial(store_at(original.root).open, original.key)
        return
    store, waiting = LocalStore(original.root), [original.key]
    while waiting:
        key = waiting.pop()
        try:
            path = store.local_path(key)
        except NotFound:
            continue
        if path.is_dir():
            waiting += reversed(
                [below for below in store.keys(key) if not (path / below.rpartition("/")[2]).is_symlink()]
            )
        elif path.is_file():
            yield key, partial(_opened, path)


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _original(root: Place, store: Store, row: OriginalFile) -> StoredOriginal:
    try:
        stat = store.stat(row.key)
    except NotFound as error:
        raise NotAsImported(f"the original file {row.name} is gone") from error
    if row.version not in ("", stat.version):
        raise NotAsImported(f"the original file {row.name} has changed since it was imported")
    folder = store.is_folder(row.key)
    try:
        size = store.below(row.key).bytes if folder and isinstance(store, LocalStore) else stat.size
    except OSError as error:
        raise NotAsImported(f"the original {row.name} cannot be read: {error.strerror}") from error
    return StoredOriginal(store.root if isinstance(store, LocalStore) else root, row.key, size, stat.version, folder)
