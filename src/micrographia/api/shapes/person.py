"""People and groups."""

from __future__ import annotations

from typing import Any

from micrographia.accounts.models import Experimenter, ExperimenterGroup
from micrographia.web.answer import TEXT, WHOLE, object_of

GROUP = object_of({"id": WHOLE, "name": TEXT, "perm": TEXT})
EXPERIMENTER = object_of(
    {"id": WHOLE, "omeName": TEXT, "firstName": TEXT, "lastName": TEXT, "email": TEXT}, optional=("email",)
)


def group(row: ExperimenterGroup) -> dict[str, Any]:
    """A group with its level."""
    return {"id": row.pk, "name": row.name, "perm": row.level}


def experimenter(row: Experimenter) -> dict[str, Any]:
    """A person."""
    entry = {"id": row.pk, "omeName": row.username, "firstName": row.first_name, "lastName": row.last_name}
    return {**entry, "email": row.email} if row.email else entry
