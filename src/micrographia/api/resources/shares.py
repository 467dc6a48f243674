"""Shares and their images (reference json-api.md §3.11)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from micrographia.api import answers
from micrographia.api.described import route, writing
from micrographia.api.embed import IN_SHARES, Embed, Shown
from micrographia.api.filters import Shares
from micrographia.api.paging import Paged
from micrographia.api.shapes.image import SHOWN, shown
from micrographia.api.shapes.share import COMMENT, EITHER_ALONE, SHARE, SHARE_ALONE
from micrographia.api.share_room import NewComment, NewShare, Room
from micrographia.catalog import shares
from micrographia.catalog.models import Image, Share
from micrographia.catalog.thumbnail_versions import thumbnail_versions
from micrographia.web.auth import viewer_of

ROOM = Room("Share", with_images=True)


def list_shares(request: HttpRequest, parameters: Shares) -> HttpResponse:
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


def list_comments(request: HttpRequest, parameters: Paged, share_id: int) -> HttpResponse:
    """What was said in a share, oldest first."""
    return ROOM.comments(request, parameters, share_id)


def add_comment(request: HttpRequest, share_id: int) -> HttpResponse:
    """Says something in a share."""
    return ROOM.add_comment(request, share_id)


def list_share_images(request: HttpRequest, parameters: Shown, share_id: int) -> HttpResponse:
    """The images of a share, by name; those that are gone come last, with their id only."""
    share, window = ROOM.opened(request, share_id), parameters.window
    rows = shares.images_in(share).select_related("pixels")
    there, gone = rows.count(), list(shares.missing_from(share))
    images = window.cut(rows)
    embed = parameters.embed or IN_SHARES
    stop = None if window.limit is None else max(0, window.start + window.limit - there)
    lost = [{"id": id_, "deleted": True} for id_ in gone[max(0, window.start - there) : stop]]
    return answers.listed([*_shown(request, share, images, embed), *lost], window, there + len(gone))


def _shown(request: HttpRequest, share: Share, images: list[Image], embed: Embed) -> list[dict[str, Any]]:
    own = viewer_of(request).id if share.owner_id == viewer_of(request).id else None
    versions = thumbnail_versions(own, images) if embed.thumbnail else {}
    return [shown(image, share.pk, embed, versions.get(image.pk, 0)) for image in images]


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
