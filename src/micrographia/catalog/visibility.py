"""What a viewer may read, as a WHERE clause: the same rule as `permissions.may(viewer, Verb.VIEW, thing)`."""

from __future__ import annotations

from django.db.models import Q

from micrographia.accounts.viewer import Verb, Viewer

NOTHING = Q(pk__in=())
"""Matches no row, and the database is not asked."""


def readable(viewer: Viewer, image_path: str | None, invited: Q | None = None) -> Q:
    """The rows with `owner`, `group` and `deleted` that the viewer may read.

    image_path: the column with the id of the image in whose share the rows are shown; None: in no share.
    invited: where given, what others own is read by whom this condition finds, not by their group.
    """
    scope = viewer.scope
    if viewer.id is None:
        return NOTHING
    there = Q(deleted__isnull=True)
    if scope is None:
        return there & _by_right(viewer, invited)
    if scope.over() or Verb.VIEW not in scope.verbs:
        return NOTHING
    if scope.images is not None:
        return NOTHING if image_path is None else there & Q(**{f"{image_path}__in": scope.images})
    if scope.groups is not None:
        there &= Q(group__in=scope.groups)
    return there & _by_right(viewer, invited)


def _by_right(viewer: Viewer, invited: Q | None) -> Q:
    """Mine, or in a group where I read what others own; no condition for administrators."""
    if viewer.admin:
        return Q()
    return Q(owner=viewer.id) | (Q(group__in=viewer.readable) if invited is None else invited)
