"""Where a Zarr hierarchy lies: in a folder, or in a ZIP file."""

from collections import OrderedDict
from threading import Lock

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels.formats.zarr_far import FarZarrFolder
from micrographia.pixels.formats.zarr_folder import ZarrFolder
from micrographia.pixels.formats.zarr_local import LocalZarrFolder
from micrographia.pixels.formats.zarr_stored import StoredZarrFolder
from micrographia.storage import FOLDER_MARKS, LocalStore, Store, ZipStore

ARCHIVES = (".ozx", ".zarr.zip")
_ZIP = b"PK\x03\x04"
_LISTED = 4
"""Archives whose lists of members are remembered."""

_archives: OrderedDict[tuple[str, str], ZipStore] = OrderedDict()
_lock = Lock()


def is_archive(store: Store, key: str, head: bytes) -> bool:
    """Whether a file is a ZIP file with a Zarr hierarchy: by its name, or because the first member says so. A ZIP
    file inside another one is none."""
    if not head.startswith(_ZIP) or isinstance(store, ZipStore):
        return False
    return key.lower().endswith(ARCHIVES) or head[30:].startswith(b"zarr.json")


def is_group(store: Store, key: str) -> bool:
    """Whether a folder holds Zarr metadata."""
    return any(_is_there(store, f"{key}/{name}".lstrip("/")) for name in FOLDER_MARKS)


def zarr_folder(store: Store, key: str) -> ZarrFolder:
    """The hierarchy behind a key. Raises Unreadable when nothing is there, or a ZIP file is broken."""
    try:
        if not store.is_folder(key):
            return _archive(store, key)
        path = store.local_path(key)
    except NotFound as error:
        raise Unreadable(str(error)) from error
    if store.far and not isinstance(store, ZipStore):
        return FarZarrFolder(store, key)
    if path is None:
        return StoredZarrFolder(store, key, key)
    return LocalZarrFolder(path, key, store.latest if isinstance(store, LocalStore) else None)


def _archive(store: Store, key: str) -> ZarrFolder:
    """Its root, or the one folder at its root, as many programs pack folders."""
    archive, below = _listed(store, key), ""
    names = list(archive.keys())
    if len(names) == 1 and archive.is_folder(names[0]):
        below = names[0]
    return StoredZarrFolder(archive, below, key)


def _listed(store: Store, key: str) -> ZipStore:
    """The archive, listed once for as long as it does not change."""
    name = store.address(key), store.stat(key).version
    with _lock:
        found = _archives.pop(name, None)
    if found is None:
        found = ZipStore(store, key)
    with _lock:
        _archives[name] = found
        while len(_archives) > _LISTED:
            _archives.popitem(last=False)
    return found


def _is_there(store: Store, key: str) -> bool:
    try:
        store.stat(key)
    except NotFound:
        return False
    return True
