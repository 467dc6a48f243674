"""Putting things into containers and annotations onto things, and taking them off again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import transaction

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.models import (
    Annotation,
    AnnotationKind,
    AnnotationLink,
    ContainerLink,
    Dataset,
    DatasetImage,
    Image,
    Owned,
    Plate,
    Project,
    ProjectDataset,
    Roi,
    Run,
    Screen,
    ScreenPlate,
    Well,
)
from micrographia.catalog.permissions import may, require
from micrographia.catalog.turns import take_turns
from micrographia.errors import Forbidden, Invalid, NotFound

Link: TypeAlias = ContainerLink | AnnotationLink

CONTAINERS: dict[tuple[type[Owned], type[Owned]], type[ContainerLink]] = {
    (Project, Dataset): ProjectDataset,
    (Dataset, Image): DatasetImage,
    (Screen, Plate): ScreenPlate,
}
COLUMNS: dict[type[Owned], str] = {
    Project: "project",
    Dataset: "dataset",
    Image: "image",
    Screen: "screen",
    Plate: "plate",
    Run: "run",
    Well: "well",
    Roi: "roi",
    Annotation: "tag",
}
"""The column of AnnotationLink for each kind of thing that can carry annotations."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows to be linked; an annotation may stand on either side of the thing it hangs on."""

    parent: Owned
    child: Owned


def link(viewer: Viewer, pairs: Sequence[Pair]) -> list[Link]:
    """The links of all pairs, in their order, made where they were not; all or nothing.

    Raises Invalid for pairs that cannot be linked, NotFound for an end that is hidden or gone, Forbidden without the
    right on both ends.
    """
    with transaction.atomic():
        oriented = [_oriented(pair) for pair in pairs]
        take_turns(pair.parent.group_id for pair in oriented)
        _hold(oriented)
        for pair in oriented:
            _require_linkable(viewer, pair)
        return [_made(viewer, pair) for pair in oriented]


def unlink(viewer: Viewer, pairs: Sequence[Pair]) -> None:
    """Removes the links of all pairs, all or nothing: of annotations the viewer's own, else all she may delete.

    Raises NotFound where there is no link, Forbidden where there are only links she may not delete.
    """
    with transaction.atomic():
        take_turns(pair.parent.group_id for pair in pairs)
        for pair in (_oriented(pair) for pair in pairs):
            for end in (pair.parent, pair.child):
                require(viewer, Verb.VIEW, end)
            found = list(_between(pair).select_related("group"))
            if not found:
                raise NotFound(f"No link found for {_name(pair.parent)} to {_name(pair.child)}")
            removed = _removable(viewer, found)
            if not removed:
                raise Forbidden(f"Cannot remove the link of {_name(pair.parent)} to {_name(pair.child)}")
            type(found[0]).objects.filter(pk__in=[row.pk for row in removed]).delete()


def _name(thing: Owned) -> str:
    """ "dataset-1", as messages write it."""
    return f"{COLUMNS[type(thing)]}-{thing.pk}"


def _oriented(pair: Pair) -> Pair:
    """The pair with its annotation as the child; raises Invalid for what cannot be linked."""
    if (type(pair.parent), type(pair.child)) in CONTAINERS:
        return pair
    if isinstance(pair.parent, Annotation) and not isinstance(pair.child, Annotation):
        pair = Pair(pair.child, pair.parent)
    if not isinstance(pair.child, Annotation) or type(pair.parent) not in COLUMNS:
        raise Invalid(f"{pair.parent.word} cannot hold {pair.child.word}", "links")
    if isinstance(pair.parent, Annotation):
        _require_tags(pair.parent, pair.child)
    return pair


def _require_tags(parent: Annotation, child: Annotation) -> None:
    if {parent.kind, child.kind} != {AnnotationKind.TAG} or parent.pk == child.pk:
        raise Invalid("only a tag can be put into another tag or tag set", "links")
    if parent.is_tag_set and child.is_tag_set:
        raise Invalid("a tag set cannot be put into a tag set", "links")


def _hold(pairs: Sequence[Pair]) -> None:
    """Keeps both ends of every pair from being deleted until the end of the transaction; raises NotFound if one was."""
    ends = {(type(end)._meta.db_table, end.pk): type(end) for pair in pairs for end in (pair.parent, pair.child)}
    for (_, id_), model in sorted(ends.items(), key=lambda end: end[0]):
        model.objects.filter(deleted__isnull=True).select_for_update(no_key=True).one(id_)


def _require_linkable(viewer: Viewer, pair: Pair) -> None:
    right = Verb.ANNOTATE if isinstance(pair.child, Annotation) else Verb.LINK
    for end in (pair.parent, pair.child):
        require(viewer, right, end)
    if pair.parent.group_id != pair.child.group_id:
        raise Invalid(f"{_name(pair.parent)} and {_name(pair.child)} are in different groups", "links")


def _owner(viewer: Viewer, pair: Pair) -> int | None:
    """The viewer; the child's owner where an administrator links other people's things."""
    return pair.child.owner_id if viewer.admin and pair.child.owner_id != viewer.id else viewer.id


def _made(viewer: Viewer, pair: Pair) -> Link:
    owner = _owner(viewer, pair)
    new: dict[str, Any] = {"owner_id": owner, "group_id": pair.parent.group_id}
    if isinstance(pair.child, Annotation):
        ends = {COLUMNS[type(pair.parent)]: pair.parent, "child": pair.child, "owner_id": owner}
        made, _ = AnnotationLink.objects.get_or_create(**ends, deleted=None, defaults=new)
        return made
    model: Any = CONTAINERS[type(pair.parent), type(pair.child)]
    link: ContainerLink = model.objects.get_or_create(parent=pair.parent, child=pair.child, deleted=None, defaults=new)[
        0
    ]
    return link


def _between(pair: Pair) -> Any:
    """The links of the pair, whoever made them."""
    if isinstance(pair.child, Annotation):
        ends = {COLUMNS[type(pair.parent)]: pair.parent, "child": pair.child}
        return AnnotationLink.objects.filter(**ends, deleted=None)
    model: Any = CONTAINERS[type(pair.parent), type(pair.child)]
    return model.objects.filter(parent=pair.parent, child=pair.child, deleted=None)


def _removable(viewer: Viewer, found: Sequence[Any]) -> list[Any]:
    """Her own, else all that she may delete."""
    allowed = [row for row in found if may(viewer, Verb.DELETE, row)]
    return [row for row in allowed if row.owner_id == viewer.id] or allowed
