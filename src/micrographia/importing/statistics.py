"""The exact values of images too large to be read whole at import, taken by a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from micrographia.catalog.models import Channel, Image, Pixels, Statistics
from micrographia.errors import NotFound
from micrographia.importing.importer import limits
from micrographia.importing.question import Measure, Measured
from micrographia.importing.sandbox import Sandbox
from micrographia.jobs.task import Effect, Params
from micrographia.pictures.defaults import store_defaults
from micrographia.pictures.subject import folder_of

LONGEST_SECONDS = 7 * 24 * 3600
"""Of processor time for one image: large ones take hours, none takes a week."""


class StatisticsTask:
    """`image`: the id. none → running → exact; provisional settings are made again, once, unless somebody saved."""

    def work(self, params: Params, progress: Callable[[float], None]) -> Effect:
        image = Image.objects.select_related("fileset").filter(pk=int(params["image"])).first()
        if image is None or image.fileset is None:
            raise NotFound(f"Image {params['image']} is gone")
        Pixels.objects.filter(pk=image.pk, statistics=Statistics.NONE).update(statistics=Statistics.RUNNING)
        question = Measure(
            str(folder_of(image.fileset)), image.fileset.reader, tuple(image.fileset.entries), image.series
        )
        with Sandbox(replace(limits(), seconds=LONGEST_SECONDS)) as sandbox:
            measured = sandbox.measure(question, progress)
        return lambda: _write(image.pk, measured)

    def give_up(self, params: Params) -> None:
        Pixels.objects.filter(pk=int(params["image"]), statistics=Statistics.RUNNING).update(statistics=Statistics.NONE)


def _write(image_id: int, measured: Measured) -> None:
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return
    channels = list(Channel.objects.filter(image=image_id).order_by("index"))
    for channel, values in zip(channels, measured.ranges, strict=True):
        channel.low, channel.high = values.low, values.high
    Channel.objects.bulk_update(channels, ["low", "high"])
    Pixels.objects.filter(pk=image_id).update(statistics=Statistics.EXACT)
    store_defaults(image)


TASK = StatisticsTask()
