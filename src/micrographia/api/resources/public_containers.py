"""Shares and discussions together (reference json-api.md §3.11)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.filters import Shares
from micrographia.api.rows import Ordered
from micrographia.api.shapes.share import DISCUSSION, SHARE, share
from micrographia.catalog.shares import discussions_of, shares, shares_of
from micrographia.web.auth import viewer_of


def list_public_containers(request: HttpRequest, parameters: Shares) -> HttpResponseBase:
    """The discussions and the shares one may open, each by id."""
    window = parameters.window
    rows = shares(viewer_of(request), owner=parameters.owner, member=parameters.member)
    found = {"discussions": Ordered(discussions_of(rows)), "shares": Ordered(shares_of(rows))}
    return answers.gathered(
        found,
        window,
        lambda some: {name: [share(row, row.item_count) for row in each] for name, each in some.items()},
        lambda: {name: each.window(window.start, window.limit) for name, each in found.items()},
    )


ANSWERS = answers.collections_answer({"discussions": DISCUSSION, "shares": SHARE})
ROUTES = (route("publicContainers/", list_public_containers, ANSWERS, params=Shares),)
