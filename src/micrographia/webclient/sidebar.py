"""The tree on the left: projects and screens, the one that is open with what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.contents import BY_NAME, datasets_of, plates_of
from micrographia.catalog.counts import children, total
from micrographia.catalog.models import Kind, Named, Project, Screen, VisibleQuerySet
from micrographia.webclient.shown import Shown

MOST = 200
"""Longer lists end with how many more there are."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree. more: how many children are not listed."""

    shown: Shown
    name: str
    count: int
    open: bool = False
    children: tuple[Branch, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Sidebar:
    """The tree. current: what the page shows. more_…: how many are not listed."""

    current: Shown | None
    projects: tuple[Branch, ...]
    more_projects: int
    screens: tuple[Branch, ...]
    more_screens: int
    orphans: tuple[Branch, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.projects or self.screens or self.orphans)


ORPHANS = (
    (Shown("orphaned-datasets"), "Datasets in no project", Kind.ORPHANED_DATASETS),
    (Shown("orphaned-images"), "Images in no dataset", Kind.ORPHANED_IMAGES),
    (Shown("orphaned-plates"), "Plates in no screen", Kind.ORPHANED_PLATES),
)


def sidebar(viewer: Viewer, current: Shown | None, opened: Shown | None) -> Sidebar:
    """The tree for a viewer; opened: the project or screen whose children are listed."""
    projects = list(Project.objects.visible_to(viewer).order_by(*BY_NAME)[:MOST])
    screens = list(Screen.objects.visible_to(viewer).order_by(*BY_NAME)[:MOST])
    counted = [(shown, name, total(viewer, kind)) for shown, name, kind in ORPHANS]
    return Sidebar(
        current=current,
        projects=_projects(viewer, projects, opened),
        more_projects=max(total(viewer, Kind.PROJECTS) - len(projects), 0),
        screens=_screens(viewer, screens, opened),
        more_screens=max(total(viewer, Kind.SCREENS) - len(screens), 0),
        orphans=tuple(Branch(shown, name, count) for shown, name, count in counted if count),
    )


def _projects(viewer: Viewer, projects: Sequence[Project], opened: Shown | None) -> tuple[Branch, ...]:
    counts = children(viewer, Kind.PROJECT_DATASETS, projects)

    def branch(project: Project) -> Branch:
        shown = Shown("project", project.pk)
        if shown != opened:
            return Branch(shown, project.name, counts[project.pk])
        below = _listed(viewer, datasets_of(viewer, project), "dataset", Kind.DATASET_IMAGES)
        return _open(Branch(shown, project.name, counts[project.pk]), below)

    return tuple(branch(project) for project in projects)


def _screens(viewer: Viewer, screens: Sequence[Screen], opened: Shown | None) -> tuple[Branch, ...]:
    counts = children(viewer, Kind.SCREEN_PLATES, screens)

    def branch(screen: Screen) -> Branch:
        shown = Shown("screen", screen.pk)
        if shown != opened:
            return Branch(shown, screen.name, counts[screen.pk])
        below = _listed(viewer, plates_of(viewer, screen), "plate", Kind.PLATE_WELLS)
        return _open(Branch(shown, screen.name, counts[screen.pk]), below)

    return tuple(branch(screen) for screen in screens)


def _open(branch: Branch, below: tuple[Branch, ...]) -> Branch:
    return Branch(branch.shown, branch.name, branch.count, True, below, max(branch.count - len(below), 0))


def _listed(viewer: Viewer, rows: VisibleQuerySet, kind: str, counted: Kind) -> tuple[Branch, ...]:
    found: list[Named] = list(rows[:MOST])
    counts = children(viewer, counted, found)
    return tuple(Branch(Shown(kind, each.pk), each.name, counts[each.pk]) for each in found)
