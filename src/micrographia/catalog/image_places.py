"""Where an image stands in the long lists that paths lead through: datasets, and the orphans of an owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.listable import IMAGES
from micrographia.catalog.lists import Listing, Narrowed, held, listing
from micrographia.catalog.models import Image
from micrographia.catalog.paths import Path, Step


@dataclass(frozen=True, slots=True)
class Standing:
    """How many images there are; in a list that is longer than a page also the place of the image (from 0) and its page
    (from 1)."""

    count: int
    index: int | None = None
    page: int | None = None


def standings(viewer: Viewer, paths: Iterable[Path], image: Image | None, page_size: int) -> dict[Step, Standing]:
    """Of the steps of paths that are lists of images. Two queries for the datasets, one for each long list."""
    return {step: _standing(found, image, page_size) for step, found in _lists(viewer, paths)}


def _lists(viewer: Viewer, paths: Iterable[Path]) -> Iterable[tuple[Step, Listing]]:
    steps = {step for path in paths for step in path}
    datasets = [step.id for step in steps if step.kind == "dataset"]
    if datasets:
        yield from ((Step("dataset", id_), found) for id_, found in held(viewer, IMAGES, datasets).items())
    for step in steps:
        if step.kind == "orphaned":
            yield step, listing(viewer, IMAGES, Narrowed(owner=step.id, orphaned=True))


def _standing(found: Listing, image: Image | None, page_size: int) -> Standing:
    if image is None or found.total <= page_size:
        return Standing(found.total)
    index = found.position(image)
    return Standing(found.total, index, index // page_size + 1)
