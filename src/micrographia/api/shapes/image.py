"""Images, with the parts that were asked for."""

from __future__ import annotations

from typing import Any

from micrographia.accounts.viewer import Viewer
from micrographia.api.embed import SIZES, Embed
from micrographia.api.shapes.details import MOMENT, NOTHING_ALLOWED, REF, WHOSE, moment, ref, whose
from micrographia.catalog.models import Image
from micrographia.web.answer import TEXT, TRUTH, WHOLE, Schema, list_of, object_of

_OPTIONAL: dict[str, Schema] = {
    "fileset": REF,
    "acquisitionDate": MOMENT,
    "pixels": object_of(dict.fromkeys(SIZES, WHOLE), optional=SIZES),
    "thumbnail": object_of({"version": WHOLE}),
    **dict.fromkeys(("sizeX", "sizeY", "sizeZ", "sizeT"), WHOLE),
    "date": MOMENT,
    "acqDate": MOMENT,
    "thumbVersion": WHOLE,
}
_ALWAYS: dict[str, Schema] = {**WHOSE, "name": TEXT, "creationDate": MOMENT}
IMAGE = object_of({**_ALWAYS, **_OPTIONAL}, optional=tuple(_OPTIONAL))
IMAGE_ALONE = object_of({**_ALWAYS, "description": TEXT, **_OPTIONAL}, optional=tuple(_OPTIONAL))
SHOWN: Schema = {
    "oneOf": [
        object_of({**_ALWAYS, "share": REF, **_OPTIONAL}, optional=tuple(_OPTIONAL)),
        object_of({"id": WHOLE, "deleted": TRUTH}),
    ]
}
IMAGES = list_of(IMAGE)


def image(viewer: Viewer, row: Image, embed: Embed, version: int = 0) -> dict[str, Any]:
    """An image; version: of its thumbnail, where that is asked for."""
    return {**whose(viewer, row), **_facts(row), **_embedded(row, embed, version)}


def shown(row: Image, share_id: int, embed: Embed, version: int = 0) -> dict[str, Any]:
    """An image in a share, which nobody may change there."""
    entry = {
        "id": row.pk,
        "owner": ref(row.owner_id),
        "group": ref(row.group_id),
        "permissions": NOTHING_ALLOWED,
        "share": ref(share_id),
    }
    return {**entry, **_facts(row), **_embedded(row, embed, version)}


def _facts(row: Image) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": row.name, "creationDate": moment(row.created)}
    if row.fileset_id is not None:
        facts["fileset"] = ref(row.fileset_id)
    if row.acquired is not None:
        facts["acquisitionDate"] = moment(row.acquired)
    return facts


def _embedded(row: Image, embed: Embed, version: int) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    sizes = _sizes(row)
    if embed.sizes and sizes:
        parts["pixels"] = {key: size for key, size in sizes.items() if key in embed.sizes}
    if embed.thumbnail:
        parts["thumbnail"] = {"version": version}
    if embed.flat_sizes:
        parts |= {key: size for key, size in sizes.items() if key != "sizeC"}
    if embed.flat_dates:
        parts["date"] = moment(row.created)
        if row.acquired is not None:
            parts["acqDate"] = moment(row.acquired)
    if embed.flat_thumbnail:
        parts["thumbVersion"] = version
    return parts


def _sizes(row: Image) -> dict[str, int]:
    if not hasattr(row, "pixels"):
        return {}
    pixels = row.pixels
    numbers = (pixels.size_x, pixels.size_y, pixels.size_z, pixels.size_c, pixels.size_t)
    return dict(zip(SIZES, numbers, strict=True))
