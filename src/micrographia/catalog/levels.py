"""Changing what a group lets its members do, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from micrographia.accounts.builtin import SYSTEM_GROUP
from micrographia.accounts.level import Level
from micrographia.accounts.models import ExperimenterGroup, Membership
from micrographia.accounts.people import BUILT_IN, checked_level, may_rule
from micrographia.accounts.viewer import Viewer
from micrographia.catalog.links import COLUMNS, CONTAINERS
from micrographia.catalog.models import AnnotationLink
from micrographia.catalog.turns import take_turns
from micrographia.errors import Forbidden, Invalid, NotFound


def change_level(viewer: Viewer, group_id: int, level: str) -> int:
    """Sets the level of the group; gives how many links were lost because the new level forbids them.

    By administrators and owners of the group, to read-write by administrators only.
    """
    wanted = Level(checked_level(level))
    if not may_rule(viewer, group_id) or (wanted is Level.READ_WRITE and not viewer.admin):
        raise Forbidden(f"Cannot set the level of Group {group_id} to {wanted}")
    if group_id in BUILT_IN:
        raise Invalid("the level of a built-in group stays as it is", "group")
    with transaction.atomic():
        take_turns([group_id])
        group = ExperimenterGroup.objects.select_for_update().filter(pk=group_id).first()
        if group is None:
            raise NotFound(f"Group {group_id} not found")
        lost = sum(rows.delete()[0] for rows in _lost(group_id, wanted))
        group.level = wanted.value
        group.save(update_fields=["level"])
    return lost


def links_lost(group_id: int, level: str) -> int:
    """How many links would be lost at that level; for a warning before."""
    return sum(rows.count() for rows in _lost(group_id, Level(checked_level(level))))


def _lost(group_id: int, level: Level) -> Iterator[QuerySet[Any]]:
    """Links that could not be made at that level: where members may not annotate, those between different people's
    things; their group's owners and administrators keep theirs, except in a private group, where the owner of one end
    would no longer see the other."""
    if level.group_annotate:
        return
    whose = AnnotationLink.objects.filter(group=group_id)
    if level.group_read:
        whose = whose.exclude(owner__in=_rulers(group_id))
    for column in COLUMNS.values():
        mixed = ~Q(owner=F(f"{column}__owner")) | ~Q(child__owner=F(f"{column}__owner"))
        yield whose.filter(mixed, **{f"{column}__isnull": False})
    if not level.group_read:
        for model in CONTAINERS.values():
            yield model._default_manager.filter(group=group_id).exclude(parent__owner=F("child__owner"))


def _rulers(group_id: int) -> QuerySet[Any, Any]:
    """Ids of the administrators and of the owners of the group."""
    rulers = Membership.objects.filter(Q(group=SYSTEM_GROUP) | Q(group=group_id, is_owner=True))
    return rulers.values("experimenter")
