"""Plates, also those of a screen (reference json-api.md §3.5, §3.6)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.filters import Owned, Plates
from micrographia.api.kinds import PLATES
from micrographia.api.shapes.container import CONTAINER, PLATE_ALONE
from micrographia.catalog.models import Kind
from micrographia.web.auth import viewer_of


def list_plates(request: HttpRequest, parameters: Plates) -> HttpResponseBase:
    """All plates one can read, by name; those of a screen, or those in none."""
    viewer = viewer_of(request)
    narrowed = parameters.narrowed(viewer, parameters.screen, orphaned=parameters.orphaned)
    return PLATES.listed(viewer, narrowed, parameters.window)


def list_in_screen(request: HttpRequest, parameters: Owned, screen_id: int) -> HttpResponseBase:
    """The plates of a screen, by name."""
    viewer = viewer_of(request)
    return PLATES.listed(viewer, parameters.narrowed(viewer, screen_id), parameters.window)


def one_plate(request: HttpRequest, plate_id: int) -> HttpResponse:
    """One plate; its children are its runs, and its wells are counted too."""
    plate, (wells,) = PLATES.one(viewer_of(request), plate_id, Kind.PLATE_WELLS)
    return answers.alone({**plate, "wellCount": wells})


ROUTES = (
    route("plates/", list_plates, answers.list_answer(CONTAINER), params=Plates),
    route("plates/<int:plate_id>/", one_plate, answers.one_answer(PLATE_ALONE)),
    route("screens/<int:screen_id>/plates/", list_in_screen, answers.list_answer(CONTAINER), params=Owned),
)
