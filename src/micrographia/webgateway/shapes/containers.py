"""Projects, datasets and images as list entries (reference webgateway.md §7.1–7.5)."""

from __future__ import annotations

from typing import Any

from micrographia.catalog.models import Image, Named
from micrographia.pixels.pyramid import LARGEST_PLANE
from micrographia.webgateway.shapes.image import timestamp_of


def listed(thing: Named) -> dict[str, Any]:
    """An entry of a list whose kind is clear."""
    return {"id": thing.pk, "name": thing.name, "description": thing.description}


def detailed(thing: Named) -> dict[str, Any]:
    """A thing with its kind."""
    return {"type": type(thing).__name__, **listed(thing)}


def child_image(image: Image, thumb_url: str, *, sizes: bool) -> dict[str, Any]:
    """An image of a dataset. sizes: with its size and whether it is large."""
    entry = {
        **detailed(image),
        "author": image.owner.full_name,
        "date": timestamp_of(image),
        "thumb_url": thumb_url,
    }
    if not sizes or not hasattr(image, "pixels"):
        return entry
    width, height = image.pixels.size_x, image.pixels.size_y
    return {**entry, "size": {"width": width, "height": height}, "tiled": width * height > LARGEST_PLANE}
