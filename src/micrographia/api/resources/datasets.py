"""Datasets, also those of a project (reference json-api.md §3.5, §3.6, §4, §5)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.api import answers
from micrographia.api.described import route, writing
from micrographia.api.filters import Datasets, Owned, require_member
from micrographia.api.kinds import DATASETS
from micrographia.api.resource import NewContainer, delete, delete_by_post
from micrographia.api.shapes.container import CONTAINER, CONTAINER_ALONE
from micrographia.catalog import creation
from micrographia.catalog.models import Dataset, Project
from micrographia.web.auth import viewer_of
from micrographia.web.body import read_body, required


def list_datasets(request: HttpRequest, parameters: Datasets) -> HttpResponseBase:
    """All datasets one can read, by name; those of a project, or those in none."""
    viewer = viewer_of(request)
    narrowed = parameters.narrowed(viewer, parameters.project, orphaned=parameters.orphaned)
    return DATASETS.listed(viewer, narrowed, parameters.window)


def list_in_project(request: HttpRequest, parameters: Owned, project_id: int) -> HttpResponseBase:
    """The datasets of a project, by name."""
    viewer = viewer_of(request)
    return DATASETS.listed(viewer, parameters.narrowed(viewer, project_id), parameters.window)


def create_dataset(request: HttpRequest) -> HttpResponse:
    """Makes a dataset."""
    return DATASETS.create(request)


def create_in_project(request: HttpRequest, project_id: int) -> HttpResponse:
    """Makes a dataset in a project, in the project's group."""
    viewer = viewer_of(request)
    Project.objects.visible_to(viewer).one(project_id)
    new = read_body(request, NewContainer)
    require_member(viewer, new.group)
    title = required(new.name, "name")
    row = creation.create_in(viewer, project_id, new.group, title, new.description)
    return DATASETS.created(viewer, row.pk)


def one_dataset(request: HttpRequest, dataset_id: int) -> HttpResponse:
    """One dataset."""
    return answers.alone(DATASETS.one(viewer_of(request), dataset_id)[0])


def delete_dataset(request: HttpRequest, dataset_id: int) -> HttpResponse:
    """Deletes a dataset; its images stay."""
    return delete(request, Dataset, dataset_id)


def post_to_dataset(request: HttpRequest, dataset_id: int) -> HttpResponse:
    """Deletes a dataset, if the body is empty or says _method=DELETE; anything else is refused."""
    return delete_by_post(request, Dataset, dataset_id)


ONE = "datasets/<int:dataset_id>/"
INSIDE = ("projects/<int:project_id>/datasets/", "project/<int:project_id>/datasets/")
ROUTES = (
    route("datasets/", list_datasets, answers.list_answer(CONTAINER), params=Datasets),
    writing("datasets/", create_dataset, answers.created_answer(CONTAINER_ALONE), NewContainer),
    route(ONE, one_dataset, answers.one_answer(CONTAINER_ALONE)),
    route(ONE, delete_dataset, answers.DELETED, "DELETE"),
    route(ONE, post_to_dataset, answers.DELETED_BY_POST, "POST"),
    *(route(path, list_in_project, answers.list_answer(CONTAINER), params=Owned) for path in INSIDE),
    *(writing(path, create_in_project, answers.created_answer(CONTAINER_ALONE), NewContainer) for path in INSIDE),
)
