"""Looking at images through a share."""

from __future__ import annotations

from dataclasses import replace

from micrographia.accounts.viewer import Scope, Verb, Viewer
from micrographia.catalog.models import Share
from micrographia.errors import NotFound


def inside(viewer: Viewer, share_id: int) -> Viewer:
    """The viewer as she is inside the share: she reads its images and nothing else, and changes nothing.

    Raises NotFound for a share that is unknown, not hers to open, switched off or over. Two queries.
    """
    share = Share.objects.visible_to(viewer).one(share_id)
    if not share.active or share.expired():
        raise NotFound(f"Share {share_id} not found")
    images = frozenset(share.items.values_list("image_id", flat=True))
    scope = Scope(images=images, verbs=frozenset({Verb.VIEW}), until=share.expires, share=share.pk)
    return replace(viewer, scope=scope)
