"""Screens (reference json-api.md §3.5, §3.6, §4, §5)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.api import answers
from micrographia.api.described import route, writing
from micrographia.api.filters import Owned
from micrographia.api.kinds import SCREENS
from micrographia.api.resource import NewContainer, delete
from micrographia.api.shapes.container import CONTAINER, CONTAINER_ALONE
from micrographia.catalog.models import Screen
from micrographia.web.auth import viewer_of


def list_screens(request: HttpRequest, parameters: Owned) -> HttpResponseBase:
    """All screens one can read, by name."""
    viewer = viewer_of(request)
    return SCREENS.listed(viewer, parameters.narrowed(viewer), parameters.window)


def create_screen(request: HttpRequest) -> HttpResponse:
    """Makes a screen."""
    return SCREENS.create(request)


def one_screen(request: HttpRequest, screen_id: int) -> HttpResponse:
    """One screen."""
    return answers.alone(SCREENS.one(viewer_of(request), screen_id)[0])


def delete_screen(request: HttpRequest, screen_id: int) -> HttpResponse:
    """Deletes a screen; its plates stay."""
    return delete(request, Screen, screen_id)


ONE = "screens/<int:screen_id>/"
ROUTES = (
    route("screens/", list_screens, answers.list_answer(CONTAINER), params=Owned),
    writing("screens/", create_screen, answers.created_answer(CONTAINER_ALONE), NewContainer),
    route(ONE, one_screen, answers.one_answer(CONTAINER_ALONE)),
    route(ONE, delete_screen, answers.DELETED, "DELETE"),
)
