"""Deleting softly, and bringing back what was deleted together.

What goes (reference json-api.md §5, permissions.md §3.4): the thing, its parts, all its links, and annotations that
nothing else carries, except tags, terms and files. What stays: children in containers, tags, terms, files. The images
of a plate are its parts as long as they are nowhere else. Files go with the last of their images.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.links import COLUMNS
from micrographia.catalog.models import (
    Annotation,
    AnnotationKind,
    AnnotationLink,
    Dataset,
    DatasetImage,
    Deletion,
    Fileset,
    Image,
    OriginalFile,
    Owned,
    Plate,
    Project,
    ProjectDataset,
    Roi,
    Run,
    Screen,
    ScreenPlate,
    Shape,
    Share,
    StoredSettings,
    Well,
    WellField,
)
from micrographia.catalog.permissions import may_have, require
from micrographia.catalog.turns import take_turns
from micrographia.errors import Forbidden, Invalid, NotFound

DELETABLE: tuple[type[Owned], ...] = (Project, Dataset, Image, Screen, Plate, Run, Roi, Shape, Annotation, Share)
"""What can be deleted by itself; everything else goes with what it is part of."""

KEPT = (AnnotationKind.TAG, AnnotationKind.TERM, AnnotationKind.FILE)
"""Annotations that stay when the last thing that carried them goes."""

_THINGS: tuple[type[Owned], ...] = (*DELETABLE, Well, StoredSettings, Fileset, OriginalFile)
_ENDS: tuple[tuple[type[Owned], str, type[Owned]], ...] = (
    (ProjectDataset, "parent", Project),
    (ProjectDataset, "child", Dataset),
    (DatasetImage, "parent", Dataset),
    (DatasetImage, "child", Image),
    (ScreenPlate, "parent", Screen),
    (ScreenPlate, "child", Plate),
    (WellField, "well", Well),
    (WellField, "image", Image),
    (AnnotationLink, "child", Annotation),
    *((AnnotationLink, column, model) for model, column in COLUMNS.items()),
)
"""The links, and the things at their ends: a link is there exactly while both ends are."""


def delete(viewer: Viewer, things: Sequence[Owned]) -> list[Deletion]:
    """Deletes the things, each with what goes along; all or nothing.

    Raises NotFound for what is hidden or gone, Forbidden without the right, Invalid for parts of other things.
    """
    with transaction.atomic():
        take_turns(thing.group_id for thing in things)
        return [_delete(viewer, thing) for thing in things]


def restore(viewer: Viewer, model: type[Owned], id: int) -> Owned:
    """Brings the thing back, with all that went with it and whose other end is still there.

    Raises NotFound for what is hidden or not deleted, Forbidden without the right to delete it, Invalid for what went
    with something else, which is named.
    """
    with transaction.atomic():
        thing = _asked_back(viewer, model, id)
        take_turns([thing.group_id])
        deletion = thing.deleted
        for rows in _going_along(deletion):
            rows.update(deleted=None)
        for things in _THINGS:
            things.objects.filter(deleted=deletion).update(deleted=None)
        _reconnect(deletion)
        deletion.delete()
    restored: Owned = model.objects.one(id)
    return restored


def _delete(viewer: Viewer, thing: Owned) -> Deletion:
    model = type(thing)
    if model not in DELETABLE:
        raise Invalid(f"A {thing.word} cannot be deleted by itself")
    held = model.objects.filter(deleted__isnull=True).select_for_update(no_key=True).one(thing.pk)
    require(viewer, Verb.DELETE, held)
    deletion = Deletion.objects.create(by_id=viewer.id, kind=thing.word, root=thing.pk)
    _mark(model.objects.filter(pk=thing.pk), deletion)
    for parts in _parts(thing, deletion):
        _mark(parts, deletion)
    for link, column, end in _ENDS:
        _mark(link.objects.filter(**{f"{column}__in": end.objects.filter(deleted=deletion)}), deletion)
    _mark(_carried_by_nothing_else(deletion), deletion)
    return deletion


def _mark(rows: QuerySet[Any], deletion: Deletion) -> None:
    rows.filter(deleted__isnull=True).update(deleted=deletion, updated=timezone.now())


def _parts(thing: Owned, deletion: Deletion) -> Iterator[QuerySet[Any]]:
    """What the thing is made of, in an order in which each may look at what was marked before."""
    gone = {"deleted": deletion}
    if isinstance(thing, Plate):
        yield Run.objects.filter(plate=thing)
        yield Well.objects.filter(plate=thing)
        yield WellField.objects.filter(well__in=Well.objects.filter(**gone))
        # Marking the fields has counted down the places of their images.
        yield Image.objects.filter(pk__in=WellField.objects.filter(**gone).values("image"), parents=0)
    yield StoredSettings.objects.filter(image__in=Image.objects.filter(**gone))
    yield Roi.objects.filter(image__in=Image.objects.filter(**gone))
    yield Shape.objects.filter(roi__in=Roi.objects.filter(**gone))
    shown = Image.objects.filter(fileset=OuterRef("pk"), deleted__isnull=True)
    yield Fileset.objects.filter(pk__in=Image.objects.filter(**gone).values("fileset")).exclude(Exists(shown))
    yield OriginalFile.objects.filter(fileset__in=Fileset.objects.filter(**gone))


def _carried_by_nothing_else(deletion: Deletion) -> QuerySet[Any]:
    carried = AnnotationLink.objects.filter(child=OuterRef("pk"), deleted__isnull=True)
    dropped = AnnotationLink.objects.filter(deleted=deletion).values("child")
    return Annotation.objects.filter(pk__in=dropped).exclude(kind__in=KEPT).exclude(Exists(carried))


def _asked_back(viewer: Viewer, model: type[Owned], id: int) -> Any:
    thing = model.objects.filter(deleted__isnull=False).select_related("group", "deleted").one(id)
    if not may_have(viewer, Verb.VIEW, thing):
        raise NotFound(f"{thing.word} {id} not found")
    if not may_have(viewer, Verb.DELETE, thing):
        raise Forbidden(f"Cannot restore {thing.word} {id}")
    if (thing.deleted.kind, thing.deleted.root) != (thing.word, thing.pk):
        raise Invalid(f"{thing.word} {id} went with {thing.deleted.kind} {thing.deleted.root}: restore that")
    for whole in ("plate", "image", "roi"):
        if hasattr(thing, f"{whole}_id") and getattr(thing, whole).deleted_id is not None:
            raise Invalid(f"{thing.word} {id} is part of something deleted: restore that first")
    return thing


def _going_along(deletion: Deletion) -> Iterator[QuerySet[Any]]:
    """What went with something else, but is needed or carried again by what comes back now."""
    filesets = Image.objects.filter(deleted=deletion).values("fileset")
    yield OriginalFile.objects.filter(fileset__in=filesets, deleted=F("fileset__deleted"))
    yield Fileset.objects.filter(pk__in=filesets)
    links = AnnotationLink.objects.filter(deleted=deletion).values("child")
    asked = Deletion.objects.filter(pk=OuterRef("deleted"), kind=Annotation.word, root=OuterRef("pk"))
    yield Annotation.objects.filter(pk__in=links, deleted__isnull=False).exclude(Exists(asked))


def _reconnect(deletion: Deletion) -> None:
    """Links come back where both ends are there; the others now wait for the end that is not."""
    for link, column, end in _ENDS:
        rows = link.objects.filter(deleted=deletion, **{f"{column}__deleted__isnull": False})
        waits = end.objects.filter(pk=OuterRef(f"{column}_id")).values("deleted")[:1]
        rows.exclude(**{f"{column}__deleted": deletion}).update(deleted=Subquery(waits))
    for link in {link for link, _, _ in _ENDS}:
        link.objects.filter(deleted=deletion).update(deleted=None)
