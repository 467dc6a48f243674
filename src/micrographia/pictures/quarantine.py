"""Originals that end the processes that read them: counted, and after the second time not read any more."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from micrographia.catalog.models import Fileset, Original
from micrographia.pictures.condition import QUARANTINE
from micrographia.pictures.marks import MARKS, End, ends

MOST_CRASHES = 2

PICTURES = "pictures"
JOBS = "jobs"

log = structlog.get_logger("micrographia.pictures")


def marks_folder() -> Path:
    """Where the processes of this home keep their marks."""
    folder: Path = settings.MICROGRAPHIA_HOME.derived / "reading"
    return folder


@contextmanager
def marked(kind: str) -> Iterator[None]:
    """Around the life of a process that reads originals. What those read that ended before it is counted first.

    kind: PICTURES or JOBS.
    """
    folder = marks_folder()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with ThreadPoolExecutor(1) as thread:  # where an event loop runs, Django asks no database
            thread.submit(_count, folder).result()
        MARKS.begin(folder, kind)
    except OSError as error:
        log.error("what is read cannot be marked", folder=str(folder), error=str(error))
    try:
        yield
    finally:
        MARKS.end()


def _count(folder: Path) -> None:
    try:
        for end in ends(folder):
            if end.filesets:
                log.error("reading originals has ended a process", filesets=sorted(end.filesets), fault=end.words)
                _write(end)
    except DatabaseError as error:
        # What is not counted stays for the next process that begins.
        log.error("the end of a process could not be counted", error=str(error))
    finally:
        connection.close()


def _write(end: End) -> None:
    rows = Fileset.objects.filter(pk__in=end.filesets).exclude(original=Original.QUARANTINED)
    with transaction.atomic():
        rows.update(crashes=F("crashes") + 1)
        rows.filter(crashes__gte=MOST_CRASHES).update(original=Original.QUARANTINED, trouble=QUARANTINE)
