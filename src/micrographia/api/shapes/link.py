"""Links, singly and nested (reference json-api.md §2, §6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from micrographia.api.linkage import TYPES, Written
from micrographia.web.answer import TRUTH, WHOLE, Schema, list_of, object_of

_TYPE: Schema = {"type": "string", "enum": list(TYPES)}
LINK = object_of({"id": WHOLE, "parentType": _TYPE, "parentId": WHOLE, "childType": _TYPE, "childId": WHOLE})
_INSIDE = object_of(dict.fromkeys(TYPES, list_of(WHOLE)), optional=TYPES)
_PARENTS: Schema = {"type": "object", "patternProperties": {"^[0-9]+$": _INSIDE}, "additionalProperties": False}
NESTED_LINKS = object_of(dict.fromkeys(TYPES, _PARENTS), optional=TYPES)
LISTED_LINKS = object_of({"links": list_of(object_of({k: v for k, v in LINK["properties"].items() if k != "id"}))})
LEFT: Schema = object_of(
    {"success": TRUTH, "data": list_of(LINK), **dict.fromkeys(TYPES, _PARENTS)}, optional=("success", *TYPES)
)


def link(id_: int, written: Written) -> dict[str, Any]:
    """A link, the way round it was asked for."""
    return {
        "id": id_,
        "parentType": written.parent.type,
        "parentId": written.parent.id,
        "childType": written.child.type,
        "childId": written.child.id,
    }


def nested(links: Iterable[Written]) -> dict[str, Any]:
    """type → id → type → ids."""
    found: dict[str, Any] = {}
    for each in links:
        parents = found.setdefault(each.parent.type, {})
        parents.setdefault(str(each.parent.id), {}).setdefault(each.child.type, []).append(each.child.id)
    return found
