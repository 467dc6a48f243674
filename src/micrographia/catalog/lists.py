"""Lists of things in their order, page by page: all a viewer may read, one person's, those in a container, orphans.

How many there are comes from kept numbers, which also say in which groups to look: several groups are merged, so that
no list is sorted as a whole. Pages near the end are read from the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import CharField, DateTimeField, F, Field, IntegerField, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from micrographia.accounts.viewer import Viewer
from micrographia.catalog import counts
from micrographia.catalog.listable import Listable
from micrographia.catalog.models import Annotation, Kind, VisibleQuerySet
from micrographia.catalog.selection import Selection, Stretch, among, ids, keys, met, number_before
from micrographia.errors import NotFound

MOST_MERGED = 400
"""With more groups than this a list is sorted as a whole; SQLite joins at most 500 selects."""
COMMON = 3
"""Where one in so many things of a group carries a tag, they are picked out while going through all in their order."""
CHUNK = 250
"""Rows in memory at a time when everything is asked for."""
STRETCH = 10_000
"""Ids in memory at a time when everything is asked for."""


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
    """A list that has not been read yet. selections: have no row in common and together are the list. seen: the rows of
    its model that the viewer may read."""

    what: Listable
    total: int
    selections: tuple[Selection, ...]
    seen: VisibleQuerySet

    def window(self, start: int, limit: int | None) -> list[Any]:
        """The rows from `start` (from 0) on, at most `limit` of them, in order. One query."""
        rows = self.rows(start, limit)
        return [] if rows is None else list(_columns(rows, self.what).order_by(*self.what.order))

    def rows(self, start: int, limit: int | None) -> VisibleQuerySet | None:
        """The same, not read yet and in no order; None for no rows."""
        stop = self.total if limit is None else min(start + limit, self.total)
        if start >= stop:
            return None
        stretch = Stretch(stop - start, start)
        if start > self.total - stop:
            stretch = Stretch(stop - start, self.total - stop, backwards=True)
        sql, given = ids(self.selections, self.what.order, stretch)
        # Nothing of the request is in the text.
        return self.seen.filter(pk__in=RawSQL(f"SELECT id FROM ({sql}) AS page", given))  # noqa: S608, S611

    def chunks(self, start: int, limit: int | None) -> Iterator[list[Any]]:
        """The same rows in order, a bounded number at a time, each as it is when it is read: nothing is locked, and no
        transaction lasts from one chunk to the next."""
        left = max(0, self.total - start) if limit is None else limit
        stretch = Stretch(min(left, STRETCH), start)
        while left > 0 and self.selections and (found := keys(self.selections, self.what.order, stretch)):
            for at in range(0, len(found), CHUNK):
                rows = self.seen.filter(pk__in=[key[-1] for key in found[at : at + CHUNK]])
                yield list(_columns(rows, self.what).order_by(*self.what.order))
            left -= len(found)
            stretch = Stretch(min(left, STRETCH), after=found[-1])

    def position(self, thing: Any) -> int:
        """How many stand before a thing that is one of them. One query."""
        key = tuple(getattr(thing, column) for column in self.what.order)
        return number_before(key, self.selections, self.what.order) if self.selections else 0


def windows(found: Mapping[str, Listing], start: int, limit: int | None) -> dict[str, list[Any]]:
    """The windows of several lists by name, in one query. A column that a sort of thing has not is None."""
    parts = {name: rows for name, each in found.items() if (rows := each.rows(start, limit)) is not None}
    read: dict[str, list[Any]] = {name: [] for name in found}
    if not parts:
        return read
    columns = tuple(dict.fromkeys(column for name in parts for column in (*_names(found[name].what), "list")))
    first, *others = (_alike(rows, found[name].what, columns, name) for name, rows in parts.items())
    for row in first.union(*others, all=True) if others else first:
        read[row.list].append(row)
    for name, each in found.items():
        read[name].sort(key=attrgetter(*each.what.order))
    return read


def alone(viewer: Viewer, what: Listable, id_: int) -> Any:
    """The row of one thing, with its description. Raises NotFound."""
    rows = _columns(_seen(viewer, what).filter(pk=id_), what, ("description",))
    for row in rows:
        return row
    raise NotFound(f"{what.word} {id_} not found")


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


def held(viewer: Viewer, what: Listable, parents: Iterable[int]) -> dict[int, Listing]:
    """The lists of what is in several containers, by their ids, as far as there are such containers. Two queries."""
    assert what.below is not None
    rows = list(_parents(viewer, what).filter(pk__in=list(parents)))
    totals = counts.children(viewer, what.below, rows)
    return {row.id: _held(viewer, what, row, totals[row.id], EVERYTHING) for row in rows}


def carrying(viewer: Viewer, what: Listable, tag: int, narrowed: Narrowed, numbers: Mapping[Kind, int]) -> Listing:
    """The list of things that carry a tag, or are the tags in it, in the group of the narrowing.

    numbers: of those that carry the tag, and of all such things in the group where they are counted.
    """
    total, all_ = numbers[what.carried], numbers.get(what.counted) if what.counted else None
    if not total or narrowed.group is None:
        return nothing(viewer, what)
    here = _inside(what, tag) if what.model is Annotation else _tagged(what, tag, narrowed.group, total, all_)
    selection = _narrowed(viewer, what, here, narrowed, narrowed.group)
    return Listing(what, total, (selection,), _seen(viewer, what))


def nothing(viewer: Viewer, what: Listable) -> Listing:
    """An empty list."""
    return Listing(what, 0, (), _seen(viewer, what))


def _kind(what: Listable, narrowed: Narrowed) -> Kind:
    kind = what.orphans if narrowed.orphaned and what.orphans is not None else what.counted
    assert kind is not None
    return kind


def _in_groups(viewer: Viewer, what: Listable, narrowed: Narrowed, by_group: dict[int, int]) -> Listing:
    loose = "parents = 0 AND " if narrowed.orphaned and what.orphans is not None else ""
    selections = tuple(
        _narrowed(viewer, what, Selection(what.table, f"{loose}group_id = %s", (group,)), narrowed, group)
        for group in sorted(by_group)
    )
    if len(selections) > MOST_MERGED:
        either = " OR ".join(f"({selection.condition})" for selection in selections)
        given = tuple(value for selection in selections for value in selection.given)
        selections = (Selection(what.table, f"({either})", given),)
    return Listing(what, sum(by_group.values()), selections, _seen(viewer, what))


def _in_container(viewer: Viewer, what: Listable, narrowed: Narrowed) -> Listing:
    assert what.below is not None
    parent = _parents(viewer, what).filter(pk=narrowed.parent).first()
    if parent is None or narrowed.group not in (None, parent.group_id):
        return nothing(viewer, what)
    return _held(viewer, what, parent, counts.below(viewer, what.below, parent, narrowed.owner), narrowed)


def _parents(viewer: Viewer, what: Listable) -> QuerySet[Any, Any]:
    """The id and the group of what may hold such things. Other annotations than tags hold no tags."""
    assert what.parent is not None
    only = what.only if what.parent is Annotation else {}
    parents: QuerySet[Any, Any] = what.parent.objects.visible_to(viewer).filter(**only)
    return parents.values_list("id", "group_id", named=True)


def _held(viewer: Viewer, what: Listable, parent: Any, total: int, narrowed: Narrowed) -> Listing:
    if not total:
        return nothing(viewer, what)
    inside = _narrowed(viewer, what, _inside(what, parent.id), narrowed, parent.group_id)
    return Listing(what, total, (inside,), _seen(viewer, what))


def _inside(what: Listable, parent: int) -> Selection:
    assert what.parent is not None
    if what.links is None:
        return Selection(what.table, f"{what.parent._meta.model_name}_id = %s", (parent,))
    column = "tag_id" if what.parent is Annotation else "parent_id"
    live = f"{column} = %s AND deleted_id IS NULL"
    links = f"SELECT child_id FROM {what.links._meta.db_table} WHERE {live}"  # noqa: S608  our own words
    return Selection(what.table, among(links), (parent,))


def _tagged(what: Listable, tag: int, group: int, total: int, all_: int | None) -> Selection:
    column = f"{what.model._meta.model_name}_id"
    live = "catalog_annotationlink WHERE child_id = %s AND deleted_id IS NULL"
    if all_ and total * COMMON >= all_:
        links = f"SELECT 1 FROM {live} AND {column} = {what.table}.id"  # noqa: S608  our own words
        return Selection(what.table, f"group_id = %s AND {met(links)}", (group, tag))
    links = f"SELECT {column} FROM {live} AND {column} IS NOT NULL"  # noqa: S608  our own words
    return Selection(what.table, among(links), (tag,))


def _narrowed(viewer: Viewer, what: Listable, here: Selection, narrowed: Narrowed, group: int) -> Selection:
    """Those that are not deleted, of the owner that is asked for, and the viewer's own where she does not read all.

    The constants stand in the text, by which the databases know which of their indexes serve.
    """
    condition = " AND ".join(["deleted_id IS NULL", *(f"{column} = '{word}'" for column, word in what.only.items())])
    owners = ([] if narrowed.owner is None else [narrowed.owner]) + ([] if viewer.reads_all_of(group) else [viewer.id])
    owned = " AND owner_id = %s" * len(owners)
    return Selection(here.table, f"{condition} AND {here.condition}{owned}", (*here.given, *owners))


def _seen(viewer: Viewer, what: Listable) -> VisibleQuerySet:
    return what.model.objects.visible_to(viewer).filter(**what.only)


def _names(what: Listable) -> tuple[str, ...]:
    return (*what.columns, *what.joined)


def _columns(rows: VisibleQuerySet, what: Listable, further: tuple[str, ...] = ()) -> QuerySet[Any, Any]:
    """The rows as named tuples."""
    names = dict.fromkeys((*_names(what), *further))
    joined = {name: F(path) for name, path in what.joined.items()}
    read: QuerySet[Any, Any] = rows.annotate(**joined).values_list(*names, named=True)
    return read


_ABSENT: Mapping[str, Field[Any, Any]] = {
    **dict.fromkeys(("name", "sort_key", "text", "description", "namespace"), TextField()),
    **dict.fromkeys(("plate_name", "plate_row_naming", "plate_column_naming"), CharField()),
    **dict.fromkeys(("started", "ended"), DateTimeField()),
    **dict.fromkeys(("row", "column", "in_plate"), IntegerField()),
}
"""The types of columns that not every sort of thing has."""


def _alike(rows: VisibleQuerySet, what: Listable, columns: tuple[str, ...], name: str) -> QuerySet[Any, Any]:
    """The rows with all these columns, and the name of their list."""
    own = {column: F(path) for column, path in what.joined.items()}
    lacking = set(columns) - set(_names(what)) - {"list"}
    none = {column: Cast(Value(None), _ABSENT[column]) for column in lacking}
    read: QuerySet[Any, Any] = rows.annotate(**own, **none, list=Value(name)).values_list(*columns, named=True)
    return read
