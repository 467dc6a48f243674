"""A file of a store for libraries that open files of the machine only."""

from pathlib import Path

from micrographia.errors import NotFound, Unreadable
from micrographia.storage import Store


def local_file(store: Store, key: str) -> Path:
    """Raises Unreadable when nothing is there or the store is not on this machine."""
    try:
        path = store.local_path(key)
    except NotFound as error:
        raise Unreadable(str(error)) from error
    if path is None:
        raise Unreadable(f"{key}: files of this format are read from folders of this machine only")
    return path
