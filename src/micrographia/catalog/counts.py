"""How many children, orphans and things there are for a viewer, from kept numbers.

Parents are rows, or named tuples with the id and the group of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet, Sum

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.models.counters import Counter, Kind


def children(viewer: Viewer, kind: Kind, parents: Iterable[Any]) -> dict[int, int]:
    """Parent's id → how many of its children the viewer may read. parents: rows she may read. One query."""
    return children_of_kinds(viewer, {kind: parents})[kind]


def total(viewer: Viewer, kind: Kind, *, group: int | None = None, owner: int | None = None) -> int:
    """How many things of a kind that is counted by group the viewer may read, in that group and of that owner."""
    if not _counts(viewer):
        return 0
    kept = _kept(viewer, [kind], group, owner)
    return int(kept.aggregate(total=Sum("count"))["total"] or 0)


def _kept(viewer: Viewer, kinds: Iterable[Kind], group: int | None, owner: int | None) -> QuerySet[Counter]:
    """The numbers by group that the viewer may add up."""
    kept = Counter.objects.filter(kind__in=list(kinds))
    if not viewer.admin:
        kept = kept.filter(Q(owner=viewer.id) | Q(parent__in=viewer.readable))
    if viewer.scope is not None and viewer.scope.groups is not None:
        kept = kept.filter(parent__in=viewer.scope.groups)
    if group is not None:
        kept = kept.filter(parent=group)
    if owner is not None:
        kept = kept.filter(owner=owner)
    return kept


def by_group(
    viewer: Viewer, kinds: Iterable[Kind], *, group: int | None = None, owner: int | None = None
) -> dict[Kind, dict[int, int]]:
    """Kind → group → how many things the viewer may read there; groups where there are none are left out. One query."""
    found: dict[Kind, dict[int, int]] = {kind: {} for kind in kinds}
    kept = _kept(viewer, found, group, owner) if _counts(viewer) else None
    if kept is None:
        return found
    sums = kept.values("kind", "parent").annotate(total=Sum("count")).filter(total__gt=0)
    for kind, parent, count in sums.values_list("kind", "parent", "total"):
        found[Kind(kind)][parent] = int(count)
    return found


def children_of_kinds(viewer: Viewer, parents: Mapping[Kind, Iterable[Any]]) -> dict[Kind, dict[int, int]]:
    """Kind → parent's id → how many of its children the viewer may read. parents: rows she may read. One query.

    Links stay inside one group: whoever reads all of the parent's group counts all, others their own.
    """
    rows = {kind: {parent.id: parent for parent in things} for kind, things in parents.items()}
    found = {kind: dict.fromkeys(things, 0) for kind, things in rows.items()}
    kinds: dict[tuple[int, ...], list[Kind]] = {}
    for kind, things in rows.items():
        kinds.setdefault(tuple(things), []).append(kind)
    wanted = [Q(kind__in=kinds[ids], parent__in=ids) for ids in kinds if ids]
    if not wanted or not _counts(viewer):
        return found
    for name, parent, owner, count in Counter.objects.filter(reduce(or_, wanted)).values_list(
        "kind", "parent", "owner", "count"
    ):
        kind = Kind(name)
        group = rows[kind][parent].group_id
        if (owner == viewer.id or viewer.reads_all_of(group)) and group in viewer.within({group}):
            found[kind][parent] += count
    return found


def below(viewer: Viewer, kind: Kind, parent: Any, owner: int | None = None) -> int:
    """How many children of one parent, which she may read, the viewer may read; of one owner, or of all. One query."""
    return below_of_kinds(viewer, [kind], parent, owner)[kind]


def below_of_kinds(
    viewer: Viewer, kinds: Iterable[Kind], parent: Any, owner: int | None = None, in_group: Iterable[Kind] = ()
) -> dict[Kind, int]:
    """The same for several kinds. in_group: kinds of which the number in the parent's whole group is wanted too. One
    query."""
    inside, beside = list(kinds), list(in_group)
    found = dict.fromkeys([*inside, *beside], 0)
    if not _counts(viewer) or parent.group_id not in viewer.within({parent.group_id}):
        return found
    wanted = Q(kind__in=inside, parent=parent.id)
    if beside:
        wanted |= Q(kind__in=beside, parent=parent.group_id)
    kept = Counter.objects.filter(wanted)
    if not viewer.reads_all_of(parent.group_id):
        kept = kept.filter(Q(owner=viewer.id))
    if owner is not None:
        kept = kept.filter(owner=owner)
    for name, count in kept.values_list("kind", "count"):
        found[Kind(name)] += count
    return found


def _counts(viewer: Viewer) -> bool:
    """Whether the kept numbers answer this viewer: in a share no container is seen."""
    scope = viewer.scope
    if viewer.id is None or scope is None:
        return viewer.id is not None
    return scope.images is None and not scope.over() and Verb.VIEW in scope.verbs
