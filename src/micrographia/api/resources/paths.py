"""Paths to a thing (reference json-api.md §3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from micrographia.accounts import directory
from micrographia.accounts.viewer import Viewer
from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.filters import Paths, require_member
from micrographia.api.rows import Known
from micrographia.api.shapes.path import PATH, counted, step
from micrographia.api.words import PERSON, readable
from micrographia.catalog.image_places import standings
from micrographia.catalog.models import Image, Owned
from micrographia.catalog.paths import Path, Step, paths_to
from micrographia.web.auth import viewer_of


def list_paths(request: HttpRequest, parameters: Paths, object_type: str, object_id: int) -> HttpResponseBase:
    """All paths from an owner through containers down to a thing, itself included; none for what is hidden or gone."""
    viewer = viewer_of(request)
    require_member(viewer, parameters.group)
    thing, paths = _found(viewer, object_type, object_id)
    if thing is not None and parameters.group not in (None, thing.group_id):
        paths = []
    wanted = {Step(kind, id_) for kind, id_ in parameters.wanted.items()}
    paths = [path for path in paths if wanted <= set(path)]
    image = thing if isinstance(thing, Image) else None
    return answers.listed(
        Known(paths), parameters.window, lambda some: _shaped(viewer, some, image, parameters.page_size)
    )


def _found(viewer: Viewer, object_type: str, object_id: int) -> tuple[Owned | None, Sequence[Path]]:
    if object_type == PERSON:
        known = directory.people(viewer).filter(pk=object_id).exists()
        return None, [(Step(PERSON, object_id),)] if known else []
    thing: Owned | None = readable(viewer, object_type).filter(pk=object_id).first()
    return thing, [] if thing is None else paths_to(viewer, thing)


def _shaped(
    viewer: Viewer, paths: Sequence[Path], image: Image | None, page_size: int | None
) -> list[list[dict[str, Any]]]:
    there = standings(viewer, paths, image, page_size) if page_size else {}
    return [[counted(step(each.kind, each.id), there.get(each)) for each in path] for path in paths]


ROUTES = (route("paths/<path_type:object_type>/<int:object_id>/", list_paths, answers.list_answer(PATH), params=Paths),)
