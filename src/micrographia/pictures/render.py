"""The straight line of every picture: plan it from rows, draw it from pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import thread_time

from django.conf import settings

from micrographia.accounts.viewer import Viewer
from micrographia.catalog import revision
from micrographia.encoding.registry import encoder_for, encoders
from micrographia.engine.render import render
from micrographia.engine.thumbnail import thumbnail
from micrographia.engine.view import View
from micrographia.errors import NotFound
from micrographia.pictures.etag import etag_of, look_print
from micrographia.pictures.place import check_budget, view_of
from micrographia.pictures.request import Picture, PictureRequest
from micrographia.pictures.sources import StoredFileset
from micrographia.pictures.subject import Subject, load_subject
from micrographia.pictures.thumbnails import thumbnail_size
from micrographia.pictures.workshop import Look, SubjectKey, workshop
from micrographia.pixel_type import ValueRange
from micrographia.rendering.change import changed
from micrographia.rendering.composite import RGB
from micrographia.rendering.settings import SettingsChange
from micrographia.rendering.table import Luts

JPEG = "jpeg"


@dataclass(frozen=True, slots=True)
class PlannedPicture:
    """All that drawing needs, no row among it. fit: width and height of a thumbnail. format: an encoder's name."""

    etag: str
    fileset: StoredFileset
    series: int
    view: View
    statistics: tuple[ValueRange | None, ...]
    fit: tuple[int, int] | None
    format: str
    quality: float | None
    luts: Luts = field(repr=False, compare=False)


def plan(viewer: Viewer, request: PictureRequest) -> PlannedPicture:
    """What the viewer is going to see; reads rows at most, and none when it was asked before and nothing changed.

    Raises NotFound for an image that is not hers to see or a place outside it, Invalid for a level that is not there
    and for pictures that are too large.
    """
    now = revision.current()
    key = viewer, request.image_id, request.settings_id, request.share
    subject = subject_seen(key, now)
    look = _look(key, request.change, subject, now)
    view = view_of(subject, look.settings, request)
    fit = None
    if request.fit is not None:
        fit = thumbnail_size(subject.size, request.fit, settings.MICROGRAPHIA.thumbnail_size)
    else:
        check_budget(subject, view, request, settings.MICROGRAPHIA.max_request_bytes)
    format = request.format if request.format in encoders() else JPEG
    etag = etag_of(look.fingerprint, view, f"{format} {request.quality} {fit}")
    return PlannedPicture(
        etag, subject.fileset, subject.series, view, subject.statistics, fit, format, request.quality, look.luts
    )


def draw(planned: PlannedPicture, checkpoint: Callable[[], None] = lambda: None) -> Picture:
    """The picture: from the store, or read, rendered and encoded.

    checkpoint: called between the steps; raises when nobody waits any more. Raises Unreadable when the original is
    broken, changed or gone; thumbnails that were drawn before are shown all the same.
    """
    shop, encoder = workshop(), encoder_for(planned.format)
    if planned.fit is None:
        shop.originals.check(planned.fileset)
    body = shop.cache.get(planned.etag)
    if body is None:
        shop.originals.check(planned.fileset)
        started = thread_time()
        body = encoder.encode(_pixels(planned, checkpoint), planned.quality)
        shop.cache.put(planned.etag, body, thread_time() - started, lasting=planned.fit is not None)
    return Picture(body, encoder.media_type, planned.etag)


def subject_seen(key: SubjectKey, now: int) -> Subject:
    """The image as this viewer sees it at revision `now`. Raises NotFound."""
    subject = workshop().subjects.get(key, now, lambda: load_subject(*key))
    if subject.until is not None and subject.until <= datetime.now(UTC):
        raise NotFound(f"Image {subject.image_id} not found")
    return subject


def _look(key: SubjectKey, change: SettingsChange, subject: Subject, now: int) -> Look:
    shop = workshop()
    luts = shop.luts.tables()

    def make() -> Look:
        wanted = changed(subject.settings, change)
        return Look(wanted, luts, look_print(subject, wanted, luts))

    look = shop.looks.get((key, change), now, make)
    return look if look.luts is luts else make()


def _pixels(planned: PlannedPicture, checkpoint: Callable[[], None]) -> RGB:
    view = planned.view
    with workshop().sources.opened(planned.fileset, planned.series) as source:
        if planned.fit is None:
            return render(source, view, planned.luts, planned.statistics, checkpoint)
        return thumbnail(source, view, planned.fit, planned.luts, planned.statistics, checkpoint)
