"""The users and groups that every catalog has (reference permissions.md §1.1).

Three of these ids are 0 or 1: ask `is None`, never `if group:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.color import no_style

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.base import BaseDatabaseWrapper

SYSTEM_GROUP = 0
"""Its members are administrators."""
USER_GROUP = 1
"""Membership means that the account is active; what lies in it is read by all."""
GUEST_GROUP = 2
ROOT = 0
"""The first administrator."""
GUEST = 1
"""May never log in and has no rights at all."""

GROUPS = ((SYSTEM_GROUP, "system", "rw----"), (USER_GROUP, "user", "rwr-r-"), (GUEST_GROUP, "guest", "rw----"))
USERS = ((ROOT, "root", "root", "root"), (GUEST, "guest", "Guest", "Account"))
MEMBERSHIPS = ((ROOT, SYSTEM_GROUP, True), (ROOT, USER_GROUP, False), (GUEST, GUEST_GROUP, False))


def install(apps: Apps, connection: BaseDatabaseWrapper) -> None:
    """Makes sure that the built-in rows are there; changes none that are."""
    group = apps.get_model("accounts", "ExperimenterGroup")
    user = apps.get_model("accounts", "Experimenter")
    membership = apps.get_model("accounts", "Membership")
    for id_, name, level in GROUPS:
        group.objects.get_or_create(id=id_, defaults={"name": name, "sort_key": name, "level": level})
    for id_, name, first, last in USERS:
        names = {"username": name, "sort_key": name, "first_name": first, "last_name": last, "password": "!"}
        user.objects.get_or_create(id=id_, defaults=names)
    for position, (experimenter, into, is_owner) in enumerate(MEMBERSHIPS):
        membership.objects.get_or_create(
            experimenter_id=experimenter, group_id=into, defaults={"is_owner": is_owner, "position": position}
        )
    with connection.cursor() as cursor:  # PostgreSQL's sequences know nothing of ids that were given
        for statement in connection.ops.sequence_reset_sql(no_style(), [group, user]):
            cursor.execute(statement)
