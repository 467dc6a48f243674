"""What a route may answer, as its documentation tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status, what it is, its media type and, for JSON, its JSON Schema with all keys."""

    description: str
    status: int = 200
    media_type: str = "application/json"
    schema: Schema | None = None


JPEG = Answer("the picture as a JPEG", media_type="image/jpeg")
PNG = Answer("the picture as a PNG", media_type="image/png")
PAGE = Answer("a page", media_type="text/html")
NOT_FOUND = Answer("it is not there, or not for you", status=404)
BAD_PARAMETER = Answer("a parameter cannot be read; the message names it", status=400)
NOT_SIGNED_IN = Answer("nobody is signed in", status=403)
BUSY = Answer("too many requests wait; Retry-After says for how many seconds to wait", status=503)


def object_of(properties: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """The schema of a JSON object; every key is required that is not called optional."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def list_of(items: Schema) -> Schema:
    """The schema of a JSON list."""
    return {"type": "array", "items": items}


TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
TRUTH: Schema = {"type": "boolean"}
