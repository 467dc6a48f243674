"""Where an image hangs, as far as a viewer can see: projects, datasets, wells."""

from __future__ import annotations

from dataclasses import dataclass

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import Dataset, DatasetImage, Image, Project, ProjectDataset, WellField


@dataclass(frozen=True, slots=True)
class Place:
    """A container by name."""

    id: int
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """projects: those of all its datasets. wells: ids. Each once, in the order of their ids."""

    projects: tuple[Place, ...]
    datasets: tuple[Place, ...]
    wells: tuple[int, ...]


def whereabouts_of(image: Image, viewer: Viewer) -> Whereabouts:
    """The containers of an image that the viewer may read. Three queries, four when it is in a dataset."""
    links = DatasetImage.objects.visible_to(viewer).filter(child=image)
    datasets = Dataset.objects.visible_to(viewer).filter(pk__in=links.values("parent"))
    found = tuple(Place(*row) for row in datasets.order_by("pk").values_list("pk", "name", "description"))
    fields = WellField.objects.visible_to(viewer).filter(image=image, well__deleted__isnull=True)
    wells = tuple(fields.order_by("well_id").values_list("well_id", flat=True).distinct())
    return Whereabouts(_projects_of(found, viewer), found, wells)


def _projects_of(datasets: tuple[Place, ...], viewer: Viewer) -> tuple[Place, ...]:
    if not datasets:
        return ()
    links = ProjectDataset.objects.visible_to(viewer).filter(child__in=[dataset.id for dataset in datasets])
    projects = Project.objects.visible_to(viewer).filter(pk__in=links.values("parent"))
    return tuple(Place(*row) for row in projects.order_by("pk").values_list("pk", "name", "description"))
