"""Tags and tag sets."""

from __future__ import annotations

from typing import Any

from micrographia.api.shapes.details import WHOSE, Allowed, whose
from micrographia.catalog.models import TAG_SET
from micrographia.web.answer import TEXT, TRUTH, WHOLE, object_of

TAG = object_of(
    {**WHOSE, "value": TEXT, "description": TEXT, "tagset": TRUTH, "childCount": WHOLE, "taggedCount": WHOLE},
    optional=("description",),
)


def tag(allowed: Allowed, row: Any, child_count: int, tagged_count: int) -> dict[str, Any]:
    """child_count: of tags in it. tagged_count: of things that carry it."""
    entry = {**whose(allowed, row), "value": row.text, "tagset": row.namespace == TAG_SET}
    if row.description:
        entry["description"] = row.description
    return {**entry, "childCount": child_count, "taggedCount": tagged_count}
