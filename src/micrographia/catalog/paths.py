"""From the root down to a thing: whose project, dataset, screen, plate, run and well it is in."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import (
    Annotation,
    AnnotationLink,
    Dataset,
    DatasetImage,
    Image,
    Owned,
    Plate,
    Project,
    ProjectDataset,
    Run,
    Screen,
    ScreenPlate,
    Well,
    WellField,
)
from micrographia.errors import Invalid


@dataclass(frozen=True, slots=True)
class Step:
    """One element. kind: experimenter, project, dataset, orphaned, screen, plate, run, well, image, tagset, tag."""

    kind: str
    id: int


Path: TypeAlias = tuple[Step, ...]
"""Root first, the thing itself last; the root is the owner of the topmost container."""


def paths_to(viewer: Viewer, thing: Owned) -> list[Path]:
    """All paths to a thing that the viewer may read, through what she may read, each once, in the order of
    reference json-api.md §1.7 (a missing element sorts last)."""
    return sorted(set(_paths(viewer, thing)), key=_order)


def _paths(viewer: Viewer, thing: Owned) -> Iterator[Path]:
    match thing:
        case Project() | Screen():
            yield _rooted(thing)
        case Dataset():
            yield from _below(viewer, ProjectDataset, [thing])
        case Image():
            yield from _to_image(viewer, thing)
        case Plate():
            yield from _below(viewer, ScreenPlate, [thing])
        case Run():
            yield from (_down(path, thing) for path in _below(viewer, ScreenPlate, [_plate(viewer, thing)]))
        case Well():
            yield from _to_well(viewer, thing, thing.fields.select_related("run"))
        case Annotation(kind="tag"):
            yield from _to_tag(viewer, thing)
        case _:
            raise Invalid(f"a {thing.word} has no path", "objectType")


def _kind(thing: Owned) -> str:
    if isinstance(thing, Annotation):
        return "tagset" if thing.is_tag_set else "tag"
    return type(thing).__name__.lower()


def _rooted(thing: Owned) -> Path:
    return (Step("experimenter", thing.owner_id), Step(_kind(thing), thing.pk))


def _down(path: Path, *things: Owned | None) -> Path:
    return (*path, *(Step(_kind(thing), thing.pk) for thing in things if thing is not None))


def _below(viewer: Viewer, model: Any, children: Iterable[Any]) -> Iterator[Path]:
    """A path for each container of each child, or one from the child's own owner where it is in none."""
    rows = {child.pk: child for child in children}
    holders: dict[int, list[Any]] = defaultdict(list)
    readable = model._meta.get_field("parent").related_model.objects.visible_to(viewer)
    for link in model.objects.filter(child__in=rows, deleted=None, parent__in=readable).select_related("parent"):
        holders[link.child_id].append(link.parent)
    for id_, child in rows.items():
        yield from (_down(_rooted(holder), child) for holder in holders[id_])
        if not holders[id_]:
            yield _rooted(child)


def _to_image(viewer: Viewer, image: Image) -> Iterator[Path]:
    """Through its datasets; only if it is in none, through its wells; only if in neither, as an orphan."""
    held = DatasetImage.objects.filter(child=image, deleted=None).values_list("parent", flat=True)
    fields = WellField.objects.filter(image=image, deleted=None).select_related("run")
    if held:
        datasets = Dataset.objects.visible_to(viewer).filter(pk__in=held)
        found = [_down(path, image) for path in _below(viewer, ProjectDataset, datasets)]
        yield from found or [_rooted(image)]
    elif fields:
        found = list(_through_wells(viewer, image, fields))
        yield from found or [_rooted(image)]
    else:
        yield (Step("experimenter", image.owner_id), Step("orphaned", image.owner_id), Step("image", image.pk))


def _through_wells(viewer: Viewer, image: Image, fields: Iterable[WellField]) -> Iterator[Path]:
    for well in Well.objects.visible_to(viewer).filter(pk__in=[field.well_id for field in fields]):
        here = [field for field in fields if field.well_id == well.pk]
        yield from (_down(path, image) for path in _to_well(viewer, well, here))


def _to_well(viewer: Viewer, well: Well, fields: Iterable[WellField]) -> Iterator[Path]:
    """A path for each screen and each run in which these fields of the well were taken."""
    there = [field for field in fields if field.deleted_id is None]
    runs = [field.run if field.run is not None and field.run.deleted_id is None else None for field in there] or [None]
    for path in _below(viewer, ScreenPlate, [_plate(viewer, well)]):
        yield from (_down(path, run, well) for run in runs)


def _plate(viewer: Viewer, part: Any) -> Plate:
    plate: Plate = Plate.objects.visible_to(viewer).one(part.plate_id)
    return plate


def _to_tag(viewer: Viewer, tag: Annotation) -> Iterator[Path]:
    sets = AnnotationLink.objects.filter(child=tag, tag__isnull=False, deleted=None).values("tag")
    found = [_down(_rooted(holder), tag) for holder in Annotation.objects.visible_to(viewer).filter(pk__in=sets)]
    yield from found or [_rooted(tag)]


_COLUMNS = (("experimenter",), ("project", "screen"), ("dataset", "plate"), ("run",), ("well",), ("image",))


def _order(path: Path) -> tuple[tuple[float, ...], tuple[tuple[str, int], ...]]:
    ids = {step.kind: step.id for step in path}
    columns = tuple(next((float(ids[kind]) for kind in kinds if kind in ids), math.inf) for kinds in _COLUMNS)
    return columns, tuple((step.kind, step.id) for step in path)
