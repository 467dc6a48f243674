"""Looks at the originals of filesets one by one, writes down in which state they are, and says so."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Count

from micrographia.catalog.models import Fileset, Original, OriginalFile
from micrographia.errors import Busy, Unreadable
from micrographia.importing.checksum import checksum_of
from micrographia.pictures.condition import QUARANTINE, first_trouble
from micrographia.pictures.subject import folder_of, stored_fileset
from micrographia.storage import LocalStore, Place

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Checked:
    """One fileset as it was found. reason: why it is not there, "" when it is. files, images: how many."""

    fileset: Fileset
    state: Original
    reason: str
    files: int
    images: int


def checked(ids: Sequence[int] = (), strict: bool = False) -> Iterator[Checked]:
    """Looks at these filesets, else at all, in the order of their ids.

    strict: reads all bytes and compares their checksums; where there is none yet, notes it. Each state is written down
    when it is found, in one step, so it may be stopped at any time.
    """
    for fileset in _filesets(ids):
        files = list(OriginalFile.objects.filter(fileset=fileset).order_by("pk"))
        state, reason = _state(fileset, files, strict)
        _write(fileset, state, reason, settled=_settled(fileset, state, strict))
        yield Checked(fileset, state, reason, len(files), fileset.pictures)


def deep_trouble(store: LocalStore, file: OriginalFile) -> str:
    """What is wrong inside an original that is a folder, by the number, sizes and dates of all files; "" if nothing.

    Counts them in `file` where nobody has counted; the caller saves it.
    """
    if file.latest is None:
        return ""
    try:
        found = store.below(file.key)
    except OSError as error:
        return f"the original {file.name} cannot be read: {error.strerror}"
    if file.latest < found.newest <= time.time_ns():
        return f"the original {file.name} has changed: files in it are newer than the import"
    if file.entries is None:
        file.entries, file.size = found.files, found.bytes
    elif (found.files, found.bytes) != (file.entries, file.size):
        was = f"{file.entries} files of {file.size} bytes"
        return f"the original {file.name} has changed: {found.files} files of {found.bytes} bytes, before {was}"
    return ""


def _filesets(ids: Sequence[int]) -> Iterator[Any]:
    """In portions, so that nothing is open while files are read."""
    last, wanted = -1, Fileset.objects.filter(deleted__isnull=True).order_by("pk").annotate(pictures=Count("images"))
    if ids:
        wanted = wanted.filter(pk__in=ids)
    while portion := list(wanted.filter(pk__gt=last)[:_AT_ONCE]):
        yield from portion
        last = portion[-1].pk


def _state(fileset: Fileset, files: Sequence[OriginalFile], strict: bool) -> tuple[Original, str]:
    if fileset.original == Original.QUARANTINED:
        return Original.QUARANTINED, fileset.trouble or QUARANTINE
    stored = stored_fileset(fileset)
    try:
        trouble = first_trouble(stored, range(len(stored.keys)))
    except (Busy, Unreadable) as error:
        return Original.GONE, str(error)  # the machine on which it lies does not answer, or may not be asked
    if trouble is not None:
        return trouble.state, trouble.reason
    root = folder_of(fileset)
    if not isinstance(root, Path):
        return Original.THERE, ""  # its server says whether it is what it was
    store = LocalStore(root)
    uncounted = [file for file in files if file.latest is not None and file.entries is None]
    deep = next((found for file in files if (found := deep_trouble(store, file))), "")
    if deep:
        return Original.CHANGED, deep
    if uncounted:
        OriginalFile.objects.bulk_update(uncounted, ["entries", "size"])
        Fileset.objects.filter(pk=fileset.pk).update(bytes=sum(file.size for file in files))
    if strict:
        return _compared(store, files)
    if fileset.settled:
        return Original(fileset.original), fileset.trouble
    return Original.THERE, ""


def _compared(store: LocalStore, files: Sequence[OriginalFile]) -> tuple[Original, str]:
    """By reading everything; nothing is noted unless all of it could be read."""
    learned = []
    for file in files:
        try:
            checksum = checksum_of(store, file.key)
            unchanged = store.glance(file.key) == file.version or not file.version
        except (Unreadable, OSError) as error:
            return Original.GONE, f"the original file {file.name} cannot be read: {error}"
        if file.sha1 not in ("", checksum):
            return Original.CHANGED, f"the bytes of the original file {file.name} are not those that were imported"
        if not file.sha1 and unchanged:
            file.sha1 = checksum
            learned.append(file)
    OriginalFile.objects.bulk_update(learned, ["sha1"])
    return Original.THERE, ""


def _settled(fileset: Fileset, state: Original, strict: bool) -> bool:
    """What only reading could find stays until it is read again; a missing file never stays missing by itself."""
    return state == Original.CHANGED and (fileset.settled or strict)


def _write(fileset: Fileset, state: Original, reason: str, settled: bool) -> None:
    """Unless somebody has accepted the files meanwhile."""
    if (fileset.original, fileset.trouble, fileset.settled) != (state, reason, settled):
        as_seen = Fileset.objects.filter(pk=fileset.pk, fingerprint=fileset.fingerprint)
        as_seen.update(original=state, trouble=reason, settled=settled)
        fileset.original, fileset.trouble, fileset.settled = state, reason, settled


def path_of(fileset: Fileset) -> Place:
    """Where the entry file lies."""
    return folder_of(fileset) / (fileset.entries[0] if fileset.entries else "")
