"""Shares and discussions together (reference json-api.md §3.11)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.filters import Shares
from micrographia.api.shapes.share import DISCUSSION, SHARE, share
from micrographia.catalog.shares import shares
from micrographia.web.auth import viewer_of


def list_public_containers(request: HttpRequest, parameters: Shares) -> HttpResponse:
    """The discussions and the shares one may open, each by id."""
    window = parameters.window
    rows = shares(viewer_of(request), owner=parameters.owner, member=parameters.member)
    found = {"discussions": rows.filter(item_count=0), "shares": rows.filter(item_count__gt=0)}
    data = {name: [share(row, row.item_count) for row in window.cut(some)] for name, some in found.items()}
    return answers.gathered(data, window, {name: some.count() for name, some in found.items()})


ANSWERS = answers.collections_answer({"discussions": DISCUSSION, "shares": SHARE})
ROUTES = (route("publicContainers/", list_public_containers, ANSWERS, params=Shares),)
