"""Shares show images to people who may not see them otherwise; a share without images is a discussion."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models.details import Owned, VisibleQuerySet
from micrographia.catalog.models.images import Image
from micrographia.catalog.visibility import readable


class ShareQuerySet(VisibleQuerySet):
    """Shares go by their members, not by their group."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those she owns, is a member of, or administers."""
        invited = ShareMember.objects.filter(share=OuterRef("pk"), experimenter=viewer.id)
        return self.filter(readable(viewer, None, Q(Exists(invited))))


class Share(Owned):
    """A share. active: switched on by its owner. expires: the moment it ends; empty: never."""

    word = "Share"
    movable = False
    open_to_group = False

    message = models.TextField(default="", blank=True)
    active = models.BooleanField(default=True)
    expires = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()  # type: ignore[misc]

    def invites(self, experimenter: int) -> bool:
        """Whether that user is a member. One query."""
        return self.members.filter(experimenter=experimenter).exists()

    def expired(self, now: datetime | None = None) -> bool:
        """Whether its end has passed."""
        return self.expires is not None and self.expires <= (now or timezone.now())


class ShareMember(models.Model):
    """Somebody who was invited to a share."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="members", db_index=False)
    experimenter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shares")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["share", "experimenter"], name="one_share_member")]

    def __str__(self) -> str:
        return f"{self.experimenter_id} in share {self.share_id}"


class ShareItem(models.Model):
    """An image in a share; it stays listed when the image is deleted for good."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="items", db_index=False)
    image = models.ForeignKey(Image, on_delete=models.DO_NOTHING, db_constraint=False, related_name="share_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["share", "image"], name="one_share_item")]

    def __str__(self) -> str:
        return f"image {self.image_id} in share {self.share_id}"


class Comment(models.Model):
    """What somebody wrote to a share or discussion."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="comments")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created", "id"]

    def __str__(self) -> str:
        return f"comment {self.pk} on share {self.share_id}"
