"""What stands at the top: projects, screens, loose datasets and plates, and how many images are in no container
(reference json-api.md §3.4)."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.filters import Owned
from micrographia.api.kinds import DATASETS, PLATES, PROJECTS, SCREENS, shaped_containers
from micrographia.api.paging import meta_of
from micrographia.api.shapes.container import CONTAINER
from micrographia.api.values import NO_FILTER
from micrographia.catalog import lists
from micrographia.catalog.listable import IMAGES
from micrographia.web.answer import TEXT, WHOLE, Answer, list_of, object_of
from micrographia.web.auth import viewer_of

COLLECTIONS = (PROJECTS, DATASETS, SCREENS, PLATES)
NAMES = tuple(kind.plural for kind in COLLECTIONS)


def list_containers(request: HttpRequest, parameters: Owned) -> HttpResponseBase:
    """What is in no other container, each kind by name, and the number of images that are in none."""
    viewer, window = viewer_of(request), parameters.window
    narrowed = parameters.narrowed(viewer)
    loose = replace(narrowed, orphaned=True)
    wanted = [(kind.what, loose) for kind in COLLECTIONS]
    *listings, orphans = lists.listings(viewer, [*wanted, (IMAGES, loose)])
    found = dict(zip(NAMES, listings, strict=True))
    orphaned = {
        "id": NO_FILTER if parameters.owner is None else parameters.owner,
        "name": settings.MICROGRAPHIA.orphaned_name,
        "childCount": orphans.total,
    }
    return answers.gathered(
        found,
        window,
        lambda rows: shaped_containers(viewer, rows),
        lambda: lists.windows(found, window.start, window.limit),
        {"orphaned": orphaned},
    )


ORPHANED = object_of({"id": WHOLE, "name": TEXT, "childCount": WHOLE})
DATA = object_of({**dict.fromkeys(NAMES, list_of(CONTAINER)), "orphaned": ORPHANED})
ANSWER = Answer("the containers", schema=object_of({"data": DATA, "meta": meta_of(NAMES)}))
ROUTES = (route("containers/", list_containers, (ANSWER, answers.FORBIDDEN), params=Owned),)
