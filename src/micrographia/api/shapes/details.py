"""What all things have: id, owner, group, and what the caller may do with them (reference json-api.md §2)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import Owned
from micrographia.catalog.permissions import flags
from micrographia.web.answer import TRUTH, WHOLE, Schema, object_of

REF = object_of({"id": WHOLE})
PERMISSIONS = object_of(dict.fromkeys(("canEdit", "canAnnotate", "canLink", "canDelete"), TRUTH))
MOMENT: Schema = {"type": "string", "format": "date-time"}
WHOSE: dict[str, Schema] = {"id": WHOLE, "owner": REF, "group": REF, "permissions": PERMISSIONS}
NOTHING_ALLOWED = dict.fromkeys(("canEdit", "canAnnotate", "canLink", "canDelete"), False)


def ref(id_: int) -> dict[str, int]:
    """A thing by its id."""
    return {"id": id_}


def permissions(viewer: Viewer, thing: Owned) -> dict[str, bool]:
    """What the viewer may do with the thing; its group should have been selected with it."""
    may = flags(viewer, thing)
    return {
        "canEdit": may.can_edit,
        "canAnnotate": may.can_annotate,
        "canLink": may.can_link,
        "canDelete": may.can_delete,
    }


def whose(viewer: Viewer, thing: Owned) -> dict[str, Any]:
    """Id, owner, group and permissions."""
    return {
        "id": thing.pk,
        "owner": ref(thing.owner_id),
        "group": ref(thing.group_id),
        "permissions": permissions(viewer, thing),
    }


def moment(when: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when.year >= 1000 else _early(when)


def _early(when: datetime) -> str:
    # strftime writes years before 1000 with fewer digits on some systems.
    return f"{when.astimezone(UTC).isoformat(timespec='seconds').removesuffix('+00:00')}Z"
