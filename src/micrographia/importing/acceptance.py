"""Somebody says that changed originals are right as they are now: they are examined again, and their rows follow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction

from micrographia.catalog.models import (
    Channel,
    Fileset,
    Image,
    Original,
    OriginalMetadata,
    StoredSettings,
    WellField,
)
from micrographia.errors import Busy, NotFound, Unreadable
from micrographia.importing.checksum import with_checksums
from micrographia.importing.commit import enqueue_statistics
from micrographia.importing.originals import Originals, originals_of
from micrographia.importing.plan import PlannedFileset, Wish, plan
from micrographia.importing.relocation import write_files, write_state
from micrographia.importing.rows import aware, channel_rows, original_of, pixels_row
from micrographia.importing.sandbox import Sandbox
from micrographia.importing.scan import Found
from micrographia.pictures.defaults import store_defaults
from micrographia.pictures.subject import folder_of


def accept(fileset: Fileset, sandbox: Sandbox) -> None:
    """Takes the files as they lie there now for the originals; also ends a quarantine, when they can be read.

    Sizes, levels, channels, dates and values are taken anew; names, places, tags, regions of interest and settings that
    people saved stay. Raises NotFound for files that are gone, Unreadable for such as cannot be read or hold other
    images than before, Busy when they change meanwhile.
    """
    if fileset.original == Original.GONE:
        raise NotFound("what is gone cannot be accepted: bring it back, say where it is now, or delete its images")
    found, originals = _files(fileset, sandbox)
    planned = plan(found, originals, sandbox.examine(found.root, found.reader, found.keys), Wish())
    if originals_of(found).fingerprint != originals.fingerprint:
        raise Busy(f"{found.path.name} changed while it was read; try again")
    files = with_checksums(found.root, originals.files, settings.MICROGRAPHIA.import_statistics_bytes)
    with transaction.atomic():
        images = _images(fileset, planned)
        for image in images:
            _write_image(image, planned)
        write_files(fileset, replace(originals, files=files))
        write_state(fileset, entries=list(found.keys), fingerprint=originals.fingerprint, bytes=originals.bytes)
        enqueue_statistics(fileset.pk, planned.examined.pending)


def _files(fileset: Fileset, sandbox: Sandbox) -> tuple[Found, Originals]:
    """Which files belong to it now."""
    root, entry = folder_of(fileset), fileset.entries[0]
    (surveyed, *_) = sandbox.survey(root, [entry])
    if surveyed.reader is None:
        raise Unreadable(surveyed.reason)
    if surveyed.reader != fileset.reader:
        raise Unreadable(f"it was read as {fileset.reader} and is {surveyed.reader} now; import it as something new")
    found = Found(root.resolve() if isinstance(root, Path) else root, surveyed.reader, surveyed.keys)
    return found, originals_of(found)


def _images(fileset: Fileset, planned: PlannedFileset) -> list[Image]:
    """The images of the fileset, those that were deleted too. Raises Unreadable when the files hold others."""
    images = list(Image.objects.filter(fileset=fileset).select_related("pixels").order_by("series"))
    if [image.series for image in images] != list(range(len(planned.images))):
        raise Unreadable(
            f"it held {len(images)} images and holds {len(planned.images)} now; import it as something new"
        )
    fields = WellField.objects.filter(image__fileset=fileset)
    before = set(fields.values_list("image__series", "well__row", "well__column", "index"))
    if before != _places(planned):
        raise Unreadable("its images have other places on the plate now; import it as something new")
    return images


def _places(planned: PlannedFileset) -> set[tuple[int, int, int, int]]:
    """Series, row, column and field of every image on a plate."""
    found = set()
    for series, place in enumerate(planned.places):
        if place is not None:
            well = planned.plates[place.plate].wells[place.well]
            found.add((series, well.row, well.column, place.field))
    return found


def _write_image(image: Image, planned: PlannedFileset) -> None:
    info, values = planned.images[image.series], planned.values(image.series)
    exact = values.ranges if values is not None and values.exact else ()
    image.acquired = aware(info.acquired)
    image.save(update_fields=["acquired"])
    pixels_row(image, info, exact=bool(exact)).save(force_update=True)
    Channel.objects.filter(image=image).delete()
    Channel.objects.bulk_create(channel_rows(image, info, exact))
    OriginalMetadata.objects.filter(image=image).delete()
    said = original_of(planned.examined.inspection, image.series)
    if said:
        OriginalMetadata.objects.create(image=image, pairs=said)
    # The first settings are made again; what people have saved stays, as far as it fits the channels.
    untouched = StoredSettings.objects.filter(image=image, owner=image.owner_id, revision=0, deleted__isnull=True)
    untouched.update(provisional=True)
    fresh = Image.objects.select_related("pixels").get(pk=image.pk)
    store_defaults(fresh, () if values is None or values.exact else values.ranges)
