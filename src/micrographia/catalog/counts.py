"""How many children, orphans and things there are for a viewer, from kept numbers."""

from __future__ import annotations

from collections import Counter as Sums
from collections.abc import Iterable

from django.db.models import Q, Sum

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.models.counters import Counter, Kind
from micrographia.catalog.models.details import Owned


def children(viewer: Viewer, kind: Kind, parents: Iterable[Owned]) -> dict[int, int]:
    """Parent's id → how many of its children the viewer may read. parents: rows she may read. One query.

    Links stay inside one group: whoever reads all of the parent's group counts all, others their own.
    """
    rows = {parent.pk: parent for parent in parents}
    sums: Sums[int] = Sums()
    kept = Counter.objects.filter(kind=kind, parent__in=rows).values_list("parent", "owner", "count")
    for parent, owner, count in kept if _counts(viewer) else ():
        group = rows[parent].group_id
        if (owner == viewer.id or viewer.reads_all_of(group)) and group in viewer.within({group}):
            sums[parent] += count
    return {parent: sums[parent] for parent in rows}


def total(viewer: Viewer, kind: Kind, *, group: int | None = None, owner: int | None = None) -> int:
    """How many things of a kind that is counted by group the viewer may read, in that group and of that owner."""
    if not _counts(viewer):
        return 0
    kept = Counter.objects.filter(kind=kind)
    if not viewer.admin:
        kept = kept.filter(Q(owner=viewer.id) | Q(parent__in=viewer.readable))
    if viewer.scope is not None and viewer.scope.groups is not None:
        kept = kept.filter(parent__in=viewer.scope.groups)
    if group is not None:
        kept = kept.filter(parent=group)
    if owner is not None:
        kept = kept.filter(owner=owner)
    return int(kept.aggregate(total=Sum("count"))["total"] or 0)


def _counts(viewer: Viewer) -> bool:
    """Whether the kept numbers answer this viewer: in a share no container is seen."""
    scope = viewer.scope
    if viewer.id is None or scope is None:
        return viewer.id is not None
    return scope.images is None and not scope.over() and Verb.VIEW in scope.verbs
