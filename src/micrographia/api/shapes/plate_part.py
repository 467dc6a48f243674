"""Runs and wells of plates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from micrographia.accounts.viewer import Viewer
from micrographia.api.shapes.details import REF, WHOSE, ref, whose
from micrographia.catalog.models import Run, Well
from micrographia.catalog.well_name import label
from micrographia.web.answer import TEXT, object_of

RUN = object_of({**WHOSE, "name": TEXT})
RUN_ALONE = object_of({**WHOSE, "name": TEXT, "description": TEXT})
WELL = object_of({**WHOSE, "name": TEXT, "plate": REF})


def run(viewer: Viewer, row: Run) -> dict[str, Any]:
    """A run under its name, its times or its id."""
    return {**whose(viewer, row), "name": row.name or _called(row)}


def well(viewer: Viewer, row: Well) -> dict[str, Any]:
    """A well under the name of its plate and its own."""
    place = label(row.row, row.plate.row_naming) + label(row.column, row.plate.column_naming)
    return {**whose(viewer, row), "name": f"{row.plate.name} - {place}", "plate": ref(row.plate_id)}


def _called(row: Run) -> str:
    if row.started is None or row.ended is None:
        return f"Run {row.pk}"
    return f"{_time(row.started)} - {_time(row.ended)}"


def _time(when: datetime) -> str:
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
