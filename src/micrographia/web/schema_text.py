"""A JSON Schema as people read it: the shape of the value, with `?` behind keys that may be missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

NARROW = 88
"""A shape of no more letters stands in one line."""


def shape(schema: Mapping[str, Any], depth: int = 0) -> str:
    """{"type": "object", …} → '{id: integer, name?: string}', over several lines where it is long."""
    either = schema.get("oneOf") or schema.get("anyOf")
    if either:
        return " | ".join(dict.fromkeys(shape(each, depth) for each in either))
    if "enum" in schema:
        return " | ".join(f'"{word}"' for word in schema["enum"])
    kind = schema.get("type", "any JSON")
    if not isinstance(kind, str):
        return " | ".join(kind)
    if kind == "array":
        return f"[{shape(schema['items'], depth)}, …]"
    if kind == "object":
        return _object(schema, depth)
    return "date and time" if schema.get("format") == "date-time" else kind


def _object(schema: Mapping[str, Any], depth: int) -> str:
    required = schema.get("required", ())
    entries = [
        f"{key}{'' if key in required else '?'}: {shape(each, depth + 1)}"
        for key, each in schema.get("properties", {}).items()
    ]
    others = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
    entries += [f"…: {shape(each, depth + 1)}" for each in others if isinstance(each, Mapping)]
    return _in_lines(entries, depth) if entries else "{…}"


def _in_lines(entries: Sequence[str], depth: int) -> str:
    line = f"{{{', '.join(entries)}}}"
    if len(line) + 2 * depth <= NARROW and "\n" not in line:
        return line
    inner, outer = "  " * (depth + 1), "  " * depth
    return "{\n" + "".join(f"{inner}{entry},\n" for entry in entries) + outer + "}"
