"""Checksums of originals: what tells a flipped bit when size and date are as they were."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from micrographia.errors import NotFound, Unreadable
from micrographia.importing.originals import OriginalInfo
from micrographia.storage import LocalStore, Place
from micrographia.storage.local import LITTER

_BLOCK = 2**20


def checksum_of(store: LocalStore, key: str) -> str:
    """SHA-1, 40 hex digits: of a file's bytes; of a folder, of the names and checksums of all files below, sorted.

    Links inside a folder count by what they say, not by where they lead. Raises Unreadable.
    """
    try:
        path = str(store.local_path(key))
        return _folder(path) if os.path.isdir(path) else _file(path)
    except (OSError, NotFound) as error:
        raise Unreadable(f"{key}: {getattr(error, 'strerror', None) or error}") from error


def with_checksums(root: Place, files: Iterable[OriginalInfo], most: int) -> tuple[OriginalInfo, ...]:
    """The same files with their checksums, as long as they have at most so many bytes together; never of folders, which
    may have very many files, nor of what lies on another machine. A file that is not what it was stays without."""
    found = tuple(files)
    if not isinstance(root, Path) or sum(file.size for file in found) > most:
        return found
    store = LocalStore(root)
    return tuple(replace(file, sha1=_unless_changed(store, file)) if file.latest is None else file for file in found)


def _unless_changed(store: LocalStore, file: OriginalInfo) -> str:
    try:
        checksum = checksum_of(store, file.key)
        return checksum if store.glance(file.key) == file.version else ""
    except (Unreadable, OSError):
        return ""


def _file(path: str) -> str:
    digest = hashlib.sha1(usedforsecurity=False)
    with open(path, "rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _folder(path: str) -> str:
    digest, waiting = hashlib.sha1(usedforsecurity=False), [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(os.path.join(path, inside)) as entries:
            names = sorted(entry.name for entry in entries if entry.name not in LITTER)
        for name in names:
            below = os.path.join(inside, name)
            full = os.path.join(path, below)
            if os.path.islink(full):
                told = f"to {os.readlink(full)}"
            elif os.path.isdir(full):
                waiting.append(below)
                told = "folder"
            else:
                told = _file(full)
            digest.update(f"{below}\0{told}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
