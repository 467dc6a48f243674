"""The metadata of an OME-Zarr plate and of its wells."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from micrographia.errors import Unreadable
from micrographia.pixels.formats.zarr_folder import inner_path
from micrographia.pixels.metadata import RunInfo

_MOST_WELLS = 100_000
_MOST_SIDE = 10_000
_MOST_FIELDS = 10_000


@dataclass(frozen=True, slots=True)
class PlateWell:
    """A well that the plate lists; row and column from 0."""

    path: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Plate:
    """rows, columns: their names. run_ids: what wells call the runs, in their order."""

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    wells: tuple[PlateWell, ...]
    runs: tuple[RunInfo, ...]
    run_ids: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class WellField:
    """A field as its well lists it. run: the id of the run, or None."""

    path: str
    run: object


def plate_of(value: dict[str, Any], what: str) -> Plate:
    """Raises Unreadable when rows, columns or wells make no plate."""
    rows, columns = _names(value.get("rows"), "rows", what), _names(value.get("columns"), "columns", what)
    wells = value.get("wells")
    if not isinstance(wells, list) or len(wells) > _MOST_WELLS:
        raise Unreadable(f"{what}: a plate has a list of at most {_MOST_WELLS} wells")
    found = value.get("acquisitions")
    runs = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    name = value.get("name")
    return Plate(
        name if isinstance(name, str) else "",
        rows,
        columns,
        tuple(_well(one, rows, columns, what) for one in wells),
        tuple(_run(one) for one in runs),
        tuple(one.get("id") for one in runs),
    )


def fields_of(attributes: dict[str, Any], what: str) -> tuple[WellField, ...]:
    """The fields of a well. Raises Unreadable when it lists none that make sense."""
    well = attributes.get("well")
    images = well.get("images") if isinstance(well, dict) else None
    if not isinstance(images, list) or len(images) > _MOST_FIELDS:
        raise Unreadable(f"{what}: a well has a list of at most {_MOST_FIELDS} images")
    return tuple(
        WellField(inner_path(one.get("path"), what), one.get("acquisition")) for one in images if isinstance(one, dict)
    )


def _names(value: object, kind: str, what: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST_SIDE:
        raise Unreadable(f"{what}: a plate has 1 to {_MOST_SIDE} {kind}")
    return tuple(str(one.get("name")) if isinstance(one, dict) else str(one) for one in value)


def _well(value: object, rows: tuple[str, ...], columns: tuple[str, ...], what: str) -> PlateWell:
    """Its place by the indices, or before version 0.4 by the names in its path."""
    if not isinstance(value, dict):
        raise Unreadable(f"{what}: a well of a plate has a path")
    path = inner_path(value.get("path"), what)
    row, column = value.get("rowIndex"), value.get("columnIndex")
    if type(row) is not int or type(column) is not int:
        first, _, second = path.partition("/")
        if first not in rows or second not in columns:
            raise Unreadable(f"{what}: the well {path[:80]!r} is in no row and column of the plate")
        row, column = rows.index(first), columns.index(second)
    if not (0 <= row < len(rows) and 0 <= column < len(columns)):
        raise Unreadable(f"{what}: the well {path[:80]!r} lies outside the plate")
    return PlateWell(path, row, column)


def _run(value: dict[str, Any]) -> RunInfo:
    count, name = value.get("maximumfieldcount"), value.get("name")
    return RunInfo(
        name if isinstance(name, str) else "",
        _moment(value.get("starttime")),
        _moment(value.get("endtime")),
        count if type(count) is int and count > 0 else None,
    )


def _moment(value: object) -> datetime | None:
    """From seconds since 1970; some writers give milliseconds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e14:
        return None
    return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
