"""A number per image that changes whenever a viewer's thumbnail of it would."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from micrographia.catalog.models import StoredSettings


def thumbnail_versions(viewer_id: int | None, images: Iterable[Any]) -> dict[int, int]:
    """Image's id → the revisions of the owner's and of her own settings, added up; 0 before anything was saved.

    One of the two applies, and neither falls. viewer_id None: nobody's own count, as inside a share. One query.
    """
    owners = {image.id: image.owner_id for image in images}
    whose = {*owners.values(), *(() if viewer_id is None else (viewer_id,))}
    versions = dict.fromkeys(owners, 0)
    stored = StoredSettings.objects.filter(image__in=owners, owner__in=whose, deleted__isnull=True)
    for image, owner, revision in stored.values_list("image", "owner", "revision"):
        if owner in (viewer_id, owners[image]):
            versions[image] += revision
    return versions
