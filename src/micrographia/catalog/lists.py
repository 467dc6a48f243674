"""Lists of things in their order, page by page: all a viewer may read, one person's, those in a container, orphans.

How many there are comes from kept numbers, which also say in which groups to look: several groups are merged from the
first rows of each, so that no list is sorted as a whole. Pages near the end are read from the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL

from micrographia.accounts.viewer import Viewer
from micrographia.catalog import counts
from micrographia.catalog.contents import BY_NAME
from micrographia.catalog.models import (
    Annotation,
    AnnotationKind,
    AnnotationLink,
    Dataset,
    DatasetImage,
    Image,
    Kind,
    Owned,
    Plate,
    Project,
    ProjectDataset,
    Run,
    Screen,
    ScreenPlate,
    VisibleQuerySet,
)

MOST_MERGED = 100
"""With more groups than this a list is sorted as a whole; SQLite joins at most 500 selects."""
CHUNK = 2000
"""Rows in memory at a time when everything is asked for."""


@dataclass(frozen=True, slots=True)
class Listable:
    """A sort of thing with its list.

    counted: the number by group. orphans: the number of those in no container. parent, below: the model of the
    container and the number of things in one.
    """

    model: type[Owned]
    counted: Kind
    orphans: Kind | None = None
    parent: type[Owned] | None = None
    below: Kind | None = None
    order: tuple[str, ...] = BY_NAME


BY_ID = ("pk",)
PROJECTS = Listable(Project, Kind.PROJECTS)
DATASETS = Listable(Dataset, Kind.DATASETS, Kind.ORPHANED_DATASETS, Project, Kind.PROJECT_DATASETS)
IMAGES = Listable(Image, Kind.IMAGES, Kind.ORPHANED_IMAGES, Dataset, Kind.DATASET_IMAGES)
SCREENS = Listable(Screen, Kind.SCREENS)
PLATES = Listable(Plate, Kind.PLATES, Kind.ORPHANED_PLATES, Screen, Kind.SCREEN_PLATES)
RUNS = Listable(Run, Kind.RUNS, None, Plate, Kind.PLATE_RUNS, BY_ID)
TAGS = Listable(Annotation, Kind.TAGS, Kind.ORPHANED_TAGS, Annotation, Kind.TAGSET_TAGS, BY_ID)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to; ids. A parent counts more than `orphaned`."""

    group: int | None = None
    owner: int | None = None
    parent: int | None = None
    orphaned: bool = False


EVERYTHING = Narrowed()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that has not been read yet. parts: querysets that have no row in common and together are the list."""

    what: Listable
    total: int
    parts: tuple[VisibleQuerySet, ...]
    whole: VisibleQuerySet

    def window(self, start: int, limit: int | None) -> list[Any]:
        """The rows from `start` (from 0) on, at most `limit` of them, in order. One query."""
        stop = self.total if limit is None else min(start + limit, self.total)
        if start >= stop:
            return []
        if 1 < len(self.parts) <= MOST_MERGED and limit is not None:
            return self._merged(start, stop)
        return self._cut(self.parts[0] if len(self.parts) == 1 else self.whole, start, stop)

    def everything(self) -> Iterator[Any]:
        """All rows in order, a bounded number in memory at a time."""
        rows = self.parts[0] if len(self.parts) == 1 else self.whole
        return rows.order_by(*self.what.order).iterator(CHUNK)

    def _cut(self, rows: VisibleQuerySet, start: int, stop: int) -> list[Any]:
        ordered = rows.order_by(*self.what.order)
        if start <= self.total - stop:
            return list(ordered[start:stop])
        return list(ordered.reverse()[self.total - stop : self.total - start])[::-1]

    def _merged(self, start: int, stop: int) -> list[Any]:
        backwards = start > self.total - stop
        first, last = (self.total - stop, self.total - start) if backwards else (start, stop)
        ids = _merge(self.what, self.parts, (first, last), backwards=backwards)
        return list(self.whole.filter(pk__in=ids).order_by(*self.what.order))


def listing(viewer: Viewer, what: Listable, narrowed: Narrowed = EVERYTHING) -> Listing:
    """The list of such things. Reads one or two kept numbers, no row of the list."""
    return listings(viewer, ((what, narrowed),))[0]


def listings(viewer: Viewer, wanted: Sequence[tuple[Listable, Narrowed]]) -> list[Listing]:
    """Several lists that are narrowed to the same group and owner; their numbers cost one query together."""
    whole = [(what, narrowed) for what, narrowed in wanted if narrowed.parent is None]
    kept: dict[Kind, dict[int, int]] = {}
    if whole:
        narrowed = whole[0][1]
        kinds = [_kind(what, narrowed) for what, narrowed in whole]
        kept = counts.by_group(viewer, kinds, group=narrowed.group, owner=narrowed.owner)
    return [
        _in_container(viewer, what, narrowed)
        if narrowed.parent is not None
        else _in_groups(viewer, what, narrowed, kept[_kind(what, narrowed)])
        for what, narrowed in wanted
    ]


def _kind(what: Listable, narrowed: Narrowed) -> Kind:
    return what.orphans if narrowed.orphaned and what.orphans is not None else what.counted


def _in_groups(viewer: Viewer, what: Listable, narrowed: Narrowed, by_group: dict[int, int]) -> Listing:
    whole = _whole(viewer, what, narrowed)
    there = _there(what, narrowed)
    parts = tuple(
        there.filter(group=group) if viewer.reads_all_of(group) else there.filter(group=group, owner=viewer.id)
        for group in sorted(by_group)
    )
    return Listing(what, sum(by_group.values()), parts, whole)


def _in_container(viewer: Viewer, what: Listable, narrowed: Narrowed) -> Listing:
    assert what.parent is not None
    assert what.below is not None
    rows = _whole(viewer, what, narrowed)
    parent = what.parent.objects.visible_to(viewer).filter(pk=narrowed.parent).first()
    if parent is None or (narrowed.group is not None and narrowed.group != parent.group_id) or not _holds(what, parent):
        return Listing(what, 0, (), rows)
    rows = rows.filter(_inside(what, parent))
    return Listing(what, counts.below(viewer, what.below, parent, narrowed.owner), (rows,), rows)


def _holds(what: Listable, parent: Any) -> bool:
    """Whether the parent is a container at all: other annotations hold no tags."""
    return what.model is not Annotation or parent.kind == AnnotationKind.TAG


def _inside(what: Listable, parent: Any) -> Any:
    if what.model is Run:
        return Q(plate=parent)
    if what.model is Annotation:
        return Q(pk__in=AnnotationLink.objects.filter(tag=parent, deleted=None).values("child"))
    links: dict[type[Owned], Any] = {Dataset: ProjectDataset, Image: DatasetImage, Plate: ScreenPlate}
    return Q(pk__in=links[what.model].objects.filter(parent=parent, deleted=None).values("child"))


def _whole(viewer: Viewer, what: Listable, narrowed: Narrowed) -> VisibleQuerySet:
    rows = _narrow(what.model.objects.visible_to(viewer), what, narrowed)
    return rows if narrowed.group is None else rows.filter(group=narrowed.group)


def _there(what: Listable, narrowed: Narrowed) -> VisibleQuerySet:
    """The rows that are not deleted; whose they are is asked group by group."""
    return _narrow(what.model.objects.filter(deleted__isnull=True), what, narrowed)


def _narrow(rows: VisibleQuerySet, what: Listable, narrowed: Narrowed) -> VisibleQuerySet:
    rows = rows.select_related("group", "pixels") if what.model is Image else rows.select_related("group")
    if what.model is Annotation:
        rows = rows.filter(kind=AnnotationKind.TAG)
    if narrowed.owner is not None:
        rows = rows.filter(owner=narrowed.owner)
    if narrowed.orphaned and narrowed.parent is None and what.orphans is not None:
        rows = rows.filter(parents=0)
    return rows


def _merge(what: Listable, parts: Sequence[VisibleQuerySet], window: tuple[int, int], *, backwards: bool) -> RawSQL:
    """The ids of a window of the parts, merged in order: a subquery."""
    columns = ["id"] if what.order == BY_ID else ["sort_key", "id"]
    first, last = window
    order = ", ".join(f"{column} DESC" if backwards else column for column in columns)
    selects: list[str] = []
    parameters: list[Any] = []
    for number, part in enumerate(parts):
        ordered = part.select_related(None).order_by(*what.order)
        ordered = ordered.reverse() if backwards else ordered
        sql, given = ordered.values_list(*columns)[:last].query.sql_with_params()
        # The names of our own columns and a number: nothing of the request is in the text.
        selects.append(f"SELECT * FROM ({sql}) AS part{number}")  # noqa: S608
        parameters += given
    merged = " UNION ALL ".join(selects)
    sql = f"SELECT id FROM ({merged}) AS merged ORDER BY {order} LIMIT %s OFFSET %s"  # noqa: S608
    return RawSQL(sql, [*parameters, last - first, first])  # noqa: S611
