"""What files say of images in their own words, for those who may see the images."""

from __future__ import annotations

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import Image, OriginalMetadata

Pairs = list[tuple[str, str]]


def original_metadata(image: Image, viewer: Viewer, search: str = "") -> Pairs:
    """Keys and values in the order of the file; of a later image of a file that says nothing of it, those of the first.

    search: only those whose key or value contains each of these words, whatever their case.
    """
    own = OriginalMetadata.objects.filter(image=image).first()
    if own is None and image.fileset_id is not None:
        first = Image.objects.visible_to(viewer).filter(fileset=image.fileset_id, series=0)
        own = OriginalMetadata.objects.filter(image__in=first).first()
    pairs = [] if own is None else [(str(key), str(value)) for key, value in own.pairs]
    words = search.casefold().split()
    return [pair for pair in pairs if all(word in "\n".join(pair).casefold() for word in words)]
