"""Who is asking."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum

from micrographia.accounts.builtin import GUEST, SYSTEM_GROUP, USER_GROUP
from micrographia.accounts.level import Level
from micrographia.accounts.models import Membership


class Verb(Enum):
    """What somebody wants to do with a thing."""

    VIEW = "view"
    DOWNLOAD = "download"
    ANNOTATE = "annotate"
    SAVE_SETTINGS = "save settings of"
    EDIT = "edit"
    LINK = "link"
    DELETE = "delete"
    MOVE = "move"
    GIVE = "give away"


READING = frozenset({Verb.VIEW, Verb.DOWNLOAD})


@dataclass(frozen=True, slots=True)
class Scope:
    """What a share, a link or a token limits its bearer to.

    images: where given, exactly these images and what belongs to them can be read, whoever owns them, and nothing
    else. groups: where given, nothing outside these groups. verbs: what may be done. until: the moment it ends, with
    time zone. share: the id of the share, if it is one.
    """

    images: frozenset[int] | None = None
    groups: frozenset[int] | None = None
    verbs: frozenset[Verb] = frozenset(Verb)
    until: datetime | None = None
    share: int | None = None

    def over(self, now: datetime | None = None) -> bool:
        """Whether its end has passed."""
        return self.until is not None and self.until <= (now or datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person for the length of one request; holds no request and no row.

    id None: nobody is signed in. groups: where she is a member. led: groups she is an owner of. readable: groups in
    which she may read what others own: her non-private ones, those she leads, and `user`.
    """

    id: int | None
    admin: bool = False
    groups: frozenset[int] = field(default_factory=frozenset)
    readable: frozenset[int] = field(default_factory=frozenset)
    led: frozenset[int] = field(default_factory=frozenset)
    scope: Scope | None = None

    def reads_all_of(self, group: int) -> bool:
        """Whether she may read what others own in that group."""
        return self.id is not None and (self.admin or group in self.readable)

    def within(self, groups: Collection[int]) -> frozenset[int]:
        """Those of the groups that her scope lets her see."""
        if self.scope is None or self.scope.groups is None:
            return frozenset(groups)
        return self.scope.groups.intersection(groups)


NOBODY = Viewer(None)
"""Nobody is signed in."""


def viewer_of(experimenter_id: int) -> Viewer:
    """The viewer that this user is; nobody, if the account is unknown, not active, or `guest`. One query."""
    rows = list(
        Membership.objects.filter(experimenter_id=experimenter_id)
        .order_by()
        .values_list("group_id", "group__level", "is_owner")
    )
    groups = frozenset(group for group, _, _ in rows)
    if experimenter_id == GUEST or USER_GROUP not in groups:
        return NOBODY
    led = frozenset(group for group, _, is_owner in rows if is_owner)
    shared = frozenset(group for group, level, _ in rows if Level(level).group_read)
    return Viewer(
        id=experimenter_id, admin=SYSTEM_GROUP in groups, groups=groups, readable=shared | led | {USER_GROUP}, led=led
    )
