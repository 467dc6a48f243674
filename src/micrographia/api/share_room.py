"""What shares and discussions have in common: making, listing, opening, deleting, and comments
(reference json-api.md §3.11, decisions.md A1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.api import answers
from micrographia.api.filters import Shares
from micrographia.api.paging import Paged
from micrographia.api.resource import delete, group_for
from micrographia.api.rows import Ordered
from micrographia.api.shapes import share as shapes
from micrographia.api.values import identifier, identifiers, moment, switch, words
from micrographia.catalog import shares
from micrographia.catalog.models import Share
from micrographia.errors import NotFound
from micrographia.web.auth import viewer_of
from micrographia.web.body import read_body, required
from micrographia.web.params import REQUIRED


@dataclass(frozen=True, slots=True)
class NewShare:
    """What a new share or discussion shows, and to whom."""

    images: tuple[int, ...] = identifiers("the images it shows; without any it is a discussion")
    members: tuple[int, ...] = identifiers("who is invited")
    message: str = words("what its owner says")
    expires: datetime | None = moment("when it ends; without it: never")  # noqa: RUF009 - makes a field
    active: bool = switch("whether it is switched on", default=True)
    group: int | None = identifier("the group it belongs to; the active group where none is named", also_in_query=True)


@dataclass(frozen=True, slots=True)
class NewComment:
    """What somebody says."""

    text: str = words("what is said", REQUIRED, shortest=1)


@dataclass(frozen=True, slots=True)
class Room:
    """Shares (with images) or discussions (without). word: what messages call one."""

    word: str
    with_images: bool

    def list(self, request: HttpRequest, parameters: Shares) -> HttpResponseBase:
        """Those one may open, by id."""
        rows = shares.shares(viewer_of(request), owner=parameters.owner, member=parameters.member)
        rows = shares.shares_of(rows) if self.with_images else shares.discussions_of(rows)
        return answers.listed(
            Ordered(rows), parameters.window, lambda some: [shapes.share(row, row.item_count) for row in some]
        )

    def one(self, request: HttpRequest, id_: int) -> HttpResponse:
        """One of them."""
        row = self.found(request, id_)
        return answers.alone(shapes.share_alone(row, row.item_count))  # type: ignore[attr-defined]

    def create(self, request: HttpRequest) -> HttpResponse:
        """Makes one of what the body says; what it is depends on whether it shows images."""
        new = read_body(request, NewShare)
        row = shares.create_share(
            viewer_of(request),
            group_for(request, new.group),
            shares.NewShare(new.images, new.members, new.message, new.expires, new.active),
        )
        plural = "shares" if new.images else "discussions"
        return answers.created(shapes.share_alone(row, row.item_count), plural)  # type: ignore[attr-defined]

    def delete(self, request: HttpRequest, id_: int) -> HttpResponse:
        """Deletes it; the images stay."""
        self.found(request, id_)
        return delete(request, Share, id_)

    def comments(self, request: HttpRequest, parameters: Paged, id_: int) -> HttpResponseBase:
        """What was said, oldest first."""
        rows = Ordered(shares.comments(self.opened(request, id_)), ("created", "id"))
        return answers.listed(rows, parameters.window, lambda some: [shapes.comment(row) for row in some])

    def add_comment(self, request: HttpRequest, id_: int) -> HttpResponse:
        """Says something."""
        row = self.opened(request, id_)
        text = required(read_body(request, NewComment).text, "text")
        comment = shares.add_comment(viewer_of(request), row, text)
        return answers.created_without_address(shapes.comment(comment))

    def found(self, request: HttpRequest, id_: int) -> Share:
        """The row; raises NotFound for a share among discussions, and the other way round."""
        row: Share | None = shares.shares(viewer_of(request)).filter(pk=id_).first()
        if row is None or bool(row.item_count) is not self.with_images:  # type: ignore[attr-defined]
            raise NotFound(f"{self.word} {id_} not found")
        return row

    def opened(self, request: HttpRequest, id_: int) -> Share:
        """The row, for looking inside; raises Forbidden for a member while it is switched off or over."""
        self.found(request, id_)
        return shares.open_share(viewer_of(request), id_)
