"""Projects, datasets, screens and plates."""

from __future__ import annotations

from typing import Any

from micrographia.accounts.viewer import Viewer
from micrographia.api.shapes.details import WHOSE, whose
from micrographia.catalog.models import Named
from micrographia.web.answer import TEXT, WHOLE, Schema, object_of

_KEYS: dict[str, Schema] = {**WHOSE, "name": TEXT, "childCount": WHOLE}
CONTAINER = object_of(_KEYS)
CONTAINER_ALONE = object_of({**_KEYS, "description": TEXT})
PLATE_ALONE = object_of({**_KEYS, "description": TEXT, "wellCount": WHOLE})


def container(viewer: Viewer, thing: Named, child_count: int) -> dict[str, Any]:
    """An entry of a list."""
    return {**whose(viewer, thing), "name": thing.name, "childCount": child_count}


def container_alone(viewer: Viewer, thing: Named, child_count: int) -> dict[str, Any]:
    """The thing by itself: with its description."""
    return {**container(viewer, thing, child_count), "description": thing.description}
