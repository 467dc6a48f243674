"""What hangs on things, for viewers and scripts (reference json-api.md §8.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from micrographia.accounts.viewer import Viewer
from micrographia.api.words import MODELS, readable
from micrographia.catalog.annotated import CUSTOM, SORTS, links_on
from micrographia.catalog.models import Owned
from micrographia.catalog.paths import paths_to
from micrographia.web.auth import viewer_of
from micrographia.web.params import choice, text, whole
from micrographia.web.responses import json_answer
from micrographia.webclient.annotated import annotation, people, thing
from micrographia.webclient.naming import CLASSES, Things

PAGES = 100
"""How many pages of the usual size are one page here."""


@dataclass(frozen=True, slots=True)
class Asked(Things):
    """On which things, and which annotations."""

    type: str | None = choice(
        "Only annotations of this sort.", {sort: sort for sort in (*SORTS, CUSTOM)}, example="map"
    )
    ns: str | None = text(
        "Only annotations in this namespace.", example="openmicroscopy.org/omero/client/mapAnnotation"
    )
    parents: str | None = text("true: also what hangs on the containers of the things.", example="true")
    page: int = whole("Page, from 1.", 1, (1, 10**9), "1")
    limit: int | None = whole(f"Annotations on a page; {PAGES} usual pages if left out.", None, (1, 10**9), "500")


def list_annotations(request: HttpRequest, parameters: Asked) -> HttpResponse:
    """The annotations of things, one entry for each link, and the people who own them."""
    viewer = viewer_of(request)
    things = {MODELS[word]: ids for word, ids in parameters.by_word.items()}
    limit = parameters.limit or PAGES * settings.MICROGRAPHIA.page_size
    start = (parameters.page - 1) * limit
    found = list(links_on(viewer, things, parameters.type, parameters.ns)[start : start + limit])
    answer: dict[str, Any] = {"annotations": [annotation(viewer, link) for link in found]}
    if parameters.parents == "true":
        lineage = _lineage(viewer, parameters.by_word)
        above: dict[type[Owned], dict[int, None]] = defaultdict(dict)
        for rows in lineage.values():
            above_here = [row for each in rows.values() for row in each]
            for row in above_here:
                above[type(row)][row.pk] = None
        hanging = list(links_on(viewer, above, parameters.type, parameters.ns)[:limit])
        told = {
            class_: {str(id_): [thing(row) for row in each] for id_, each in rows.items()}
            for class_, rows in lineage.items()
        }
        answer["parents"] = {"annotations": [annotation(viewer, link) for link in hanging], "lineage": told}
        found += hanging
    return json_answer({**answer, "experimenters": people(found)})


def _lineage(viewer: Viewer, wanted: Mapping[str, tuple[int, ...]]) -> dict[str, dict[int, list[Owned]]]:
    """class → id → the containers above, each once, from the top."""
    found: dict[str, dict[int, list[Owned]]] = {}
    for word, ids in wanted.items():
        for row in readable(viewer, word).filter(pk__in=ids):
            steps = dict.fromkeys(
                step for path in paths_to(viewer, row) for step in path[:-1] if MODELS.get(step.kind) in CLASSES
            )
            above = [MODELS[step.kind].objects.visible_to(viewer).one(step.id) for step in steps]
            if above:
                found.setdefault(CLASSES[type(row)], {})[row.pk] = above
    return found
