"""The files that images were imported from, for those who may download them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.models import Fileset, Image, Original, OriginalFile
from micrographia.catalog.permissions import may
from micrographia.errors import NotAsImported, NotFound
from micrographia.pictures.subject import folder_of
from micrographia.storage import LocalStore


@dataclass(frozen=True, slots=True)
class StoredOriginal:
    """A file, or a folder of a format that is a folder. key: below `root`. size: bytes, of a folder all in it."""

    root: Path
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
    store = LocalStore(folder_of(fileset))
    return tuple(_original(store, row) for row in OriginalFile.objects.filter(fileset=fileset).order_by("pk"))


def files_below(original: StoredOriginal) -> Iterator[tuple[str, Path]]:
    """Key and path of the file, or of every file in the folder; links that lead out of the fileset are left out."""
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
            yield key, path


def _original(store: LocalStore, row: OriginalFile) -> StoredOriginal:
    try:
        stat = store.stat(row.key)
    except NotFound as error:
        raise NotAsImported(f"the original file {row.name} is gone") from error
    if row.version not in ("", stat.version):
        raise NotAsImported(f"the original file {row.name} has changed since it was imported")
    folder = store.is_folder(row.key)
    try:
        size = store.below(row.key).bytes if folder else stat.size
    except OSError as error:
        raise NotAsImported(f"the original {row.name} cannot be read: {error.strerror}") from error
    return StoredOriginal(store.root, row.key, size, stat.version, folder)
