"""The browsing page: the tree, and what is chosen in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from micrographia.errors import NotFound
from micrographia.web.auth import viewer_of
from micrographia.web.params import Parameter, declared, whole
from micrographia.webclient.panes.pane import Pane
from micrographia.webclient.panes.registry import pane_of
from micrographia.webclient.shown import SCHEMA, Shown
from micrographia.webclient.sidebar import sidebar


@dataclass(frozen=True, slots=True)
class Browsing:
    """What the browsing page shows."""

    show: Shown | None = declared(  # noqa: RUF009 - a field, as those that `whole` makes
        Parameter(Shown.parse, SCHEMA, "What to open: a kind and an id.", "dataset-12")
    )
    page: int = whole("Page of a long list, from 1; of a plate, the field.", 1, (1, 1_000_000), "2")


def home(request: HttpRequest, parameters: Browsing) -> HttpResponse:
    """Everything at a glance, or what `show` names; 404 with the tree for what is not there."""
    viewer = viewer_of(request)
    status = 200
    try:
        pane = pane_of(viewer, parameters.show, parameters.page)
    except NotFound as error:
        pane, status = Pane("not_found.html", "Not found", {"message": str(error)}), 404
    tree = sidebar(viewer, pane.shown, pane.opened)
    return render(request, "webclient/browse.html", {"pane": pane, "tree": tree}, status=status)
