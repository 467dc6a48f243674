"""What a tag hangs on, as far as a viewer may read it: each thing once, even if several people attached the tag."""

from __future__ import annotations

from collections.abc import Mapping

from micrographia.accounts.viewer import Viewer
from micrographia.catalog import counts
from micrographia.catalog.listable import (
    DATASETS,
    IMAGES,
    PLATES,
    PROJECTS,
    RUNS,
    SCREENS,
    TAGS,
    WELLS,
    Listable,
)
from micrographia.catalog.lists import Listing, Narrowed, carrying, nothing
from micrographia.catalog.models import Annotation

CARRIERS: Mapping[str, Listable] = {
    "projects": PROJECTS,
    "datasets": DATASETS,
    "images": IMAGES,
    "screens": SCREENS,
    "plates": PLATES,
    "runs": RUNS,
    "wells": WELLS,
    "tags": TAGS,
}


def tagged(viewer: Viewer, tag_id: int, owner: int | None = None) -> dict[str, Listing]:
    """The lists of what carries the tag, of one owner or of all, and of the tags in it; empty ones for a tag that is
    hidden or gone. Two queries."""
    tags = Annotation.objects.visible_to(viewer).filter(pk=tag_id, **TAGS.only)
    tag = tags.values_list("id", "group_id", named=True).first()
    if tag is None:
        return {name: nothing(viewer, what) for name, what in CARRIERS.items()}
    carried = [what.carried for what in CARRIERS.values()]
    counted = [what.counted for what in CARRIERS.values() if what.counted is not None]
    numbers = counts.below_of_kinds(viewer, carried, tag, owner, in_group=counted)
    narrowed = Narrowed(tag.group_id, owner)
    return {name: carrying(viewer, what, tag.id, narrowed, numbers) for name, what in CARRIERS.items()}
