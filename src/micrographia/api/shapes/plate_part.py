"""Runs and wells of plates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from micrographia.api.shapes.details import REF, WHOSE, Allowed, ref, whose
from micrographia.catalog.well_name import label
from micrographia.web.answer import TEXT, object_of

RUN = object_of({**WHOSE, "name": TEXT})
RUN_ALONE = object_of({**WHOSE, "name": TEXT, "description": TEXT})
WELL = object_of({**WHOSE, "name": TEXT, "plate": REF})


def run(allowed: Allowed, row: Any) -> dict[str, Any]:
    """A run under its name, its times or its id."""
    return {**whose(allowed, row), "name": row.name or _called(row)}


def well(allowed: Allowed, row: Any) -> dict[str, Any]:
    """A well under the name of its plate and its own."""
    place = label(row.row, row.plate_row_naming) + label(row.column, row.plate_column_naming)
    return {**whose(allowed, row), "name": f"{row.plate_name} - {place}", "plate": ref(row.in_plate)}


def _called(row: Any) -> str:
    if row.started is None or row.ended is None:
        return f"Run {row.id}"
    return f"{_time(row.started)} - {_time(row.ended)}"


def _time(when: datetime) -> str:
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
