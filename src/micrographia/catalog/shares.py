"""Shares and discussions: who may open them, what they show, and what is said there (reference permissions.md §4.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from micrographia.accounts.people import visible_people
from micrographia.accounts.viewer import Viewer
from micrographia.catalog.listable import IMAGES
from micrographia.catalog.lists import Listing
from micrographia.catalog.models import Comment, Image, Share, ShareItem, ShareMember, VisibleQuerySet
from micrographia.catalog.permissions import require_entry
from micrographia.catalog.selection import Selection, among
from micrographia.errors import Forbidden, NotFound


@dataclass(frozen=True, slots=True)
class NewShare:
    """What is said of a new share; ids. Without images it is a discussion. expires: with time zone; None: never."""

    images: tuple[int, ...] = ()
    members: tuple[int, ...] = ()
    message: str = ""
    expires: datetime | None = None
    active: bool = True


def shares(viewer: Viewer, *, owner: int | None = None, member: int | None = None) -> VisibleQuerySet:
    """The shares a viewer may open and the discussions, with `item_count`; in the order of their ids.

    member: an owner counts as one.
    """
    items = (
        ShareItem.objects.filter(share=OuterRef("pk")).order_by().values("share").annotate(n=Count("pk")).values("n")
    )
    rows: VisibleQuerySet = Share.objects.visible_to(viewer).annotate(item_count=Coalesce(Subquery(items), 0))
    rows = rows.order_by("pk")
    if owner is not None:
        rows = rows.filter(owner=owner)
    if member is not None:
        invited = ShareMember.objects.filter(share=OuterRef("pk"), experimenter=member)
        rows = rows.filter(Q(owner=member) | Q(Exists(invited)))
    return rows


def shares_of(rows: VisibleQuerySet) -> VisibleQuerySet:
    """Those that show images."""
    return rows.filter(Exists(ShareItem.objects.filter(share=OuterRef("pk"))))


def discussions_of(rows: VisibleQuerySet) -> VisibleQuerySet:
    """Those that do not."""
    return rows.exclude(Exists(ShareItem.objects.filter(share=OuterRef("pk"))))


def open_share(viewer: Viewer, share_id: int) -> Share:
    """The share, for looking at what is in it.

    Raises NotFound for what is hidden or gone, Forbidden for a member while it is switched off or over.
    """
    share: Share = shares(viewer).one(share_id)
    master = viewer.admin or share.owner_id == viewer.id
    if not master and (not share.active or share.expired()):
        raise Forbidden(f"Share {share_id} is not available")
    return share


def images_in(share: Share) -> Listing:
    """The images of a share that are there, in the order of their names. One query."""
    items = "SELECT image_id FROM catalog_shareitem WHERE share_id = %s"
    there = Selection(IMAGES.table, f"deleted_id IS NULL AND {among(items)}", (share.pk,))
    seen = Image.objects.filter(deleted__isnull=True)
    total = seen.filter(pk__in=ShareItem.objects.filter(share=share).values("image")).count()
    return Listing(IMAGES, total, (there,), seen)


def missing_from(share: Share) -> QuerySet[ShareItem, int]:
    """The ids of images of a share that are not there any more."""
    there = Image.objects.filter(pk=OuterRef("image_id"), deleted__isnull=True)
    gone = ShareItem.objects.filter(share=share).exclude(Exists(there))
    return gone.order_by("image_id").values_list("image_id", flat=True)


def create_share(viewer: Viewer, group_id: int, new: NewShare) -> Share:
    """A new share or discussion.

    Raises NotFound for images and people the viewer cannot see, Forbidden for images she may read but not show: those
    that are neither hers nor in a group she leads.
    """
    require_entry(viewer, group_id)
    images, members = tuple(dict.fromkeys(new.images)), tuple(dict.fromkeys(new.members))
    _require_showable(viewer, images)
    _require_known(viewer, members)
    with transaction.atomic():
        share: Share = Share.objects.create(
            owner_id=_owner(viewer), group_id=group_id, message=new.message, expires=new.expires, active=new.active
        )
        ShareItem.objects.bulk_create([ShareItem(share=share, image_id=image) for image in images])
        ShareMember.objects.bulk_create([ShareMember(share=share, experimenter_id=member) for member in members])
    found: Share = shares(viewer).one(share.pk)
    return found


def comments(share: Share) -> QuerySet[Comment]:
    """What was said in a share, oldest first."""
    return Comment.objects.filter(share=share).order_by("created", "pk")


def add_comment(viewer: Viewer, share: Share, text: str) -> Comment:
    """Says something in a share that the viewer has opened."""
    comment: Comment = Comment.objects.create(share=share, owner_id=_owner(viewer), text=text)
    return comment


def _require_showable(viewer: Viewer, images: Sequence[int]) -> None:
    seen = {image.pk: image for image in Image.objects.visible_to(viewer).filter(pk__in=images)}
    for id_ in images:
        if id_ not in seen:
            raise NotFound(f"Image {id_} not found")
        image = seen[id_]
        if not (viewer.admin or image.owner_id == viewer.id or image.group_id in viewer.led):
            raise Forbidden(f"Cannot share Image {id_}")


def _require_known(viewer: Viewer, members: Sequence[int]) -> None:
    known = set(visible_people(viewer).filter(pk__in=members).values_list("pk", flat=True))
    for id_ in members:
        if id_ not in known:
            raise NotFound(f"Experimenter {id_} not found")


def _owner(viewer: Viewer) -> int:
    """Who makes it; the right to was asked before."""
    assert viewer.id is not None
    return viewer.id
