"""Groups (reference json-api.md §3.1)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.accounts import directory
from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.filters import Groups
from micrographia.api.rows import Ordered
from micrographia.api.shapes.person import GROUP, group
from micrographia.catalog.listable import BY_NAME
from micrographia.errors import NotFound
from micrographia.web.auth import viewer_of


def list_groups(request: HttpRequest, parameters: Groups) -> HttpResponseBase:
    """All groups, by name; those that somebody is in or owns, as far as one may know."""
    found = directory.groups(viewer_of(request), member=parameters.member, owner=parameters.owner)
    return answers.listed(Ordered(found, BY_NAME), parameters.window, lambda rows: [group(row) for row in rows])


def one_group(request: HttpRequest, group_id: int) -> HttpResponse:
    """One group."""
    row = directory.groups(viewer_of(request)).filter(pk=group_id).first()
    if row is None:
        raise NotFound(f"Group {group_id} not found")
    return answers.alone(group(row))


ROUTES = (
    route("groups/", list_groups, answers.list_answer(GROUP), params=Groups),
    route("groups/<int:group_id>/", one_group, answers.one_answer(GROUP)),
)
