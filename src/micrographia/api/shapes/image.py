"""Images, with the parts that were asked for."""

from __future__ import annotations

from typing import Any

from micrographia.api.embed import SIZES, Embed
from micrographia.api.shapes.details import MOMENT, NOTHING_ALLOWED, REF, WHOSE, Allowed, moment, ref, whose
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


def image(allowed: Allowed, row: Any, embed: Embed, version: int = 0) -> dict[str, Any]:
    """An image; version: of its thumbnail, where that is asked for."""
    return {**whose(allowed, row), **_facts(row), **_embedded(row, embed, version)}


def shown(row: Any, share_id: int, embed: Embed, version: int = 0) -> dict[str, Any]:
    """An image in a share, which nobody may change there."""
    entry = {
        "id": row.id,
        "owner": ref(row.owner_id),
        "group": ref(row.group_id),
        "permissions": NOTHING_ALLOWED,
        "share": ref(share_id),
    }
    return {**entry, **_facts(row), **_embedded(row, embed, version)}


def _facts(row: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": row.name, "creationDate": moment(row.created)}
    if row.fileset_id is not None:
        facts["fileset"] = ref(row.fileset_id)
    if row.acquired is not None:
        facts["acquisitionDate"] = moment(row.acquired)
    return facts


def _embedded(row: Any, embed: Embed, version: int) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    sizes = _sizes(row) if embed.sizes or embed.flat_sizes else {}
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


def _sizes(row: Any) -> dict[str, int]:
    """Empty where the image has no pixels."""
    if row.size_x is None:
        return {}
    return dict(zip(SIZES, (row.size_x, row.size_y, row.size_z, row.size_c, row.size_t), strict=True))
