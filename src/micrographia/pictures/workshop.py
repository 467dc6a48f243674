"""What drawing keeps in this process: open images, pictures, plans, lookup tables."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from functools import cache

import structlog
from django.conf import settings
from django.db import DatabaseError

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import Fileset, Original
from micrographia.home.memory import decoded_bytes, machine_bytes
from micrographia.pictures.cache import PictureCache
from micrographia.pictures.condition import Originals
from micrographia.pictures.disk import Disk
from micrographia.pictures.luts import LutShelf
from micrographia.pictures.remembered import Remembered
from micrographia.pictures.sources import SourcePool, StoredFileset
from micrographia.pictures.subject import Subject
from micrographia.pixels.decoded import DECODED
from micrographia.rendering.settings import RenderingSettings, SettingsChange
from micrographia.rendering.table import Luts
from micrographia.storage.memory import Memory

log = structlog.get_logger("micrographia.pictures")

SubjectKey = tuple[Viewer, int, int | None, int | None]
"""Viewer, image, settings asked for, share."""


@dataclass(frozen=True, slots=True)
class Look:
    """An image, its settings after a change, the tables they may name, and the fingerprint of all but the place."""

    subject: Subject
    settings: RenderingSettings
    luts: Luts
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Workshop:
    """One per process, made when the first picture is asked for."""

    cache: PictureCache
    sources: SourcePool
    originals: Originals
    luts: LutShelf
    subjects: Remembered[SubjectKey, Subject]
    looks: Remembered[tuple[SubjectKey, SettingsChange], Look]


@cache
def workshop() -> Workshop:
    """The workshop of this process, within the bounds of the config."""
    config, home = settings.MICROGRAPHIA, settings.MICROGRAPHIA_HOME
    DECODED.resize(decoded_bytes(config, machine_bytes()))
    disk = Disk(home.derived / "pictures", config.picture_disk_bytes) if home.derived.is_dir() else None
    half = config.plan_memory_bytes // 2
    return Workshop(
        cache=PictureCache(Memory(config.picture_memory_bytes), disk),
        sources=SourcePool(min(config.open_files, _descriptors() // 2)),
        originals=Originals(_note, lambda fileset: workshop().sources.forget(fileset)),
        luts=LutShelf(home.luts),
        subjects=Remembered(half, _subject_bytes),
        looks=Remembered(half, _look_bytes),
    )


def _note(fileset: StoredFileset, state: Original, trouble: str, settled: bool) -> None:
    """Writes down in which state an original was found: once, and not over what a check or a person has settled."""
    row = Fileset.objects.filter(pk=fileset.id, fingerprint=fileset.version, settled=False)
    row = row.exclude(original=Original.QUARANTINED)
    try:
        noted = row.exclude(original=state, settled=settled).update(original=state, trouble=trouble, settled=settled)
    except DatabaseError as error:
        # A picture does not fail because nobody could write down what became of its file.
        log.warning("the state of an original could not be noted", fileset=fileset.id, error=str(error))
        return
    if noted:
        log.warning("original", fileset=fileset.id, state=str(state), reason=trouble)


def _descriptors() -> int:
    """How many files this process may have open; the rest of them is for sockets and the database."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1_000_000 if soft == resource.RLIM_INFINITY else soft


def _subject_bytes(subject: Subject) -> int:
    return 2000 + 900 * len(subject.settings.channels) + 400 * len(subject.fileset.keys)


def _look_bytes(look: Look) -> int:
    return _subject_bytes(look.subject) + 2000 + 900 * len(look.settings.channels)
