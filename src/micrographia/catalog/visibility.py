"""What a viewer may read, as a WHERE clause: the same rule as `permissions.may(viewer, Verb.VIEW, thing)`."""

from __future__ import annotations

from django.db.models import Q

from micrographia.accounts.viewer import Viewer

NOTHING = Q(pk__in=())
"""Matches no row, and the database is not asked."""


def readable(viewer: Viewer, image_path: str | None) -> Q:
    """The rows with `owner`, `group` and `deleted` that the viewer may read.

    image_path: the look-up that leads from the rows to the id of the image they belong to; None: to no image.
    """
    scope = viewer.scope
    if viewer.id is None or (scope is not None and scope.over()):
        return NOTHING
    there = Q(deleted__isnull=True)
    if scope is None:
        return there & _by_right(viewer)
    if scope.images is not None:
        return there & Q(**{f"{image_path}__in": scope.images}) if image_path else NOTHING
    if scope.groups is not None:
        there &= Q(group__in=scope.groups)
    return there & _by_right(viewer)


def _by_right(viewer: Viewer) -> Q:
    """owner = me OR group among those whose members' data I read; no condition for administrators."""
    return Q() if viewer.admin else Q(owner=viewer.id) | Q(group__in=viewer.readable)
