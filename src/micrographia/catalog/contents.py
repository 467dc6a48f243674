"""What is in a container, in the order of names, as far as a viewer may read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Max, Window
from django.db.models.functions import RowNumber

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import (
    Dataset,
    DatasetImage,
    Image,
    Plate,
    Project,
    ProjectDataset,
    Screen,
    ScreenPlate,
    VisibleQuerySet,
    WellField,
)

BY_NAME = ("sort_key", "pk")


def datasets_of(viewer: Viewer, project: Project) -> VisibleQuerySet:
    """The datasets of a project."""
    links = ProjectDataset.objects.visible_to(viewer).filter(parent=project)
    return Dataset.objects.visible_to(viewer).filter(pk__in=links.values("child")).order_by(*BY_NAME)


def images_of(viewer: Viewer, dataset: Dataset) -> VisibleQuerySet:
    """The images of a dataset."""
    links = DatasetImage.objects.visible_to(viewer).filter(parent=dataset)
    return Image.objects.visible_to(viewer).filter(pk__in=links.values("child")).order_by(*BY_NAME)


def plates_of(viewer: Viewer, screen: Screen) -> VisibleQuerySet:
    """The plates of a screen."""
    links = ScreenPlate.objects.visible_to(viewer).filter(parent=screen)
    return Plate.objects.visible_to(viewer).filter(pk__in=links.values("child")).order_by(*BY_NAME)


def fields_of(viewer: Viewer, plate: Plate) -> VisibleQuerySet:
    """The fields of a plate whose wells and images are there, by well and index."""
    there = WellField.objects.visible_to(viewer).filter(well__plate=plate, well__deleted__isnull=True)
    return there.filter(image__deleted__isnull=True).order_by("well__row", "well__column", "index")


def field_count(viewer: Viewer, plate: Plate) -> int:
    """One more than the largest index of a field."""
    largest = fields_of(viewer, plate).aggregate(largest=Max("index"))["largest"]
    return 0 if largest is None else int(largest) + 1


def position_of(rows: VisibleQuerySet, thing: Any) -> int:
    """How many of the rows, ordered by name, stand before a thing that is one of them."""
    before = rows.filter(sort_key__lt=thing.sort_key).count()
    return int(before + rows.filter(sort_key=thing.sort_key, pk__lt=thing.pk).count())


def first_images(viewer: Viewer, datasets: Iterable[Dataset], most: int) -> dict[int, list[int]]:
    """Dataset's id → the ids of at most so many of its images, those imported first. Two queries."""
    links = DatasetImage.objects.visible_to(viewer).filter(parent__in=[dataset.pk for dataset in datasets])
    return _first(viewer, links, "child_id", most)


def first_wells(viewer: Viewer, plates: Iterable[Plate], most: int) -> dict[int, list[int]]:
    """Plate's id → the ids of the images of at most so many of its fields. Two queries."""
    fields = WellField.objects.visible_to(viewer).filter(well__plate__in=[plate.pk for plate in plates])
    return _first(viewer, fields.annotate(parent_id=F("well__plate_id")), "image_id", most)


def _first(viewer: Viewer, links: VisibleQuerySet, image: str, most: int) -> dict[int, list[int]]:
    place = Window(RowNumber(), partition_by=F("parent_id"), order_by=image)
    pairs = list(links.annotate(place=place).filter(place__lte=most).values_list("parent_id", image))
    seen = set(
        Image.objects.visible_to(viewer).filter(pk__in=[found for _, found in pairs]).values_list("pk", flat=True)
    )
    first: dict[int, list[int]] = {}
    for parent, found in pairs:
        if found in seen:
            first.setdefault(parent, []).append(found)
    return first
