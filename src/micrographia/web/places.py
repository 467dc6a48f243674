"""What stands at a place of a path: `<int:image_id>` and the like, by name, for documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from micrographia.pictures.thumbnails import LARGEST_SIDE
from micrographia.web.params import LARGEST

IDS: Mapping[str, Any] = {"minimum": 0, "maximum": LARGEST}
"""A number beyond names nothing: 404."""
SIDES: Mapping[str, Any] = {"minimum": 1, "maximum": LARGEST_SIDE}


@dataclass(frozen=True, slots=True)
class Place:
    """What is meant, an example, and the bounds of the value beside those of its converter; None: those of an id."""

    description: str
    example: Any
    bounds: Mapping[str, Any] | None = None


def _id(what: str, example: int) -> Place:
    return Place(f"the id of {what}", example)


PLACES: Mapping[str, Place] = {
    "experimenter_id": _id("a person", 3),
    "group_id": _id("a group", 3),
    "project_id": _id("a project", 1),
    "dataset_id": _id("a dataset", 1),
    "image_id": _id("an image", 1),
    "screen_id": _id("a screen", 1),
    "plate_id": _id("a plate", 1),
    "run_id": _id("a run (plate acquisition)", 1),
    "acquisition": Place("the id of a run (plate acquisition): only its fields", 1),
    "well_id": _id("a well", 1),
    "tag_id": _id("a tag or tag set", 1),
    "annotation_id": _id("a file annotation", 1),
    "share_id": _id("a share", 1),
    "discussion_id": _id("a discussion", 2),
    "object_id": _id("the thing", 1),
    "object_type": Place("what sort of thing", "image", {}),
    "api_version": Place("the version of the API", "0", {}),
    "z": Place("z-section, from 0", 0),
    "t": Place("timepoint, from 0", 0),
    "x": Place("column, from 0", 0),
    "y": Place("row, from 0", 0),
    "channel": Place("channel, from 0", 0),
    "field": Place("field of each well, from 0", 0),
    "thickness": Place("how many pixels thick the line is; 0 is 1", 1),
    "width": Place("width in pixels; without a height the longest side", 96, SIDES),
    "height": Place("height in pixels", 64, SIDES),
    "axis": Place("along what the frames lie", "z", {}),
    "position": Place("which timepoint of sections, or which section of timepoints, from 1", 1),
    "key": Place("a key; dots descend into objects", "size.width", {"minLength": 1, "maxLength": 1000}),
    "username": Place("the user name of a person", "ada", {"minLength": 1, "maxLength": 255}),
    "name": Place("the name of a page", "welcome", {"minLength": 1, "maxLength": 200}),
}
"""By the name that routes use."""


def place(name: str, converter: Any) -> dict[str, Any]:
    """The place as OpenAPI has it. converter: Django's, which reads it; one of ours says its own schema."""
    told = PLACES[name]
    own = getattr(converter, "schema", None) or {"type": "integer" if converter.regex == "[0-9]+" else "string"}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": told.description,
        "schema": {**own, **(IDS if told.bounds is None else told.bounds)},
        "example": told.example,
    }
