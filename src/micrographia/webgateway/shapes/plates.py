"""Plates as grids of wells, and wells as lists of images (reference webgateway.md §10.1–10.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from micrographia.catalog.models import Plate, Well, WellField
from micrographia.catalog.well_name import label, letters
from micrographia.errors import Invalid
from micrographia.webgateway.shapes.containers import child_image

MOST_PLACES = 100_000
"""Places of a grid; the largest plates that are made have 9,600."""
LAYOUTS = ("expand", "trim", "shrink")
SMALLEST = (8, 12)
"""Rows and columns of the smallest grid that is shown whole."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The rows and columns of a plate that are shown, from 0; the last are not included."""

    first_row: int
    first_column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A field that is shown in the grid. place: which field of its well, or of the run in that well, from 0."""

    field: WellField
    place: int
    thumb_url: str


def extent_of(places: Sequence[tuple[int, int]], layout: str) -> Extent:
    """What is shown of a plate with wells at these rows and columns. Raises Invalid for more than MOST_PLACES.

    layout: "shrink" from the first well to the last, "trim" from A1 to the last, "expand" the smallest of 8 × 12,
    16 × 24, 32 × 48 … that holds them.
    """
    if not places:
        return Extent(0, 0, 0, 0)
    rows, columns = [row for row, _ in places], [column for _, column in places]
    first = (min(rows), min(columns)) if layout == "shrink" else (0, 0)
    last = max(rows) + 1, max(columns) + 1
    if layout == "expand":
        last = _whole_plate(*last)
    if (last[0] - first[0]) * (last[1] - first[1]) > MOST_PLACES:
        raise Invalid(f"the plate has more than {MOST_PLACES} places; try layout=shrink", "layout")
    return Extent(*first, *last)


def plate_grid(plate: Plate, extent: Extent, cells: Sequence[Cell]) -> dict[str, Any]:
    """The answer of `plate`; places without a cell are null."""
    rows, columns = range(extent.first_row, extent.rows), range(extent.first_column, extent.columns)
    placed = {(each.field.well.row, each.field.well.column): each for each in cells}
    sized = [each.field.image for each in cells if hasattr(each.field.image, "pixels")]
    return {
        "grid": [[_told(placed.get((row, column))) for column in columns] for row in rows],
        "rowlabels": [_named(row, plate.row_naming) for row in rows],
        "collabels": [_named(column, plate.column_naming) for column in columns],
        "image_sizes": [{"x": each.pixels.size_x, "y": each.pixels.size_y, "image_id": each.pk} for each in sized],
    }


def well_child(field: WellField, thumb_url: str) -> dict[str, Any]:
    """An image of a well, with the name of its run and its place in the well, in µm, where they are known."""
    entry = child_image(field.image, thumb_url, sizes=False)
    if field.run is not None:
        entry["name"] += f" [Run: {field.run.name or f'Run {field.run.pk}'}]"
    places = {"x": field.position_x, "y": field.position_y}
    known = {name: {"value": value, "unit": "MICROMETER"} for name, value in places.items() if value is not None}
    return {**entry, "position": known} if known else entry


def well_data(well: Well, field: WellField, thumb_url: str) -> dict[str, Any]:
    """The first image of a well, and which well it is."""
    entry = child_image(field.image, thumb_url, sizes=False)
    position = f"{letters(well.row)}{well.column + 1}"
    return {**entry, "wellPos": position, "plateId": well.plate_id, "wellId": well.pk}


def _told(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    image = child_image(cell.field.image, cell.thumb_url, sizes=False)
    return {**image, "date": int(image["date"]), "wellId": cell.field.well_id, "field": cell.place}


def _whole_plate(rows: int, columns: int) -> tuple[int, int]:
    height, width = SMALLEST
    while rows > height or columns > width:
        height, width = height * 2, width * 2
    return height, width


def _named(index: int, naming: str) -> str | int:
    """Letters, or a number from 1."""
    return label(index, naming) if naming == "letter" else index + 1
