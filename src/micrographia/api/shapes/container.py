"""Projects, datasets, screens and plates."""

from __future__ import annotations

from typing import Any

from micrographia.api.shapes.details import WHOSE, Allowed, whose
from micrographia.web.answer import TEXT, WHOLE, Schema, object_of

_KEYS: dict[str, Schema] = {**WHOSE, "name": TEXT, "childCount": WHOLE}
CONTAINER = object_of(_KEYS)
CONTAINER_ALONE = object_of({**_KEYS, "description": TEXT})
PLATE_ALONE = object_of({**_KEYS, "description": TEXT, "wellCount": WHOLE})


def container(allowed: Allowed, row: Any, child_count: int) -> dict[str, Any]:
    """An entry of a list."""
    return {**whose(allowed, row), "name": row.name, "childCount": child_count}


def container_alone(allowed: Allowed, row: Any, child_count: int) -> dict[str, Any]:
    """The thing by itself: with its description."""
    return {**container(allowed, row, child_count), "description": row.description}
