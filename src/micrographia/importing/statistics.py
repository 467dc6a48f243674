"""The exact values of images that are not read as a whole at import, taken by a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db.models import QuerySet

from micrographia.catalog.models import Channel, Fileset, Image, Original, Pixels, Statistics
from micrographia.errors import NotAsImported, NotFound, Unreadable
from micrographia.importing.commit import BATCH, enqueue_statistics
from micrographia.importing.importer import limits
from micrographia.importing.question import Measure, Measured
from micrographia.importing.sandbox import Crashed, Sandbox
from micrographia.jobs.queue import enqueue
from micrographia.jobs.task import Effect, Params
from micrographia.pictures.condition import QUARANTINE, first_trouble
from micrographia.pictures.defaults import store_defaults
from micrographia.pictures.marks import MARKS
from micrographia.pictures.sources import StoredFileset
from micrographia.pictures.subject import folder_of, stored_fileset

LONGEST_SECONDS = 7 * 24 * 3600
"""Of processor time for one job: large images take hours, none takes a week."""


class StatisticsTask:
    """`fileset`: the id; `first`, `last`: numbers of its images, of which those that have no values get them.

    none → running → exact; provisional settings are made again, once, unless somebody saved.
    """

    def work(self, params: Params, progress: Callable[[float], None]) -> Effect:
        images = {image.series: image for image in _asked(params).select_related("fileset").order_by("series")}
        fileset = next((image.fileset for image in images.values()), None)
        if fileset is None:
            raise NotFound(f"Fileset {params['fileset']} is gone, or has all its values")
        stored = stored_fileset(fileset)
        _require_unchanged(stored)
        Pixels.objects.filter(image__in=images.values()).update(statistics=Statistics.RUNNING)
        question = Measure(str(folder_of(fileset)), fileset.reader, tuple(fileset.entries), tuple(images))
        found: dict[int, Measured] = {}
        broken: dict[int, str] = {}
        try:
            with MARKS.on(stored.id), Sandbox(replace(limits(), seconds=LONGEST_SECONDS)) as sandbox:
                for one in sandbox.measure(question, progress):
                    if one.values is None:
                        broken[one.series] = one.reason
                    else:
                        found[one.series] = one.values
        except Unreadable as error:
            if isinstance(error, Crashed) and len(images) == 1:
                reason = str(error)
                return lambda: _quarantine(_asked(params), stored, reason)
            broken[next(series for series in images if series not in {*found, *broken})] = str(error)
        if not found:
            raise Unreadable(next(iter(broken.values())))
        _require_unchanged(stored)
        return lambda: _finish(stored, images, found, broken)

    def give_up(self, params: Params) -> None:
        _stopped(_asked(params))


def _asked(params: Params) -> QuerySet[Image]:
    """The images of a job that have no exact values yet."""
    images = Image.objects.filter(
        fileset=int(params["fileset"]), series__range=(int(params["first"]), int(params["last"]))
    )
    return images.exclude(pixels__statistics=Statistics.EXACT)


def _require_unchanged(stored: StoredFileset) -> None:
    if stored.original == Original.QUARANTINED:
        raise NotAsImported(stored.trouble or QUARANTINE)
    trouble = first_trouble(stored, range(len(stored.keys)))
    if trouble is not None:
        raise NotAsImported(trouble.reason)


def _quarantine(images: QuerySet[Image], stored: StoredFileset, reason: str) -> None:
    """What ended the process that took the values is not read where it would end the server."""
    _stopped(images)
    as_read = Fileset.objects.filter(pk=stored.id, fingerprint=stored.version)
    as_read.update(original=Original.QUARANTINED, trouble=f"{QUARANTINE} ({reason})")


def _finish(
    stored: StoredFileset, images: Mapping[int, Image], found: Mapping[int, Measured], broken: Mapping[int, str]
) -> None:
    """What was found is written; each image that could not be read gets a job of its own, which says why.

    Nothing is, when somebody has accepted other files meanwhile: then other jobs take their values.
    """
    fileset = stored.id
    if not Fileset.objects.filter(pk=fileset, fingerprint=stored.version).exists():
        return
    channels = Channel.objects.filter(image__in=[images[series] for series in found])
    series_of = {images[series].pk: series for series in found}
    rows = []
    for channel in channels:
        values = found[series_of[channel.image_id]].ranges[channel.index]
        channel.low, channel.high = values.low, values.high
        rows.append(channel)
    Channel.objects.bulk_update(rows, ["low", "high"], batch_size=BATCH)
    Pixels.objects.filter(image__in=series_of).update(statistics=Statistics.EXACT)
    for image in Image.objects.filter(pk__in=series_of).select_related("pixels"):
        store_defaults(image)
    left = [series for series in images if series not in found]
    _stopped(Image.objects.filter(pk__in=[images[series].pk for series in left]))
    for series in left:
        if series in broken:
            enqueue("statistics", fileset=fileset, first=series, last=series)
    enqueue_statistics(fileset, [series for series in left if series not in broken])


def _stopped(images: QuerySet[Image]) -> None:
    Pixels.objects.filter(image__in=images, statistics=Statistics.RUNNING).update(statistics=Statistics.NONE)


TASK = StatisticsTask()
