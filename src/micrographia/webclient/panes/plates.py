"""A plate as its grid of wells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.contents import field_count, fields_of
from micrographia.catalog.models import Plate, Run, Screen, ScreenPlate
from micrographia.catalog.well_name import label
from micrographia.webclient.pages import Pages
from micrographia.webclient.panes.pane import Pane, Step, counted
from micrographia.webclient.shown import Shown

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One well of the grid. image: the id of what is shown of it, None where nothing is."""

    name: str
    image: int | None


@dataclass(frozen=True, slots=True)
class Grid:
    """rows: each with its label and a cell for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def plate(viewer: Viewer, shown: Shown, page: int) -> Pane:
    """One field of every well; the page is the number of the field."""
    found: Plate = Plate.objects.visible_to(viewer).select_related("owner").one(shown.key)
    pages = Pages.at(page, 1, field_count(viewer, found))
    places = fields_of(viewer, found).filter(index=pages.number - 1)
    rows = list(places.values_list("well__row", "well__column", "image_id"))
    context = {"grid": _grid(found, rows), "pages": pages, "fields": range(1, pages.count + 1)}
    trail = _screen_of(viewer, found)
    about = tuple(each for each in (found.description, f"{counted(len(rows), 'well')} · {_owner(found)}") if each)
    return Pane("plate.html", found.name, context, shown, trail[0].shown if trail else None, trail, about)


def run(viewer: Viewer, shown: Shown, page: int) -> Pane:
    """The plate of a run."""
    found: Run = Run.objects.visible_to(viewer).one(shown.key)
    return plate(viewer, Shown("plate", found.plate_id), page)


def _grid(found: Plate, rows: Sequence[tuple[int, int, int]]) -> Grid:
    images: dict[Place, int] = {(row, column): image for row, column, image in rows}
    height = max([found.rows or 0, *(row + 1 for row, _ in images)])
    width = max([found.columns or 0, *(column + 1 for _, column in images)])
    row_names = [label(row, found.row_naming) for row in range(height)]
    column_names = tuple(label(column, found.column_naming) for column in range(width))
    return Grid(
        column_names,
        tuple(
            (name, tuple(Cell(f"{name}{column_names[column]}", images.get((row, column))) for column in range(width)))
            for row, name in enumerate(row_names)
        ),
    )


def _screen_of(viewer: Viewer, found: Plate) -> tuple[Step, ...]:
    links = ScreenPlate.objects.visible_to(viewer).filter(child=found)
    above = Screen.objects.visible_to(viewer).filter(pk__in=links.values("parent")).order_by("pk").first()
    return () if above is None else (Step(Shown("screen", above.pk), above.name),)


def _owner(found: Plate) -> str:
    return found.owner.full_name or found.owner.username
