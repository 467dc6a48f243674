"""Cards of projects, datasets, screens and plates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.contents import BY_NAME, first_images, first_wells
from micrographia.catalog.counts import children
from micrographia.catalog.models import Dataset, Kind, Plate, Project, ProjectDataset, Screen, ScreenPlate
from micrographia.webclient.panes.pane import Card, counted
from micrographia.webclient.shown import Shown

STRIP = 4
"""Pictures on a card."""


def dataset_cards(viewer: Viewer, datasets: Sequence[Dataset]) -> list[Card]:
    """A card for each dataset."""
    counts = children(viewer, Kind.DATASET_IMAGES, datasets)
    images = first_images(viewer, datasets, STRIP)
    return [_card("dataset", each, counted(counts[each.pk], "image"), images.get(each.pk, ())) for each in datasets]


def plate_cards(viewer: Viewer, plates: Sequence[Plate]) -> list[Card]:
    """A card for each plate."""
    counts = children(viewer, Kind.PLATE_WELLS, plates)
    images = first_wells(viewer, plates, STRIP)
    return [_card("plate", each, counted(counts[each.pk], "well"), images.get(each.pk, ())) for each in plates]


def project_cards(viewer: Viewer, projects: Sequence[Project]) -> list[Card]:
    """A card for each project, with pictures out of its first datasets."""
    counts = children(viewer, Kind.PROJECT_DATASETS, projects)
    links = ProjectDataset.objects.visible_to(viewer).filter(parent__in=[each.pk for each in projects])
    inside = _children(links.order_by("pk").values_list("parent_id", "child_id"))
    datasets = Dataset.objects.visible_to(viewer).filter(pk__in=[pk for below in inside.values() for pk in below])
    images = first_images(viewer, list(datasets), STRIP)
    return [
        _card("project", each, counted(counts[each.pk], "dataset"), _mixed(inside.get(each.pk, []), images))
        for each in projects
    ]


def screen_cards(viewer: Viewer, screens: Sequence[Screen]) -> list[Card]:
    """A card for each screen, with pictures out of its first plates."""
    counts = children(viewer, Kind.SCREEN_PLATES, screens)
    links = ScreenPlate.objects.visible_to(viewer).filter(parent__in=[each.pk for each in screens])
    inside = _children(links.order_by("pk").values_list("parent_id", "child_id"))
    plates = Plate.objects.visible_to(viewer).filter(pk__in=[pk for below in inside.values() for pk in below])
    images = first_wells(viewer, list(plates.order_by(*BY_NAME)), STRIP)
    return [
        _card("screen", each, counted(counts[each.pk], "plate"), _mixed(inside.get(each.pk, []), images))
        for each in screens
    ]


def _children(pairs: object) -> dict[int, list[int]]:
    """Parent → its first children, as many as a strip has places."""
    below: dict[int, list[int]] = {}
    for parent, child in pairs:  # type: ignore[attr-defined]
        if len(below.setdefault(parent, [])) < STRIP:
            below[parent].append(child)
    return below


def _mixed(parents: Sequence[int], images: dict[int, list[int]]) -> list[int]:
    """The first image of each, then the second of each, until the strip is full."""
    rounds = zip_longest(*(images.get(parent, []) for parent in parents))
    return [image for each in rounds for image in each if image is not None][:STRIP]


def _card(kind: str, thing: Project | Dataset | Screen | Plate, facts: str, images: Sequence[int]) -> Card:
    return Card(Shown(kind, thing.pk), thing.name, facts, tuple(images))
