"""What a tag hangs on (reference json-api.md §3.10)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from micrographia.accounts.viewer import Viewer
from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.embed import TaggedBy, TaggedThings
from micrographia.api.kinds import DATASETS, PLATES, PROJECTS, SCREENS, shaped_images, shaped_tags
from micrographia.api.shapes.container import CONTAINER, container
from micrographia.api.shapes.image import IMAGE
from micrographia.api.shapes.plate_part import RUN, WELL, run, well
from micrographia.api.shapes.tag import TAG
from micrographia.catalog import counts
from micrographia.catalog.tagged import Tagged, tagged
from micrographia.errors import Invalid
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


def list_tagged(request: HttpRequest, parameters: TaggedThings, tag_id: int) -> HttpResponse:
    """Everything that carries a tag, and the tags in it, each sort by itself."""
    viewer, window = viewer_of(request), parameters.window
    found = tagged(viewer, tag_id, parameters.owner)
    kept = {"runs": found.runs, "wells": found.wells}
    data = _containers(viewer, found, parameters)
    data["runs"] = [run(viewer, row) for row in window.cut(found.runs)]
    data["wells"] = [well(viewer, row) for row in window.cut(found.wells)]
    data["images"] = shaped_images(viewer, window.cut(found.images), parameters.embedded)
    tags = list(found.tags)
    data["tags"] = shaped_tags(viewer, window.cut(tags))
    kept |= {kind.plural: getattr(found, kind.plural) for kind in CONTAINERS}
    totals = {name: len(rows) for name, rows in kept.items()}
    totals |= {"images": found.images.count(), "tags": len(tags)}
    return answers.gathered({name: data[name] for name in SCHEMAS}, window, {name: totals[name] for name in SCHEMAS})


def list_tagged_by(request: HttpRequest, parameters: TaggedBy) -> HttpResponse:
    """The same, for the tag of the query."""
    if parameters.tag is None:
        raise Invalid("Missing required parameter: tag", "tag")
    return list_tagged(request, parameters, parameters.tag)


def _containers(viewer: Viewer, found: Tagged, parameters: TaggedThings) -> dict[str, Any]:
    rows = {kind: parameters.window.cut(getattr(found, kind.plural)) for kind in CONTAINERS}
    inside = counts.children_of_kinds(viewer, {kind.children: some for kind, some in rows.items()})
    return {
        kind.plural: [container(viewer, row, inside[kind.children][row.pk]) for row in some]
        for kind, some in rows.items()
    }


ANSWERS = answers.collections_answer(SCHEMAS)
ROUTES = (
    route("tagged/", list_tagged_by, ANSWERS, params=TaggedBy),
    route("tagged/<int:tag_id>/", list_tagged, ANSWERS, params=TaggedThings),
)
