"""What a viewer may do with a thing: the rule of reference permissions.md §2 and §3, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from micrographia.accounts.builtin import USER_GROUP
from micrographia.accounts.level import Level
from micrographia.accounts.models import ExperimenterGroup
from micrographia.accounts.viewer import Scope, Verb, Viewer
from micrographia.errors import Forbidden, NotFound


class Thing(Protocol):
    """What the rule asks of a row; see `catalog.models.details.Owned`."""

    pk: int
    owner_id: int
    group_id: int
    deleted_id: int | None
    word: ClassVar[str]
    movable: ClassVar[bool]
    open_to_group: ClassVar[bool]

    @property
    def image_path(self) -> str | None: ...

    @property
    def group(self) -> ExperimenterGroup: ...

    def invites(self, experimenter: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class Flags:
    """What the APIs tell a viewer about a thing she can read."""

    can_edit: bool
    can_annotate: bool
    can_link: bool
    can_delete: bool
    can_move: bool
    can_give: bool


def may(viewer: Viewer, verb: Verb, thing: Thing) -> bool:
    """Whether the viewer may do this with the thing. What is deleted is nobody's.

    Asks the database for the thing's group where it was not selected with it.
    """
    return thing.deleted_id is None and may_have(viewer, verb, thing)


def may_have(viewer: Viewer, verb: Verb, thing: Thing) -> bool:
    """Whether the viewer may do this with the thing, were it not deleted (what restoring asks)."""
    scope = viewer.scope
    if viewer.id is None:
        return False
    if scope is None:
        return _by_right(viewer, verb, thing)
    if scope.over() or verb not in scope.verbs:
        return False
    if scope.images is not None:
        return verb in _READING and _shown_in(scope, thing)
    if scope.groups is not None and thing.group_id not in scope.groups:
        return False
    return _by_right(viewer, verb, thing)


def require(viewer: Viewer, verb: Verb, thing: Thing) -> None:
    """Raises NotFound where the viewer may not even read the thing, Forbidden where she may not do this with it."""
    if not may(viewer, Verb.VIEW, thing):
        raise NotFound(f"{thing.word} {thing.pk} not found")
    if not may(viewer, verb, thing):
        raise Forbidden(f"Cannot {verb.value} {thing.word} {thing.pk}")


def flags(viewer: Viewer, thing: Thing) -> Flags:
    """What the viewer may do with the thing, as the APIs show it."""
    return Flags(
        can_edit=may(viewer, Verb.EDIT, thing),
        can_annotate=may(viewer, Verb.ANNOTATE, thing),
        can_link=may(viewer, Verb.LINK, thing),
        can_delete=may(viewer, Verb.DELETE, thing),
        can_move=may(viewer, Verb.MOVE, thing),
        can_give=may(viewer, Verb.GIVE, thing),
    )


def require_entry(viewer: Viewer, group_id: int) -> None:
    """Raises Forbidden unless the viewer may create things in that group, whether or not it exists; NotFound for a
    group that an administrator names and that is not there."""
    scope = viewer.scope
    limited = scope is not None and (scope.over() or scope.images is not None or Verb.EDIT not in scope.verbs)
    if viewer.id is None or limited or group_id not in viewer.within({group_id}):
        raise Forbidden("Nothing can be created here")
    if group_id in viewer.groups:
        return
    if not viewer.admin:
        raise Forbidden(f"Not a member of Group: {group_id}")
    if not ExperimenterGroup.objects.filter(pk=group_id).exists():
        raise NotFound(f"Group {group_id} not found")


_READING = frozenset({Verb.VIEW, Verb.DOWNLOAD})
_ANNOTATING = frozenset({Verb.ANNOTATE, Verb.SAVE_SETTINGS})


def _shown_in(scope: Scope, thing: Thing) -> bool:
    """Whether the thing belongs to an image of the share."""
    return thing.image_path is not None and getattr(thing, thing.image_path) in (scope.images or ())


def _by_right(viewer: Viewer, verb: Verb, thing: Thing) -> bool:
    """What her roles give her; §3.1 and §3.2."""
    mine = thing.owner_id == viewer.id
    leads = thing.open_to_group and thing.group_id in viewer.led
    if verb in _READING:
        return _reads(viewer, thing, mine)
    if verb is Verb.MOVE:
        return thing.movable and (viewer.admin or mine)
    if verb is Verb.GIVE:
        return thing.movable and (viewer.admin or leads)
    return _writes(viewer, verb, thing, mine=mine, rules=viewer.admin or leads)


def _reads(viewer: Viewer, thing: Thing, mine: bool) -> bool:
    if mine or viewer.admin or (thing.open_to_group and thing.group_id in viewer.readable):
        return True
    return viewer.id is not None and thing.invites(viewer.id)


def _writes(viewer: Viewer, verb: Verb, thing: Thing, *, mine: bool, rules: bool) -> bool:
    """rules: she is an administrator, or leads the group."""
    if mine:
        return True
    level = Level(thing.group.level)
    member = thing.open_to_group and thing.group_id in viewer.groups
    # What somebody else hangs on things of a private group would be invisible to their owner: "critical".
    critical = rules and not (level.group_read or level.world_read)
    if verb in _ANNOTATING:
        return not critical and (rules or (member and level.group_annotate))
    if verb is Verb.LINK:
        everybody = thing.open_to_group and thing.group_id == USER_GROUP
        return not critical and (rules or everybody or (member and level.group_write))
    return rules or (member and level.group_write)
