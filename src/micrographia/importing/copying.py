"""Copies of originals in the home folder: whole or not there."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from micrographia.errors import Busy, Unreadable
from micrographia.importing.scan import Found

_LOCK = ".lock"
_PART = ".part"


@contextmanager
def copied(originals: Path, found: Found, is_known: Callable[[str], bool]) -> Iterator[Path]:
    """The folder, below `originals`, that holds the copies under their own keys.

    While the block runs a lock says that its rows are still to come. When it raises, the copies go, unless their rows
    are there: is_known says so of the folder's name. Raises Unreadable, Busy when the disk is full.
    """
    if not isinstance(found.root, Path):
        raise Unreadable(f"{found.path.name} lies on another machine; it is read where it lies, without --copy")
    name = secrets.token_hex(16)
    with _locked(originals / f".{name}{_LOCK}"):
        part, final = originals / f".{name}{_PART}", originals / name
        finished = False
        try:
            _put(found, found.root, part, final)
            yield final
            finished = True
        finally:
            if not finished and not is_known(name):
                _remove(part, final)


def sweep(originals: Path, is_known: Callable[[str], bool]) -> int:
    """Removes what imports that were killed left: copies without rows whose lock nobody holds. How many."""
    removed = 0
    for lock in originals.glob(f".*{_LOCK}"):
        name = lock.name[1 : -len(_LOCK)]
        with suppress(BlockingIOError, FileNotFoundError), _locked(lock):
            part, final = originals / f".{name}{_PART}", originals / name
            if not is_known(name):
                _remove(part, final)
                removed += 1
    return removed


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds the file's lock and removes the file at the end. Raises BlockingIOError when another process has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _put(found: Found, root: Path, part: Path, final: Path) -> None:
    try:
        _copy_all(found, root, part)
        part.rename(final)
        _sync(final.parent)
    except OSError as error:
        raise _explained(error, found) from error


def _copy_all(found: Found, root: Path, target: Path) -> None:
    for key in found.keys:
        source, copy = root / key, target / key
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            _copy_folder(source, copy)
        else:
            _copy(str(source), str(copy))
    for folder, _, _ in os.walk(target, topdown=False):
        _sync(Path(folder))


def _copy_folder(source: Path, target: Path) -> None:
    """Links stay links: followed, they may lead anywhere, or round in circles. The first failure is raised."""
    for here, folders, names in os.walk(source):
        there = target / os.path.relpath(here, source)
        there.mkdir()
        for name in (*folders, *names):
            entry = os.path.join(here, name)
            if os.path.islink(entry):
                os.symlink(os.readlink(entry), there / name)
            elif name in names:
                _copy(entry, str(there / name))


def _copy(source: str, target: str) -> None:
    shutil.copy2(source, target)
    descriptor = os.open(target, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _explained(error: OSError, found: Found) -> Exception:
    if error.errno in (28, 122):  # ENOSPC, EDQUOT
        return Busy(f"{found.path.name} could not be copied: the disk of the home folder is full")
    return Unreadable(f"{found.path.name} could not be copied: {error.strerror or error}")
