"""Makes a plan so: all rows of one fileset in one transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db import transaction

from micrographia.catalog.models import (
    ANNOTATABLE,
    Annotation,
    AnnotationKind,
    Dataset,
    DatasetImage,
    Project,
    ProjectDataset,
    Screen,
    ScreenPlate,
)
from micrographia.catalog.turns import take_turns
from micrographia.importing.examination import MANY
from micrographia.importing.known import Committed, CommittedImage, known_fileset, recognise
from micrographia.importing.models import Import, ImportedFile, Status
from micrographia.importing.plan import PlannedFileset
from micrographia.importing.rows import Rows
from micrographia.importing.whose import Whose
from micrographia.jobs.queue import enqueue

BATCH = 500
MEASURED_AT_ONCE = 48
"""Images of one fileset that one job measures: it writes them in one transaction, which must be short."""

Container = TypeVar("Container", Dataset, Project, Screen)


def commit(planned: PlannedFileset, rows: Rows, whose: Whose, call: Import) -> Committed:
    """Writes a fileset with its links, its jobs and the note of what happened, as one.

    When somebody has imported the same files for the same owner meanwhile, theirs are given and nothing is written
    but the note. Reads no file.
    """
    with transaction.atomic():
        # On PostgreSQL imports into one group go one after the other; SQLite has one writer anyway.
        take_turns([whose.group.pk])
        known = known_fileset(planned.originals.fingerprint, whose)
        if known is not None:
            return recognise(known, planned.found.path, call)
        _reuse_tags(rows, whose)
        for name in Rows.__dataclass_fields__:
            written = getattr(rows, name)
            if written:
                type(written[0])._default_manager.bulk_create(written, batch_size=BATCH)
        dataset = _link(planned, rows, whose)
        enqueue_statistics(rows.filesets[0].pk, planned.examined.pending)
        ImportedFile.objects.create(
            imported_by=call,
            path=str(planned.found.path),
            status=Status.IMPORTED,
            reason="; ".join(planned.examined.inspection.warnings),
            fileset=rows.filesets[0],
            files=len(rows.files),
            images=len(rows.images),
        )
    return Committed(rows.filesets[0].pk, _images(planned, rows, dataset), known=False)


def _reuse_tags(rows: Rows, whose: Whose) -> None:
    """A tag that the owner has already, in the same words, is hung on the new things too."""
    new = {_words(row): row for row in rows.annotations if row.kind == AnnotationKind.TAG}
    if not new:
        return
    texts = {row.text for row in new.values()}
    mine = Annotation.objects.filter(kind=AnnotationKind.TAG, deleted__isnull=True, **whose.columns)
    known = {_words(row): row for row in mine.filter(text__in=texts).order_by("-pk")}
    chosen = {id(row): known.get(_words(row), new[_words(row)]) for row in rows.annotations if _words(row) in new}
    links = {}
    for link in rows.annotation_links:
        link.child = chosen.get(id(link.child), link.child)
        thing = next(each for name in ANNOTATABLE if (each := getattr(link, name)) is not None)
        links[id(thing), id(link.child)] = link
    rows.annotation_links[:] = links.values()
    rows.annotations[:] = [row for row in rows.annotations if chosen.get(id(row), row) is row]


def _words(row: Annotation) -> tuple[str, str, str, str]:
    return row.kind, row.text, row.namespace, row.description


def enqueue_statistics(fileset_id: int, series: Sequence[int]) -> None:
    """Jobs that measure these images of a fileset, of many several in one; series in rising order."""
    step = MEASURED_AT_ONCE if len(series) > MANY else 1
    for start in range(0, len(series), step):
        some = series[start : start + step]
        enqueue("statistics", fileset=fileset_id, first=some[0], last=some[-1])


def _link(planned: PlannedFileset, rows: Rows, whose: Whose) -> Dataset | None:
    """Puts the images into their dataset and the plates into their screen."""
    if planned.screen is not None:
        screen = _own(Screen, planned.screen, whose)
        ScreenPlate.objects.bulk_create(ScreenPlate(parent=screen, child=one, **whose.columns) for one in rows.plates)
    if planned.dataset is None:
        return None
    dataset = dataset_named(planned.dataset, planned.project, whose)
    loose = [image for image, place in zip(rows.images, planned.places, strict=True) if place is None]
    DatasetImage.objects.bulk_create(
        (DatasetImage(parent=dataset, child=image, **whose.columns) for image in loose), batch_size=BATCH
    )
    return dataset


def dataset_named(name: str, project: str | None, whose: Whose) -> Dataset:
    """The owner's first dataset of that name (in her project of that name), made if there is none."""
    if project is None:
        return _own(Dataset, name, whose)
    parent = _own(Project, project, whose)
    inside = Dataset.objects.filter(
        name=name, deleted__isnull=True, project_links__parent=parent, project_links__deleted__isnull=True
    )
    found: Dataset | None = inside.filter(**whose.columns).order_by("pk").first()
    if found is None:
        found = Dataset.objects.create(name=name, **whose.columns)
        ProjectDataset.objects.create(parent=parent, child=found, **whose.columns)
    return found


def _own(model: type[Container], name: str, whose: Whose) -> Container:
    mine = model.objects.filter(name=name, deleted__isnull=True, **whose.columns)
    found: Container | None = mine.order_by("pk").first()
    return found or model.objects.create(name=name, **whose.columns)


def _images(planned: PlannedFileset, rows: Rows, dataset: Dataset | None) -> tuple[CommittedImage, ...]:
    return tuple(
        CommittedImage(
            image_id=image.pk,
            series=image.series,
            name=image.name,
            dataset_id=dataset.pk if dataset is not None and place is None else None,
            plate_id=rows.plates[place.plate].pk if place is not None else None,
            well=planned.well_name(image.series),
        )
        for image, place in zip(rows.images, planned.places, strict=True)
    )
