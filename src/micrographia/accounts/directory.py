"""The lists of groups and of people, as far as a viewer may know who is in which group."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from micrographia.accounts.builtin import SYSTEM_GROUP, USER_GROUP
from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership
from micrographia.accounts.people import visible_people
from micrographia.accounts.viewer import Viewer


def groups(viewer: Viewer, *, member: int | None = None, owner: int | None = None) -> QuerySet[ExperimenterGroup]:
    """All groups but the technical group `user`, by name; those with that member and with that owner."""
    rows = ExperimenterGroup.objects.exclude(pk=USER_GROUP).order_by("sort_key", "pk")
    if viewer.id is None:
        return rows.none()
    if member is not None:
        rows = rows.filter(pk__in=_known(viewer).filter(experimenter=member).values("group"))
    if owner is not None:
        rows = rows.filter(pk__in=_known(viewer).filter(experimenter=owner, is_owner=True).values("group"))
    return rows


def people(
    viewer: Viewer, *, group: int | None = None, admin: bool = False, active: bool = False
) -> QuerySet[Experimenter]:
    """The people a viewer may know, by user name; the members of a group, of `system`, of `user`."""
    rows = visible_people(viewer).order_by("sort_key", "pk")
    if group == USER_GROUP:
        active = True
    elif group is not None:
        rows = rows.filter(pk__in=_known(viewer).filter(group=group).values("experimenter"))
    if admin:
        rows = rows.filter(memberships__group=SYSTEM_GROUP)
    if active:
        rows = rows.filter(pk__in=Membership.objects.filter(group=USER_GROUP).values("experimenter"))
    return rows


def _known(viewer: Viewer) -> QuerySet[Membership]:
    """The memberships a viewer may know of: her own, and those of the groups whose members she sees."""
    if viewer.admin:
        return Membership.objects.all()
    return Membership.objects.filter(Q(experimenter=viewer.id) | Q(group__in=viewer.readable - {USER_GROUP}))
