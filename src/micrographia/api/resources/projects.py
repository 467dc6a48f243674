"""Projects (reference json-api.md §3.5, §3.6, §4, §5)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.api import answers
from micrographia.api.described import route, writing
from micrographia.api.filters import Owned
from micrographia.api.kinds import PROJECTS
from micrographia.api.resource import NewContainer, delete, delete_by_post
from micrographia.api.shapes.container import CONTAINER, CONTAINER_ALONE
from micrographia.catalog.models import Project
from micrographia.web.auth import viewer_of


def list_projects(request: HttpRequest, parameters: Owned) -> HttpResponseBase:
    """All projects one can read, by name."""
    viewer = viewer_of(request)
    return PROJECTS.listed(viewer, parameters.narrowed(viewer), parameters.window)


def create_project(request: HttpRequest) -> HttpResponse:
    """Makes a project."""
    return PROJECTS.create(request)


def one_project(request: HttpRequest, project_id: int) -> HttpResponse:
    """One project."""
    return answers.alone(PROJECTS.one(viewer_of(request), project_id)[0])


def delete_project(request: HttpRequest, project_id: int) -> HttpResponse:
    """Deletes a project; its datasets stay."""
    return delete(request, Project, project_id)


def post_to_project(request: HttpRequest, project_id: int) -> HttpResponse:
    """Deletes a project, if the body is empty or says _method=DELETE; anything else is refused."""
    return delete_by_post(request, Project, project_id)


ONE = "projects/<int:project_id>/"
ROUTES = (
    route("projects/", list_projects, answers.list_answer(CONTAINER), params=Owned),
    writing("projects/", create_project, answers.created_answer(CONTAINER_ALONE), NewContainer),
    route(ONE, one_project, answers.one_answer(CONTAINER_ALONE)),
    route(ONE, delete_project, answers.DELETED, "DELETE"),
    route(ONE, post_to_project, answers.DELETED_BY_POST, "POST"),
)
