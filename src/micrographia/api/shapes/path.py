"""Paths from the root down to a thing (reference json-api.md §2, §3.7)."""

from __future__ import annotations

from typing import Any

from micrographia.catalog.image_places import Standing
from micrographia.web.answer import WHOLE, Schema, list_of, object_of

KINDS = (
    "experimenter",
    "project",
    "dataset",
    "orphaned",
    "screen",
    "plate",
    "run",
    "well",
    "image",
    "tagset",
    "tag",
)
_LONG = ("childCount", "childIndex", "childPage")
STEP: Schema = object_of(
    {"type": {"type": "string", "enum": list(KINDS)}, "id": WHOLE, **dict.fromkeys(_LONG, WHOLE)}, optional=_LONG
)
PATH = list_of(STEP)


def step(kind: str, id_: int) -> dict[str, Any]:
    """One element."""
    return {"type": kind, "id": id_}


def counted(entry: dict[str, Any], there: Standing | None) -> dict[str, Any]:
    """The element; a list of images with how many it has, and a long one with where the image is."""
    if there is None:
        return entry
    entry = {**entry, "childCount": there.count}
    return entry if there.index is None else {**entry, "childIndex": there.index, "childPage": there.page}
