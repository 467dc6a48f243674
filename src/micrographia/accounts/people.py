"""Making and changing users, groups and memberships, by the rules of reference permissions.md §2.3 and §5.3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet

from micrographia.accounts.builtin import GUEST, GUEST_GROUP, ROOT, SYSTEM_GROUP, USER_GROUP
from micrographia.accounts.level import SETTABLE
from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership, Session
from micrographia.accounts.passwords import LONGEST
from micrographia.accounts.viewer import Viewer
from micrographia.errors import Forbidden, Invalid, NotFound

BUILT_IN = frozenset({SYSTEM_GROUP, USER_GROUP, GUEST_GROUP})


@dataclass(frozen=True, slots=True)
class Person:
    """What is said of a new user; password None: she cannot log in with one."""

    username: str
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    email: str = ""
    institution: str = ""
    password: str | None = None


def visible_people(viewer: Viewer) -> QuerySet[Experimenter]:
    """Oneself, the members of one's non-private groups and of groups one leads; everybody for administrators."""
    if viewer.id is None or viewer.scope is not None:
        return Experimenter.objects.none()
    if viewer.admin:
        return Experimenter.objects.all()
    known = Membership.objects.filter(group__in=viewer.readable - {USER_GROUP})
    return Experimenter.objects.filter(Q(pk=viewer.id) | Q(pk__in=known.values("experimenter")))


def create_user(viewer: Viewer, person: Person) -> Experimenter:
    """A new, active user in no group but `user`. Raises Invalid for a name that is empty, too long or taken."""
    _require_admin(viewer, "create users")
    user = Experimenter(**{name: getattr(person, name).strip() for name in _PROFILE}, username=_name(person.username))
    if person.password is None:
        user.set_unusable_password()
    else:
        user.set_password(_password(person.password))
    with transaction.atomic():
        _insert(user, f"user {user.username!r}")
        Membership.objects.create(experimenter=user, group_id=USER_GROUP, position=0)
    return user


def create_group(viewer: Viewer, name: str, level: str = "rw----", description: str = "") -> ExperimenterGroup:
    """A new group without members. Raises Invalid for an unknown level and a name that is empty, too long or taken."""
    _require_admin(viewer, "create groups")
    group = ExperimenterGroup(name=_name(name), level=checked_level(level), description=description)
    _insert(group, f"group {group.name!r}")
    return group


def checked_level(level: str) -> str:
    """The level, if it is one that a person can choose; else raises Invalid."""
    if level not in SETTABLE:
        raise Invalid(f"a level is one of {', '.join(SETTABLE)}, not {level!r}", "level")
    return str(level)


def put_into_group(viewer: Viewer, user_id: int, group_id: int, *, owner: bool = False) -> Membership:
    """Makes the user a member, and an owner or no owner, of the group; after the groups she is in already.

    Putting into `system` makes an administrator, into `user` activates the account.
    """
    _require_rule(viewer, group_id)
    _require_there(user_id, group_id)
    if user_id == GUEST:
        raise Invalid("the guest account can be in no other group", "user")
    with transaction.atomic():
        last = Membership.objects.filter(experimenter=user_id).aggregate(last=Max("position"))["last"]
        member, _ = Membership.objects.update_or_create(
            experimenter_id=user_id,
            group_id=group_id,
            defaults={"is_owner": owner},
            create_defaults={"is_owner": owner, "position": 0 if last is None else last + 1},
        )
    return member


def take_out_of_group(viewer: Viewer, user_id: int, group_id: int) -> None:
    """Ends the membership; the user's data stay. Out of `user`: the account ends, with all its sessions."""
    _require_rule(viewer, group_id)
    if user_id == ROOT and group_id in BUILT_IN:
        raise Invalid("the first administrator stays an active administrator", "user")
    with transaction.atomic():
        gone, _ = Membership.objects.filter(experimenter=user_id, group=group_id).delete()
        if not gone:
            raise NotFound(f"Experimenter {user_id} is not in Group {group_id}")
        if group_id == USER_GROUP:
            end_sessions(user_id)


def set_password(viewer: Viewer, user_id: int, password: str) -> None:
    """A new password, by the user herself or an administrator; ends all her sessions."""
    if viewer.id != user_id:
        _require_admin(viewer, "set other people's passwords")
    _require_there(user_id)
    if user_id == GUEST:
        raise Invalid("the guest account has no password", "user")
    with transaction.atomic():
        user = Experimenter.objects.get(pk=user_id)
        user.set_password(_password(password))
        user.save(update_fields=["password"])
        end_sessions(user_id)


def end_sessions(user_id: int) -> None:
    """Signs the user out everywhere, also where she acts as somebody else."""
    Session.objects.filter(Q(experimenter=user_id) | Q(administrator=user_id)).delete()


def default_group(user_id: int) -> int | None:
    """The first group of the user other than `user`; None: she is in no other."""
    mine = Membership.objects.filter(experimenter=user_id).exclude(group=USER_GROUP).order_by("position", "id")
    return mine.values_list("group_id", flat=True).first()


def may_rule(viewer: Viewer, group_id: int) -> bool:
    """Whether the viewer may change members and level of the group; the built-in ones: administrators only."""
    if viewer.id is None or viewer.scope is not None:
        return False
    return viewer.admin or (group_id in viewer.led and group_id not in BUILT_IN)


_PROFILE = ("first_name", "middle_name", "last_name", "email", "institution")


def _require_admin(viewer: Viewer, act: str) -> None:
    if not viewer.admin or viewer.scope is not None:
        raise Forbidden(f"Only administrators may {act}")


def _require_rule(viewer: Viewer, group_id: int) -> None:
    if not may_rule(viewer, group_id):
        raise Forbidden(f"Only administrators and owners of Group {group_id} may change its members")


def _require_there(user_id: int, group_id: int | None = None) -> None:
    if not Experimenter.objects.filter(pk=user_id).exists():
        raise NotFound(f"Experimenter {user_id} not found")
    if group_id is not None and not ExperimenterGroup.objects.filter(pk=group_id).exists():
        raise NotFound(f"Group {group_id} not found")


def _insert(row: Any, what: str) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Invalid(f"there is a {what} already", "name") from None


def _name(text: str) -> str:
    name = text.strip()
    if not 1 <= len(name) <= 255 or "\0" in name:
        raise Invalid("a name has 1 to 255 characters", "name")
    return name


def _password(text: str) -> str:
    if not 1 <= len(text) <= LONGEST:
        raise Invalid(f"a password has 1 to {LONGEST} characters", "password")
    return text
