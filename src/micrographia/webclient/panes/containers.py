"""Projects, datasets, screens, and what hangs nowhere."""

from __future__ import annotations

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.contents import BY_NAME, datasets_of, images_of, plates_of
from micrographia.catalog.counts import children, total
from micrographia.catalog.models import Dataset, Image, Kind, Named, Plate, Project, ProjectDataset, Screen
from micrographia.catalog.orphans import orphaned
from micrographia.webclient.pages import Pages
from micrographia.webclient.panes.cards import dataset_cards, plate_cards
from micrographia.webclient.panes.pane import Pane, Step, counted
from micrographia.webclient.shown import Shown

CARDS = 24
THUMBNAILS = 60


def project(viewer: Viewer, shown: Shown, page: int) -> Pane:
    """The datasets of a project."""
    found: Project = Project.objects.visible_to(viewer).select_related("owner").one(shown.key)
    count = children(viewer, Kind.PROJECT_DATASETS, [found])[found.pk]
    pages = Pages.at(page, CARDS, count)
    context = {"pages": pages, "cards": dataset_cards(viewer, pages.of(datasets_of(viewer, found))), "word": "dataset"}
    return Pane("cards.html", found.name, context, shown, shown, (), _about(found, counted(count, "dataset")))


def screen(viewer: Viewer, shown: Shown, page: int) -> Pane:
    """The plates of a screen."""
    found: Screen = Screen.objects.visible_to(viewer).select_related("owner").one(shown.key)
    count = children(viewer, Kind.SCREEN_PLATES, [found])[found.pk]
    pages = Pages.at(page, CARDS, count)
    context = {"pages": pages, "cards": plate_cards(viewer, pages.of(plates_of(viewer, found))), "word": "plate"}
    return Pane("cards.html", found.name, context, shown, shown, (), _about(found, counted(count, "plate")))


def dataset(viewer: Viewer, shown: Shown, page: int, marked: int | None = None) -> Pane:
    """The images of a dataset; marked: the id of the one to point out."""
    found: Dataset = Dataset.objects.visible_to(viewer).select_related("owner").one(shown.key)
    count = children(viewer, Kind.DATASET_IMAGES, [found])[found.pk]
    pages = Pages.at(page, THUMBNAILS, count)
    images = pages.of(images_of(viewer, found).select_related("pixels"))
    trail = _project_of(viewer, found)
    context = {"pages": pages, "images": images, "marked": marked}
    opened = trail[0].shown if trail else None
    return Pane("thumbnails.html", found.name, context, shown, opened, trail, _about(found, counted(count, "image")))


def orphaned_datasets(viewer: Viewer, shown: Shown, page: int) -> Pane:
    """Datasets in no project."""
    pages = Pages.at(page, CARDS, total(viewer, Kind.ORPHANED_DATASETS))
    datasets = pages.of(orphaned(Dataset.objects.visible_to(viewer)).order_by(*BY_NAME))
    context = {"pages": pages, "cards": dataset_cards(viewer, datasets), "word": "dataset"}
    return Pane("cards.html", "Datasets in no project", context, shown)


def orphaned_plates(viewer: Viewer, shown: Shown, page: int) -> Pane:
    """Plates in no screen."""
    pages = Pages.at(page, CARDS, total(viewer, Kind.ORPHANED_PLATES))
    plates = pages.of(orphaned(Plate.objects.visible_to(viewer)).order_by(*BY_NAME))
    context = {"pages": pages, "cards": plate_cards(viewer, plates), "word": "plate"}
    return Pane("cards.html", "Plates in no screen", context, shown)


def orphaned_images(viewer: Viewer, shown: Shown, page: int, marked: int | None = None) -> Pane:
    """Images in no dataset and no well."""
    pages = Pages.at(page, THUMBNAILS, total(viewer, Kind.ORPHANED_IMAGES))
    images = pages.of(orphaned(Image.objects.visible_to(viewer)).order_by(*BY_NAME).select_related("pixels"))
    context = {"pages": pages, "images": images, "marked": marked}
    return Pane("thumbnails.html", "Images in no dataset", context, shown)


def _project_of(viewer: Viewer, found: Dataset) -> tuple[Step, ...]:
    """The first project of a dataset, if it is in one."""
    links = ProjectDataset.objects.visible_to(viewer).filter(child=found)
    above = Project.objects.visible_to(viewer).filter(pk__in=links.values("parent")).order_by("pk").first()
    return () if above is None else (Step(Shown("project", above.pk), above.name),)


def _about(thing: Named, size: str) -> tuple[str, ...]:
    owner = thing.owner.full_name or thing.owner.username
    return tuple(each for each in (thing.description, f"{size} · {owner}") if each)
