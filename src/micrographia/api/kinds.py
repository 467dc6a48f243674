"""The four kinds of containers, and lists of images and tags as several resources show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from micrographia.accounts.viewer import Viewer
from micrographia.api.embed import Embed
from micrographia.api.resource import Containers
from micrographia.api.shapes.details import Allowed
from micrographia.api.shapes.image import image
from micrographia.api.shapes.tag import tag
from micrographia.catalog import counts, listable
from micrographia.catalog.models import Annotation, Image, Kind
from micrographia.catalog.thumbnail_versions import thumbnail_versions

PROJECTS = Containers("project", listable.PROJECTS, Kind.PROJECT_DATASETS)
DATASETS = Containers("dataset", listable.DATASETS, Kind.DATASET_IMAGES)
SCREENS = Containers("screen", listable.SCREENS, Kind.SCREEN_PLATES)
PLATES = Containers("plate", listable.PLATES, Kind.PLATE_RUNS)

CARRIED = tuple(kind for kind in Kind if kind.value.startswith("tag."))
"""The numbers of things that carry a tag."""


def shaped_containers(viewer: Viewer, rows: Mapping[str, Sequence[Any]]) -> dict[str, list[dict[str, Any]]]:
    """Containers of several kinds, by the plurals of their words, as entries of lists. One query."""
    kinds = {kind.plural: kind for kind in (PROJECTS, DATASETS, SCREENS, PLATES)}
    numbers = counts.children_of_kinds(viewer, {kinds[name].children: some for name, some in rows.items()})
    return {name: kinds[name].shaped(viewer, some, numbers[kinds[name].children]) for name, some in rows.items()}


def shaped_images(viewer: Viewer, rows: Sequence[Any], embed: Embed) -> list[dict[str, Any]]:
    """Images as entries of a list. One query where the version of thumbnails is wanted."""
    wanted = embed.thumbnail or embed.flat_thumbnail
    versions = thumbnail_versions(viewer.id, rows) if wanted else {}
    allowed = Allowed(viewer, Image)
    return [image(allowed, row, embed, versions.get(row.id, 0)) for row in rows]


def shaped_tags(viewer: Viewer, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Tags as entries of a list. One query."""
    return counted_tags(viewer, rows, counts.children_of_kinds(viewer, tag_numbers(rows)))


def tag_numbers(rows: Sequence[Any]) -> dict[Kind, Sequence[Any]]:
    """Which numbers tags are shown with."""
    return dict.fromkeys((Kind.TAGSET_TAGS, *CARRIED), rows)


def counted_tags(viewer: Viewer, rows: Sequence[Any], numbers: dict[Kind, dict[int, int]]) -> list[dict[str, Any]]:
    """The same with numbers that were read before."""
    allowed, inside = Allowed(viewer, Annotation), numbers.get(Kind.TAGSET_TAGS, {})
    return [tag(allowed, row, inside[row.id], sum(numbers[kind][row.id] for kind in CARRIED)) for row in rows]
