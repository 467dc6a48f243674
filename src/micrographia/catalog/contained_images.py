"""The images in things of a kind, as far as a viewer may read both and what joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import (
    Dataset,
    DatasetImage,
    Image,
    Plate,
    Project,
    ProjectDataset,
    Run,
    Screen,
    ScreenPlate,
    WellField,
)

LARGEST_ID = 2**63 - 1


class Holder(StrEnum):
    """What images can be in; an image is in itself. The words of the WebGateway document."""

    IMAGE = "image"
    DATASET = "dataset"
    PROJECT = "project"
    PLATE = "plate"
    SCREEN = "screen"
    RUN = "acquisition"


def images_in(viewer: Viewer, holder: Holder, ids: Iterable[int]) -> list[int]:
    """The ids of the images in the things of these ids, each once, in their order. One query."""
    possible = [id for id in ids if 0 <= id <= LARGEST_ID]
    found = Image.objects.visible_to(viewer).filter(_WHICH[holder](viewer, possible))
    return list(found.order_by("pk").values_list("pk", flat=True))


def _in_images(viewer: Viewer, ids: list[int]) -> Q:
    return Q(pk__in=ids)


def _in_datasets(viewer: Viewer, ids: list[int] | QuerySet[Any]) -> Q:
    datasets = Dataset.objects.visible_to(viewer).filter(pk__in=ids).values("pk")
    return Q(pk__in=DatasetImage.objects.visible_to(viewer).filter(parent__in=datasets).values("child"))


def _in_projects(viewer: Viewer, ids: list[int]) -> Q:
    projects = Project.objects.visible_to(viewer).filter(pk__in=ids).values("pk")
    return _in_datasets(viewer, ProjectDataset.objects.visible_to(viewer).filter(parent__in=projects).values("child"))


def _in_plates(viewer: Viewer, ids: list[int] | QuerySet[Any]) -> Q:
    plates = Plate.objects.visible_to(viewer).filter(pk__in=ids).values("pk")
    return _in_fields(viewer, Q(well__plate__in=plates))


def _in_screens(viewer: Viewer, ids: list[int]) -> Q:
    screens = Screen.objects.visible_to(viewer).filter(pk__in=ids).values("pk")
    return _in_plates(viewer, ScreenPlate.objects.visible_to(viewer).filter(parent__in=screens).values("child"))


def _in_runs(viewer: Viewer, ids: list[int]) -> Q:
    return _in_fields(viewer, Q(run__in=Run.objects.visible_to(viewer).filter(pk__in=ids).values("pk")))


def _in_fields(viewer: Viewer, which: Q) -> Q:
    fields = WellField.objects.visible_to(viewer).filter(which, well__deleted__isnull=True)
    return Q(pk__in=fields.values("image"))


_WHICH: Mapping[Holder, Callable[[Viewer, list[int]], Q]] = {
    Holder.IMAGE: _in_images,
    Holder.DATASET: _in_datasets,
    Holder.PROJECT: _in_projects,
    Holder.PLATE: _in_plates,
    Holder.SCREEN: _in_screens,
    Holder.RUN: _in_runs,
}
