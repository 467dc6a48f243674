"""Discussions: shares without images (reference json-api.md §3.11)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.api import answers
from micrographia.api.described import route, writing
from micrographia.api.filters import Shares
from micrographia.api.paging import Paged
from micrographia.api.shapes.share import COMMENT, DISCUSSION, DISCUSSION_ALONE, EITHER_ALONE
from micrographia.api.share_room import NewComment, NewShare, Room

ROOM = Room("Discussion", with_images=False)


def list_discussions(request: HttpRequest, parameters: Shares) -> HttpResponseBase:
    """The discussions one owns, is a member of, or administers, by id."""
    return ROOM.list(request, parameters)


def create_discussion(request: HttpRequest) -> HttpResponse:
    """Makes a discussion; with images it is a share."""
    return ROOM.create(request)


def one_discussion(request: HttpRequest, discussion_id: int) -> HttpResponse:
    """One discussion."""
    return ROOM.one(request, discussion_id)


def delete_discussion(request: HttpRequest, discussion_id: int) -> HttpResponse:
    """Deletes a discussion with what was said in it."""
    return ROOM.delete(request, discussion_id)


def list_comments(request: HttpRequest, parameters: Paged, discussion_id: int) -> HttpResponseBase:
    """What was said in a discussion, oldest first."""
    return ROOM.comments(request, parameters, discussion_id)


def add_comment(request: HttpRequest, discussion_id: int) -> HttpResponse:
    """Says something in a discussion."""
    return ROOM.add_comment(request, discussion_id)


ONE = "discussions/<int:discussion_id>/"
ROUTES = (
    route("discussions/", list_discussions, answers.list_answer(DISCUSSION), params=Shares),
    writing("discussions/", create_discussion, answers.created_answer(EITHER_ALONE), NewShare),
    route(ONE, one_discussion, answers.one_answer(DISCUSSION_ALONE)),
    route(ONE, delete_discussion, answers.DELETED, "DELETE"),
    route(f"{ONE}comments/", list_comments, (*answers.list_answer(COMMENT), *answers.HIDDEN), params=Paged),
    writing(f"{ONE}comments/", add_comment, answers.created_answer(COMMENT), NewComment),
)
