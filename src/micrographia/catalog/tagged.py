"""What a tag hangs on, as far as a viewer may read it: each thing once, even if several people attached the tag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.links import COLUMNS
from micrographia.catalog.models import (
    Annotation,
    AnnotationKind,
    AnnotationLink,
    Dataset,
    Image,
    Owned,
    Plate,
    Project,
    Run,
    Screen,
    VisibleQuerySet,
    Well,
)
from micrographia.catalog.permissions import may

HELD = ("project", "dataset", "screen", "plate", "run", "well")
"""What is read together; images, of which there may be many, page by page."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """All that a tag hangs on. images, tags: not read yet, in order."""

    projects: tuple[Project, ...]
    datasets: tuple[Dataset, ...]
    screens: tuple[Screen, ...]
    plates: tuple[Plate, ...]
    runs: tuple[Run, ...]
    wells: tuple[Well, ...]
    images: VisibleQuerySet
    tags: VisibleQuerySet


def tagged(viewer: Viewer, tag_id: int, owner: int | None = None) -> Tagged:
    """What the tag hangs on, of one owner or of all; nothing for a tag that is hidden or gone. Two queries."""
    tag = Annotation.objects.visible_to(viewer).filter(pk=tag_id, kind=AnnotationKind.TAG).first()
    links = AnnotationLink.objects.filter(child=tag, deleted=None) if tag is not None else AnnotationLink.objects.none()
    things = _things(viewer, links, owner)
    images = Image.objects.visible_to(viewer).filter(pk__in=links.filter(image__isnull=False).values("image"))
    tags = _tags_below(viewer, tag)
    if owner is not None:
        images, tags = images.filter(owner=owner), tags.filter(owner=owner)
    return Tagged(
        projects=_named(things, Project),
        datasets=_named(things, Dataset),
        screens=_named(things, Screen),
        plates=_named(things, Plate),
        runs=_by_id(things, Run),
        wells=_by_id(things, Well),
        images=images.select_related("group").order_by("sort_key", "pk"),
        tags=tags.select_related("group").order_by("pk"),
    )


def tagged_counts(viewer: Viewer, tags: Iterable[Annotation]) -> dict[int, int]:
    """Tag's id → on how many things that the viewer may read it hangs, tags aside. One query."""
    found = dict.fromkeys((tag.pk for tag in tags), 0)
    if not found:
        return found
    links = AnnotationLink.objects.filter(child__in=found, deleted=None, tag__isnull=True)
    if not viewer.admin:
        own = Q()
        for column in COLUMNS.values():
            own |= Q(**{f"{column}__owner": viewer.id})
        links = links.filter(Q(group__in=viewer.readable) | own)
    columns = {f"n_{column}": Count(column, distinct=True) for column in COLUMNS.values() if column != "tag"}
    for tag, *numbers in links.values("child").annotate(**columns).values_list("child", *columns):
        found[tag] = sum(numbers)
    return found


def _things(viewer: Viewer, links: VisibleQuerySet, owner: int | None) -> dict[tuple[type[Owned], int], Any]:
    held = Q()
    for column in HELD:
        held |= Q(**{f"{column}__isnull": False})
    rows = links.filter(held).select_related(*(f"{column}__group" for column in HELD), "well__plate")
    found = [link.parent for link in rows]
    return {
        (type(thing), thing.pk): thing
        for thing in found
        if may(viewer, Verb.VIEW, thing) and owner in (None, thing.owner_id)
    }


def _tags_below(viewer: Viewer, tag: Annotation | None) -> VisibleQuerySet:
    rows = Annotation.objects.visible_to(viewer).filter(kind=AnnotationKind.TAG)
    if tag is None:
        return rows.none()
    return rows.filter(pk__in=AnnotationLink.objects.filter(tag=tag, deleted=None).values("child"))


def _named(things: dict[tuple[type[Owned], int], Any], model: type[Owned]) -> tuple[Any, ...]:
    return tuple(sorted((each for (kind, _), each in things.items() if kind is model), key=_name_key))


def _name_key(thing: Any) -> tuple[str, int]:
    return thing.sort_key, thing.pk


def _by_id(things: dict[tuple[type[Owned], int], Any], model: type[Owned]) -> tuple[Any, ...]:
    return tuple(things[kind, id_] for kind, id_ in sorted(things, key=lambda key: key[1]) if kind is model)
