"""Shares, discussions and what is said in them."""

from __future__ import annotations

from typing import Any

from micrographia.api.shapes.details import MOMENT, REF, moment, ref
from micrographia.catalog.models import Comment, Share
from micrographia.web.answer import TEXT, TRUTH, WHOLE, Schema, object_of

_KEYS: dict[str, Schema] = {"id": WHOLE, "owner": REF, "active": TRUTH, "expired": TRUTH}
DISCUSSION = object_of(_KEYS)
DISCUSSION_ALONE = object_of({**_KEYS, "message": TEXT})
SHARE = object_of({**_KEYS, "childCount": WHOLE})
SHARE_ALONE = object_of({**_KEYS, "childCount": WHOLE, "message": TEXT})
EITHER_ALONE = object_of({**_KEYS, "childCount": WHOLE, "message": TEXT}, optional=("childCount",))
COMMENT = object_of({"id": WHOLE, "text": TEXT, "owner": REF, "creationDate": MOMENT})


def share(row: Share, item_count: int) -> dict[str, Any]:
    """A share with its images counted; a discussion, which has none, without the number."""
    entry = {
        "id": row.pk,
        "owner": ref(row.owner_id),
        "active": row.active,
        "expired": row.expired(),
    }
    return {**entry, "childCount": item_count} if item_count else entry


def share_alone(row: Share, item_count: int) -> dict[str, Any]:
    """The share by itself: with its message."""
    return {**share(row, item_count), "message": row.message}


def comment(row: Comment) -> dict[str, Any]:
    """Something that was said."""
    return {"id": row.pk, "text": row.text, "owner": ref(row.owner_id), "creationDate": moment(row.created)}
