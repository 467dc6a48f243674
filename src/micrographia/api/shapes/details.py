"""What all things have: id, owner, group, and what the caller may do with them (reference json-api.md §2)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from micrographia.accounts.models import ExperimenterGroup
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


class Allowed:
    """What a viewer may do with things of one kind: the rule is asked once for all of a group that are hers, or not."""

    def __init__(self, viewer: Viewer, model: type[Owned]) -> None:
        self.viewer = viewer
        self._model = model
        self._known: dict[tuple[bool, int], dict[str, bool]] = {}

    def with_(self, row: Any) -> dict[str, bool]:
        """row: of a list."""
        key = row.owner_id == self.viewer.id, row.group_id
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._asked(row)
        return known

    def _asked(self, row: Any) -> dict[str, bool]:
        group = ExperimenterGroup(pk=row.group_id, level=row.level)
        return permissions(self.viewer, self._model(owner_id=row.owner_id, group=group))


def permissions(viewer: Viewer, thing: Owned) -> dict[str, bool]:
    """What the viewer may do with the thing; its group should have been selected with it."""
    may = flags(viewer, thing)
    return {
        "canEdit": may.can_edit,
        "canAnnotate": may.can_annotate,
        "canLink": may.can_link,
        "canDelete": may.can_delete,
    }


def whose(allowed: Allowed, row: Any) -> dict[str, Any]:
    """Id, owner, group and permissions."""
    return {
        "id": row.id,
        "owner": {"id": row.owner_id},
        "group": {"id": row.group_id},
        "permissions": allowed.with_(row),
    }


def moment(when: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return f"{when.astimezone(UTC).isoformat(timespec='seconds')[:19]}Z"
