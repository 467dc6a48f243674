"""What log-in tells a script about the person it signed in: the event context."""

from typing import Any

from micrographia.accounts.builtin import USER_GROUP
from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership, Session
from micrographia.accounts.viewer import Viewer
from micrographia.web.answer import TEXT, TRUTH, WHOLE, list_of, object_of

EVENT_CONTEXT = object_of(
    {
        "userId": WHOLE,
        "userName": TEXT,
        "groupId": WHOLE,
        "groupName": TEXT,
        "isAdmin": TRUTH,
        "eventId": WHOLE,
        "eventType": TEXT,
        "memberOfGroups": list_of(WHOLE),
        "leaderOfGroups": list_of(WHOLE),
        "sessionId": WHOLE,
        "sessionUuid": TEXT,
    }
)


def event_context(viewer: Viewer, row: str, uuid: str, session_number: int) -> dict[str, Any]:
    """The keys of EVENT_CONTEXT for a viewer and her session; row: its primary key."""
    assert viewer.id is not None
    person = Experimenter.objects.only("username").get(id=viewer.id)
    group = _active_group(row) or _default_group(person)
    return {
        "userId": viewer.id,
        "userName": person.username,
        "groupId": group.id,
        "groupName": group.name,
        "isAdmin": viewer.admin,
        "eventId": -1,
        "eventType": "User",
        "memberOfGroups": sorted(viewer.groups),
        "leaderOfGroups": sorted(viewer.led),
        "sessionId": session_number,
        "sessionUuid": uuid,
    }


def _active_group(row: str) -> ExperimenterGroup | None:
    session = Session.objects.filter(session_key=row).select_related("active_group").first()
    return session.active_group if session is not None else None


def _default_group(person: Experimenter) -> ExperimenterGroup:
    """The first of her groups other than `user`; `user` for somebody who is in no other."""
    memberships = Membership.objects.filter(experimenter=person).order_by("position", "id").select_related("group")
    groups = [membership.group for membership in memberships]
    return next((group for group in groups if group.id != USER_GROUP), groups[0])
