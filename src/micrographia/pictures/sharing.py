"""Looking through a share: the same viewer, limited to the images that the share shows."""

from __future__ import annotations

from dataclasses import replace

from micrographia.accounts.viewer import READING, Scope, Viewer
from micrographia.catalog.models import Share, ShareItem
from micrographia.errors import NotFound


def through(viewer: Viewer, share_id: int) -> Viewer:
    """The viewer inside a share she may open: one that is hers or that she was invited to, active and not expired.

    Raises NotFound for any other, in the same words.
    """
    share = Share.objects.visible_to(viewer).filter(active=True, pk=share_id).first()
    if share is None or share.expired():
        raise NotFound(f"Share {share_id} not found")
    images = ShareItem.objects.filter(share=share).values_list("image_id", flat=True)
    return replace(viewer, scope=Scope(frozenset(images), None, READING, share.expires, share.pk))
