"""Where an image stands in a long list: which place in a dataset, or among the orphans of its owner."""

from __future__ import annotations

from dataclasses import dataclass

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.listable import IMAGES
from micrographia.catalog.lists import Narrowed, listing
from micrographia.catalog.models import Image


@dataclass(frozen=True, slots=True)
class Standing:
    """index: place of the image in the list, from 0; None where no image was asked for."""

    count: int
    index: int | None


def standing(viewer: Viewer, narrowed: Narrowed, image: Image | None) -> Standing:
    """How long the list of images is, and where in it the image stands."""
    found = listing(viewer, IMAGES, narrowed)
    return Standing(found.total, None if image is None else found.position(image))
