"""Which links hang on given children, as far as a viewer may read them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.links import COLUMNS, CONTAINERS
from micrographia.catalog.models import TAG_SET, Annotation, AnnotationKind, AnnotationLink, Owned
from micrographia.errors import Invalid


@dataclass(frozen=True, slots=True)
class Hung:
    """One link; parent and child as the asker has them. All ids."""

    id: int
    parent: int
    child: int


@dataclass(frozen=True, slots=True)
class Sorts:
    """Which sort of thing is the parent of which; a tag may stand on either side. tag_sets: only of tag sets."""

    parent: type[Owned]
    child: type[Owned]
    tag_sets: bool = False


def hanging(viewer: Viewer, sorts: Sorts, children: Collection[int]) -> list[Hung]:
    """The links of that sort on these children, by child and parent: one for each pair. One query.

    Raises Invalid for sorts of things that cannot be linked.
    """
    first: dict[tuple[int, int], Hung] = {}
    for id_, parent, child in sorted(_rows(viewer, sorts, children)):
        first.setdefault((child, parent), Hung(id_, parent, child))
    return [first[pair] for pair in sorted(first)]


def _rows(viewer: Viewer, sorts: Sorts, children: Collection[int]) -> list[tuple[int, int, int]]:
    model = CONTAINERS.get((sorts.parent, sorts.child))
    if model is not None:
        links = model.objects.visible_to(viewer).filter(child__in=children)
        return list(links.values_list("pk", "parent", "child"))
    tags = AnnotationLink.objects.visible_to(viewer).filter(child__kind=AnnotationKind.TAG)
    if sorts.child is Annotation and sorts.parent in COLUMNS:
        column = COLUMNS[sorts.parent]
        tags = tags.filter(child__in=children, **{f"{column}__isnull": False})
        if sorts.tag_sets:
            tags = tags.filter(tag__namespace=TAG_SET)
        return list(tags.values_list("pk", column, "child"))
    if sorts.parent is Annotation and sorts.child in COLUMNS:
        column = COLUMNS[sorts.child]
        if sorts.tag_sets:
            tags = tags.filter(child__namespace=TAG_SET)
        return list(tags.filter(**{f"{column}__in": children}).values_list("pk", "child", column))
    raise Invalid(f"{sorts.parent.word} cannot hold {sorts.child.word}", "links")
