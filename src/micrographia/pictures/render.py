"""The straight line of every picture: plan it from rows, draw it from pixels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from time import thread_time

from django.conf import settings

from micrographia.accounts.viewer import Viewer
from micrographia.catalog import revision
from micrographia.encoding.gif import MEDIA_TYPE as GIF
from micrographia.encoding.gif import encode_drawing
from micrographia.encoding.registry import encoder_for, encoders
from micrographia.engine.plots import column_plot, row_plot
from micrographia.engine.render import render
from micrographia.engine.split import split_channels
from micrographia.engine.thumbnail import thumbnail
from micrographia.engine.view import View
from micrographia.errors import NotFound, Unreadable
from micrographia.pictures.etag import etag_of, look_print
from micrographia.pictures.place import check_budget, view_of
from micrographia.pictures.planned import Fitted, Panels, PlannedPicture
from micrographia.pictures.request import Axis, Box, Line, Picture, PictureRequest
from micrographia.pictures.subject import Subject, load_subject
from micrographia.pictures.thumbnails import thumbnail_size
from micrographia.pictures.workshop import Look, SubjectKey, workshop
from micrographia.pixels import ImageInfo, PixelSource
from micrographia.rendering.change import changed
from micrographia.rendering.settings import SettingsChange

JPEG = "jpeg"


def plan(viewer: Viewer, request: PictureRequest, now: int | None = None) -> PlannedPicture:
    """What the viewer is going to see; reads rows at most, and none when it was asked before and nothing changed.

    now: the catalog's revision, for one who has read it before she knew the viewer. Raises NotFound for an image that
    is not hers to see or a place outside it, Invalid for a level that is not there and for pictures that are too large.
    """
    key = viewer, request.image_id, request.settings_id, request.share
    look = _look(key, request.change, revision.current() if now is None else now)
    subject = look.subject
    view = view_of(subject, look.settings, request)
    form = _form(subject, request)
    if not isinstance(form, Fitted):
        check_budget(subject, view, request, settings.MICROGRAPHIA.max_request_bytes)
    format = request.format if request.format in encoders() else JPEG
    return PlannedPicture(
        etag=etag_of(look.fingerprint, view, f"{format} {request.quality} {form}"),
        fileset=subject.fileset,
        series=subject.series,
        view=view,
        statistics=subject.statistics,
        form=form,
        format=format,
        quality=request.quality,
        media_type=GIF if isinstance(form, Line) else encoder_for(format).media_type,
        luts=look.luts,
    )


def require_original(planned: PlannedPicture) -> None:
    """Raises NotAsImported when the original has changed or gone, except for thumbnails, of which some may be kept."""
    if not isinstance(planned.form, Fitted):
        workshop().originals.check(planned.fileset)


def kept(planned: PlannedPicture) -> Picture | None:
    """The picture, if it was drawn before and is still kept.

    Raises NotAsImported when the original has changed or gone; thumbnails are shown all the same.
    """
    require_original(planned)
    body = workshop().cache.get(planned.etag)
    return None if body is None else Picture(body, planned.media_type, planned.etag)


def draw(planned: PlannedPicture, checkpoint: Callable[[], None] = lambda: None) -> Picture:
    """The picture: from the store, or read, rendered and encoded.

    checkpoint: called between the steps; raises when nobody waits any more. Raises Unreadable when the original is
    broken, changed or gone.
    """
    return kept(planned) or draw_anew(planned, checkpoint)


def draw_anew(planned: PlannedPicture, checkpoint: Callable[[], None] = lambda: None) -> Picture:
    """As `draw`, for one who has found that it is not kept; thumbnails are kept on disk, however little they cost."""
    shop = workshop()
    started = thread_time()
    with (
        shop.originals.reading(planned.fileset),
        shop.sources.opened(planned.fileset, planned.series) as source,
    ):
        _require_image(source.info, planned.view)
        body = _made(source, planned, checkpoint)
    shop.cache.put(planned.etag, body, thread_time() - started, lasting=isinstance(planned.form, Fitted))
    return Picture(body, planned.media_type, planned.etag)


def subject_seen(key: SubjectKey, now: int) -> Subject:
    """The image as this viewer sees it at revision `now`. Raises NotFound."""
    return _in_time(workshop().subjects.get(key, now, lambda: load_subject(*key)))


def _look(key: SubjectKey, change: SettingsChange, now: int) -> Look:
    shop = workshop()
    luts = shop.luts.tables()

    def make() -> Look:
        subject = subject_seen(key, now)
        wanted = changed(subject.settings, change)
        return Look(subject, wanted, luts, look_print(subject, wanted, luts))

    look = shop.looks.get((key, change), now, make)
    _in_time(look.subject)
    return look if look.luts is luts else make()


def _in_time(subject: Subject) -> Subject:
    if subject.until is not None and subject.until <= datetime.now(UTC):
        raise NotFound(f"Image {subject.image_id} not found")
    return subject


def _form(subject: Subject, request: PictureRequest) -> Fitted | Panels | Line | None:
    form = request.form
    if form is None or isinstance(form, Line):
        return form
    if isinstance(form, Box):
        return Fitted(*thumbnail_size(subject.size, form, settings.MICROGRAPHIA.thumbnail_size))
    return Panels(subject.labels)


def _require_image(info: ImageInfo, view: View) -> None:
    """Raises Unreadable where the place that was planned is not inside what was opened: then it is of another file."""
    sizes = len(info.levels), info.size.z, info.size.t
    if all(0 <= place < size for place, size in zip((view.level, view.z, view.t), sizes, strict=True)):
        level, region = info.levels[view.level], view.region
        if region.x + region.width <= level.width and region.y + region.height <= level.height:
            return
    raise Unreadable("the file does not hold the image that was imported")


def _made(source: PixelSource, planned: PlannedPicture, checkpoint: Callable[[], None]) -> bytes:
    """The encoded picture; the media type is decided by the plan."""
    form, view, luts, statistics = planned.form, planned.view, planned.luts, planned.statistics
    if isinstance(form, Line):
        plotted = row_plot if form.axis is Axis.ROW else column_plot
        plot = plotted(source, view, form.place, form.thickness, statistics, checkpoint)
        return encode_drawing(plot.drawing, plot.palette)
    if isinstance(form, Fitted):
        picture = thumbnail(source, view, (form.width, form.height), luts, statistics, checkpoint)
    elif isinstance(form, Panels):
        picture = split_channels(source, view, form.labels, luts, statistics, checkpoint)
    else:
        picture = render(source, view, luts, statistics, checkpoint)
    return encoder_for(planned.format).encode(picture, planned.quality)
