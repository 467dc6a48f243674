"""A container of the JSON API: list, create, one, delete; each kind declares what is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.accounts.builtin import USER_GROUP
from micrographia.accounts.models import Session
from micrographia.accounts.people import default_group
from micrographia.accounts.viewer import Viewer
from micrographia.api import answers
from micrographia.api.filters import require_member
from micrographia.api.paging import Window
from micrographia.api.shapes.container import container, container_alone
from micrographia.api.shapes.details import Allowed
from micrographia.api.values import identifier, name, words
from micrographia.catalog import counts, creation, deletion
from micrographia.catalog.listable import Listable
from micrographia.catalog.lists import Narrowed, alone, listing
from micrographia.catalog.models import Kind, Named, Owned
from micrographia.errors import Invalid
from micrographia.web.auth import viewer_of
from micrographia.web.body import json_object, read_body, required
from micrographia.web.dispatch import MethodNotAllowed
from micrographia.web.identity import identity_of
from micrographia.web.route import FORMS, JSON

WRONG_METHOD = "Method not allowed"


@dataclass(frozen=True, slots=True)
class NewContainer:
    """What a new project, dataset or screen is called and where it belongs."""

    name: str = name("its name")
    description: str = words("its description")
    group: int | None = identifier("the group it is put into; the active group where none is named", also_in_query=True)


@dataclass(frozen=True, slots=True)
class Containers:
    """One kind of container. word: "project". children: the number of what hangs in it."""

    word: str
    what: Listable
    children: Kind

    @property
    def plural(self) -> str:
        """As addresses have it."""
        return f"{self.word}s"

    def shaped(self, viewer: Viewer, rows: Sequence[Any], numbers: Mapping[int, int]) -> list[dict[str, Any]]:
        """Entries of a list. numbers: of children, by id."""
        allowed = Allowed(viewer, self.what.model)
        return [container(allowed, row, numbers[row.id]) for row in rows]

    def listed(self, viewer: Viewer, narrowed: Narrowed, window: Window) -> HttpResponseBase:
        """The list."""

        def shape(rows: list[Any]) -> list[dict[str, Any]]:
            return self.shaped(viewer, rows, counts.children(viewer, self.children, rows))

        return answers.listed(listing(viewer, self.what, narrowed), window, shape)

    def one(self, viewer: Viewer, id_: int, *further: Kind) -> tuple[dict[str, Any], list[int]]:
        """The thing by itself, and further numbers of what is in it. Two queries."""
        row = alone(viewer, self.what, id_)
        numbers = counts.children_of_kinds(viewer, dict.fromkeys((self.children, *further), (row,)))
        shown = container_alone(Allowed(viewer, self.what.model), row, numbers[self.children][id_])
        return shown, [numbers[kind][id_] for kind in further]

    def create(self, request: HttpRequest) -> HttpResponse:
        """Makes one of what the body says."""
        viewer, new = viewer_of(request), read_body(request, NewContainer)
        title = required(new.name, "name")
        model: type[Named] = self.what.model  # type: ignore[assignment]
        row = creation.create(viewer, model, group_for(request, new.group), title, new.description)
        return self.created(viewer, row.pk)

    def created(self, viewer: Viewer, id_: int) -> HttpResponse:
        """What is answered of one that was just made."""
        return answers.created(self.one(viewer, id_)[0], self.plural)


def group_for(request: HttpRequest, group: int | None) -> int:
    """Where something new goes: the group that is named, else the session's, else the default group.

    Raises Forbidden for a group one is not in.
    """
    viewer = viewer_of(request)
    require_member(viewer, group)
    if group is not None:
        return group
    session = identity_of(request).session
    if session is not None:
        active = Session.objects.filter(session_key=session.row).values_list("active_group", flat=True).first()
        if active is not None:
            return int(active)
    assert viewer.id is not None
    usual = default_group(viewer.id)
    return USER_GROUP if usual is None else usual


def delete(request: HttpRequest, model: type[Owned], id_: int) -> HttpResponse:
    """Deletes one thing with what goes along."""
    viewer = viewer_of(request)
    deletion.delete(viewer, [model.objects.visible_to(viewer).select_related("group").one(id_)])
    return answers.deleted()


def delete_by_post(request: HttpRequest, model: type[Owned], id_: int) -> HttpResponse:
    """The POST that the document prints under "Delete": only where the body says nothing else."""
    row = model.objects.visible_to(viewer_of(request)).one(id_)
    allowed = "GET, HEAD, POST, DELETE, OPTIONS"
    if not settings.MICROGRAPHIA.api_post_deletes:
        raise MethodNotAllowed(WRONG_METHOD, allowed.replace("POST, ", ""))
    if not _means_delete(request):
        raise MethodNotAllowed(f"Use DELETE to delete {row.word} {id_}", allowed)
    return delete(request, model, id_)


def _means_delete(request: HttpRequest) -> bool:
    """An empty body, one with nothing but the CSRF token, or one that says DELETE."""
    if answers.is_override(request):
        return True
    if request.content_type in FORMS:
        said = {**request.POST.dict(), **request.FILES.dict()}
    elif request.content_type == JSON:
        try:
            said = json_object(request)
        except Invalid:
            return False
    else:
        return not request.body.strip()
    said.pop("csrfmiddlewaretoken", None)
    return not said or said.get("_method") == "DELETE"
