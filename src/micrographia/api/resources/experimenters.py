"""People (reference json-api.md §3.2, §3.3)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.accounts import directory
from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.filters import Experimenters
from micrographia.api.rows import Ordered
from micrographia.api.shapes.person import EXPERIMENTER, experimenter
from micrographia.catalog.listable import BY_NAME
from micrographia.errors import NotFound
from micrographia.web.auth import viewer_of


def list_experimenters(request: HttpRequest, parameters: Experimenters) -> HttpResponseBase:
    """The people one may know, by user name: oneself, who is in one's groups that are not private; administrators
    see everybody."""
    found = directory.people(
        viewer_of(request), group=parameters.group, admin=parameters.admin, active=parameters.active
    )
    rows = Ordered(found, BY_NAME)
    return answers.listed(rows, parameters.window, lambda people: [experimenter(person) for person in people])


def one_experimenter(request: HttpRequest, experimenter_id: int) -> HttpResponse:
    """One person."""
    row = directory.people(viewer_of(request)).filter(pk=experimenter_id).first()
    if row is None:
        raise NotFound(f"Experimenter {experimenter_id} not found")
    return answers.alone(experimenter(row))


ROUTES = (
    route("experimenters/", list_experimenters, answers.list_answer(EXPERIMENTER), params=Experimenters),
    route("experimenters/<int:experimenter_id>/", one_experimenter, answers.one_answer(EXPERIMENTER)),
)
