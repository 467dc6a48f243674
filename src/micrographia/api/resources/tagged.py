"""What a tag hangs on (reference json-api.md §3.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from micrographia.accounts.viewer import Viewer
from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.embed import TaggedBy, TaggedThings
from micrographia.api.kinds import DATASETS, PLATES, PROJECTS, SCREENS, counted_tags, shaped_images, tag_numbers
from micrographia.api.shapes.container import CONTAINER
from micrographia.api.shapes.details import Allowed
from micrographia.api.shapes.image import IMAGE
from micrographia.api.shapes.plate_part import RUN, WELL, run, well
from micrographia.api.shapes.tag import TAG
from micrographia.catalog import counts
from micrographia.catalog.lists import windows
from micrographia.catalog.models import Kind, Run, Well
from micrographia.catalog.tagged import tagged
from micrographia.web.auth import viewer_of

CONTAINERS = (PROJECTS, DATASETS, SCREENS, PLATES)
SCHEMAS = {
    "projects": CONTAINER,
    "datasets": CONTAINER,
    "images": IMAGE,
    "screens": CONTAINER,
    "plates": CONTAINER,
    "runs": RUN,
    "wells": WELL,
    "tags": TAG,
}


def list_tagged(request: HttpRequest, parameters: TaggedThings, tag_id: int) -> HttpResponseBase:
    """Everything that carries a tag, and the tags in it, each sort by itself."""
    viewer, window = viewer_of(request), parameters.window
    found = tagged(viewer, tag_id, parameters.owner)
    # What there may be many of has columns of its own.
    small = {name: each for name, each in found.items() if name not in ("images", "tags")}

    def read() -> dict[str, list[Any]]:
        many = {name: found[name].window(window.start, window.limit) for name in ("images", "tags")}
        return {**windows(small, window.start, window.limit), **many}

    return answers.gathered(found, window, lambda rows: _shaped(viewer, rows, parameters), read)


def list_tagged_by(request: HttpRequest, parameters: TaggedBy) -> HttpResponseBase:
    """The same, for the tag of the query."""
    return list_tagged(request, parameters, parameters.tag)


def _shaped(viewer: Viewer, rows: Mapping[str, Sequence[Any]], parameters: TaggedThings) -> dict[str, list[Any]]:
    """Entries of all lists. Two queries."""
    kinds = {kind.plural: kind for kind in CONTAINERS if kind.plural in rows}
    wanted: dict[Kind, Sequence[Any]] = {kind.children: rows[name] for name, kind in kinds.items()}
    numbers = counts.children_of_kinds(viewer, wanted | tag_numbers(rows.get("tags", ())))
    shown = {name: kind.shaped(viewer, rows[name], numbers[kind.children]) for name, kind in kinds.items()}
    runs, wells = Allowed(viewer, Run), Allowed(viewer, Well)
    shown["runs"] = [run(runs, row) for row in rows.get("runs", ())]
    shown["wells"] = [well(wells, row) for row in rows.get("wells", ())]
    shown["images"] = shaped_images(viewer, rows.get("images", ()), parameters.embedded)
    shown["tags"] = counted_tags(viewer, rows.get("tags", ()), numbers)
    return shown


ANSWERS = answers.collections_answer(SCHEMAS)
ROUTES = (
    route("tagged/", list_tagged_by, ANSWERS, params=TaggedBy),
    route("tagged/<int:tag_id>/", list_tagged, ANSWERS, params=TaggedThings),
)
