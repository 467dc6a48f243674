"""Runs of plates (reference json-api.md §3.5, §3.6)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.accounts.viewer import Viewer
from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.filters import Owned, Runs
from micrographia.api.paging import Window
from micrographia.api.shapes.details import Allowed
from micrographia.api.shapes.plate_part import RUN, RUN_ALONE, run
from micrographia.catalog import lists
from micrographia.catalog.listable import RUNS
from micrographia.catalog.models import Run
from micrographia.web.auth import viewer_of


def list_runs(request: HttpRequest, parameters: Runs) -> HttpResponseBase:
    """All runs one can read, by id; those of a plate."""
    viewer = viewer_of(request)
    return _listed(viewer, parameters.narrowed(viewer, parameters.plate), parameters.window)


def list_in_plate(request: HttpRequest, parameters: Owned, plate_id: int) -> HttpResponseBase:
    """The runs of a plate, by id."""
    viewer = viewer_of(request)
    return _listed(viewer, parameters.narrowed(viewer, plate_id), parameters.window)


def one_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run."""
    viewer = viewer_of(request)
    row = lists.alone(viewer, RUNS, run_id)
    return answers.alone({**run(Allowed(viewer, Run), row), "description": row.description})


def _listed(viewer: Viewer, narrowed: lists.Narrowed, window: Window) -> HttpResponseBase:
    allowed, found = Allowed(viewer, Run), lists.listing(viewer, RUNS, narrowed)
    return answers.listed(found, window, lambda rows: [run(allowed, row) for row in rows])


ROUTES = (
    route("runs/", list_runs, answers.list_answer(RUN), params=Runs),
    route("runs/<int:run_id>/", one_run, answers.one_answer(RUN_ALONE)),
    route("plates/<int:plate_id>/runs/", list_in_plate, answers.list_answer(RUN), params=Owned),
)
