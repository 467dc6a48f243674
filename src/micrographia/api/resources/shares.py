"""Shares and their images (reference json-api.md §3.11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.api import answers
from micrographia.api.described import route, writing
from micrographia.api.embed import IN_SHARES, Embed, Shown
from micrographia.api.filters import Shares
from micrographia.api.paging import Paged
from micrographia.api.rows import Joined, Known
from micrographia.api.shapes.image import SHOWN, shown
from micrographia.api.shapes.share import COMMENT, EITHER_ALONE, SHARE, SHARE_ALONE
from micrographia.api.share_room import NewComment, NewShare, Room
from micrographia.catalog import shares
from micrographia.catalog.thumbnail_versions import thumbnail_versions
from micrographia.web.auth import viewer_of

ROOM = Room("Share", with_images=True)


def list_shares(request: HttpRequest, parameters: Shares) -> HttpResponseBase:
    """The shares one owns, is a member of, or administers, by id."""
    return ROOM.list(request, parameters)


def create_share(request: HttpRequest) -> HttpResponse:
    """Makes a share of images that are one's own or in a group one owns; without images it is a discussion."""
    return ROOM.create(request)


def one_share(request: HttpRequest, share_id: int) -> HttpResponse:
    """One share."""
    return ROOM.one(request, share_id)


def delete_share(request: HttpRequest, share_id: int) -> HttpResponse:
    """Deletes a share; its images stay."""
    return ROOM.delete(request, share_id)


def list_comments(request: HttpRequest, parameters: Paged, share_id: int) -> HttpResponseBase:
    """What was said in a share, oldest first."""
    return ROOM.comments(request, parameters, share_id)


def add_comment(request: HttpRequest, share_id: int) -> HttpResponse:
    """Says something in a share."""
    return ROOM.add_comment(request, share_id)


def list_share_images(request: HttpRequest, parameters: Shown, share_id: int) -> HttpResponseBase:
    """The images of a share, by name; those that are gone come last, with their id only."""
    share, viewer = ROOM.opened(request, share_id), viewer_of(request)
    there = shares.images_in(share)
    gone = list(shares.missing_from(share)) if there.total < share.item_count else []  # type: ignore[attr-defined]
    found = Joined(there, Known(gone))
    embed = parameters.embed or IN_SHARES
    own = viewer.id if share.owner_id == viewer.id else None
    return answers.listed(found, parameters.window, lambda rows: _shown(own, share.pk, rows, embed))


def _shown(own: int | None, share: int, rows: Sequence[Any], embed: Embed) -> list[dict[str, Any]]:
    """rows: of images that are there, and ids of those that are not."""
    there = [row for row in rows if not isinstance(row, int)]
    versions = thumbnail_versions(own, there) if embed.thumbnail else {}
    images = [shown(row, share, embed, versions.get(row.id, 0)) for row in there]
    return [*images, *({"id": row, "deleted": True} for row in rows if isinstance(row, int))]


ONE = "shares/<int:share_id>/"
ROUTES = (
    route("shares/", list_shares, answers.list_answer(SHARE), params=Shares),
    writing("shares/", create_share, answers.created_answer(EITHER_ALONE), NewShare),
    route(ONE, one_share, answers.one_answer(SHARE_ALONE)),
    route(ONE, delete_share, answers.DELETED, "DELETE"),
    route(f"{ONE}images/", list_share_images, (*answers.list_answer(SHOWN), *answers.HIDDEN), params=Shown),
    route(f"{ONE}comments/", list_comments, (*answers.list_answer(COMMENT), *answers.HIDDEN), params=Paged),
    writing(f"{ONE}comments/", add_comment, answers.created_answer(COMMENT), NewComment),
)
