"""Tags and tag sets."""

from __future__ import annotations

from typing import Any

from micrographia.accounts.viewer import Viewer
from micrographia.api.shapes.details import WHOSE, whose
from micrographia.catalog.models import Annotation
from micrographia.web.answer import TEXT, TRUTH, WHOLE, object_of

TAG = object_of(
    {**WHOSE, "value": TEXT, "description": TEXT, "tagset": TRUTH, "childCount": WHOLE, "taggedCount": WHOLE},
    optional=("description",),
)


def tag(viewer: Viewer, row: Annotation, child_count: int, tagged_count: int) -> dict[str, Any]:
    """child_count: of tags in it. tagged_count: of things that carry it."""
    entry = {**whose(viewer, row), "value": row.text, "tagset": row.is_tag_set}
    if row.description:
        entry["description"] = row.description
    return {**entry, "childCount": child_count, "taggedCount": tagged_count}
