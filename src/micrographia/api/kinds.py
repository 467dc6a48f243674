"""The four kinds of containers, and lists of images and tags as several resources show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from micrographia.accounts.viewer import Viewer
from micrographia.api.embed import Embed
from micrographia.api.resource import Containers
from micrographia.api.shapes.image import image
from micrographia.api.shapes.tag import tag
from micrographia.catalog import counts, lists
from micrographia.catalog.models import Annotation, Image, Kind
from micrographia.catalog.tagged import tagged_counts
from micrographia.catalog.thumbnail_versions import thumbnail_versions

PROJECTS = Containers("project", lists.PROJECTS, Kind.PROJECT_DATASETS)
DATASETS = Containers("dataset", lists.DATASETS, Kind.DATASET_IMAGES)
SCREENS = Containers("screen", lists.SCREENS, Kind.SCREEN_PLATES)
PLATES = Containers("plate", lists.PLATES, Kind.PLATE_RUNS)


def shaped_images(viewer: Viewer, rows: Iterable[Image], embed: Embed) -> list[dict[str, Any]]:
    """Images as entries of a list. One query where the version of thumbnails is wanted."""
    images = list(rows)
    wanted = embed.thumbnail or embed.flat_thumbnail
    versions = thumbnail_versions(viewer.id, images) if wanted else {}
    return [image(viewer, row, embed, versions.get(row.pk, 0)) for row in images]


def shaped_tags(viewer: Viewer, rows: Sequence[Annotation]) -> list[dict[str, Any]]:
    """Tags as entries of a list. Two queries."""
    inside = counts.children(viewer, Kind.TAGSET_TAGS, rows)
    carriers = tagged_counts(viewer, rows)
    return [tag(viewer, row, inside[row.pk], carriers[row.pk]) for row in rows]
