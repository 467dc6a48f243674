"""Originals that somebody has moved: found again by name, size and date or checksum, and their rows told so."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from micrographia.catalog.models import Fileset, Original, OriginalFile
from micrographia.errors import Busy, NotFound, Unreadable
from micrographia.importing.checking import deep_trouble
from micrographia.importing.checksum import checksum_of
from micrographia.importing.originals import Originals, originals_of
from micrographia.importing.scan import Found
from micrographia.storage import LocalStore


class Haystack:
    """Folders in which originals may lie now. They are walked once; links are not followed."""

    def __init__(self, folders: Sequence[Path], names: Iterable[str]) -> None:
        """names: of the entry files that are looked for."""
        wanted = set(names)
        self._places: dict[str, list[Path]] = {}
        for folder in folders:
            for here, below, files in os.walk(folder):
                for name in wanted.intersection(below + files):
                    self._places.setdefault(name, []).append(Path(here))

    def root_of(self, fileset: Fileset) -> Path | None:
        """The folder below which all files of the fileset lie, as they were imported; None when there is none."""
        entry = fileset.entries[0]
        for place in self._places.get(entry.rpartition("/")[2], []):
            depth = entry.count("/")
            root = place if not depth else place.parents[depth - 1]
            if lies_at(fileset, root) is None:
                return root
        return None


def lies_at(fileset: Fileset, root: Path) -> str | None:
    """None when all files of the fileset lie below `root`, as they were imported; else what is wrong."""
    store = LocalStore(root)
    return next((found for file in fileset.files.order_by("pk") if (found := _difference(store, file))), None)


def relink(fileset: Fileset, root: Path) -> None:
    """From now on the fileset lies below `root`. Raises Unreadable when it does not, Busy when it changes meanwhile."""
    root = root.resolve()
    trouble = lies_at(fileset, root)
    if trouble is not None:
        raise Unreadable(trouble)
    there = originals_of(Found(root, fileset.reader, tuple(fileset.entries)))
    checksums = dict(OriginalFile.objects.filter(fileset=fileset).values_list("key", "sha1"))
    there = replace(there, files=tuple(replace(file, sha1=checksums.get(file.key, "")) for file in there.files))
    with transaction.atomic():
        write_files(fileset, there)
        write_state(fileset, root=str(root), fingerprint=there.fingerprint)


def write_files(fileset: Fileset, originals: Originals) -> None:
    """Brings the rows of the files to what lies there."""
    rows = {row.key: row for row in OriginalFile.objects.filter(fileset=fileset)}
    columns = ("size", "version", "latest")
    new = []
    for file in originals.files:
        row = rows.pop(file.key, None)
        if row is None:
            whose = {"owner_id": fileset.owner_id, "group_id": fileset.group_id}
            row = OriginalFile(fileset=fileset, key=file.key, name=file.key.rpartition("/")[2], sha1=file.sha1, **whose)
            new.append(row)
        for column in columns:
            setattr(row, column, getattr(file, column))
        row.sha1, row.entries = file.sha1, None
        if row.pk is not None:
            row.save(update_fields=[*columns, "entries", "sha1"])
    OriginalFile.objects.bulk_create(new)
    OriginalFile.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()


def write_state(fileset: Fileset, **columns: object) -> None:
    """Says that the original is there. Raises Busy when somebody else has changed the row meanwhile."""
    as_seen = Fileset.objects.filter(pk=fileset.pk, fingerprint=fileset.fingerprint, deleted__isnull=True)
    if not as_seen.update(original=Original.THERE, trouble="", settled=False, crashes=0, **columns):
        raise Busy(f"fileset {fileset.pk} was changed by somebody else meanwhile; check again")


def _difference(store: LocalStore, file: OriginalFile) -> str | None:
    try:
        version = store.glance(file.key)
        if version != file.version and not (file.sha1 and checksum_of(store, file.key) == file.sha1):
            return f"{store.root / file.key} is not the file that was imported"
        return deep_trouble(store, file) or None
    except (NotFound, OSError, Unreadable):
        return f"{store.root / file.key} is not there"
