"""Files that a file names: looked up only in its own folder or below."""

import posixpath

from micrographia.errors import NotFound, Unreadable
from micrographia.storage import Store


class MissingFile(Unreadable):
    """A file that another one names is not there."""


def sibling(store: Store, key: str, name: str) -> str:
    """The key of the file that the file `key` calls `name`.

    Raises Unreadable when the name is absolute or leads out of the folder of `key` (by "..", or by a link), MissingFile
    when nothing is there.
    """
    parts = name.split("/")
    if not name or name.startswith("/") or "\\" in name or ":" in parts[0] or ".." in parts or "\0" in name:
        raise Unreadable(f"{key}: it names the file {name[:200]!r}, which is not inside its own folder")
    folder = posixpath.dirname(key)
    found = posixpath.normpath(posixpath.join(folder, name))
    try:
        _check_inside(store, folder, found, f"{key}: it names the file {name[:200]!r}")
        store.stat(found)
    except NotFound:
        raise MissingFile(f"{key}: the file {name[:200]!r} that it names is missing") from None
    return found


def _check_inside(store: Store, folder: str, key: str, what: str) -> None:
    """Of the real paths, so that a link does not lead outside."""
    root, path = store.local_path(folder), store.local_path(key)
    if root is not None and path is not None and root not in path.parents:
        raise Unreadable(f"{what}, which is a link out of its own folder")
