"""What a route may answer, as its documentation tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status, what it is, its media type ("": no body) and, for JSON, its JSON Schema with all keys.

    That of an error is told by the kind of its route, whatever stands here.
    """

    description: str
    status: int = 200
    media_type: str = "application/json"
    schema: Schema | None = None


JPEG = Answer("the picture as a JPEG", media_type="image/jpeg")
PNG = Answer("the picture as a PNG", media_type="image/png")
PAGE = Answer("a page", media_type="text/html")
REDIRECTED = Answer("nobody is signed in; Location is the page for that", status=302, media_type="")
NO_TOKEN = Answer("a browser sent no CSRF token, or it may not be done", status=403)
TOO_MANY_TRIES = Answer("too many log-ins failed; Retry-After says for how many seconds to wait", status=429)
TOO_LARGE = Answer("the body is larger than the server reads", status=413)
TOO_LONG = Answer("the address is longer than the server reads", status=414, media_type="")
TOO_LONG_HEAD = Answer("address and headers are longer than the server reads", status=431, media_type="")
NOT_FOUND = Answer("it is not there, or not for you", status=404)
NO_ADDRESS = Answer("with something else in this place there is no such address", status=404, media_type="text/html")
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


def map_of(values: Schema) -> Schema:
    """The schema of a JSON object whose keys are names or numbers and whose values are alike."""
    return {"type": "object", "additionalProperties": values}


TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
TRUTH: Schema = {"type": "boolean"}
ERROR: Schema = object_of(
    {"message": TEXT, "parameter": TEXT, "detail": TEXT, "stacktrace": TEXT}, ("parameter", "detail", "stacktrace")
)
"""An error; stacktrace: only where the server is set to debug."""


def or_null(schema: Schema) -> Schema:
    """The schema of a value that may be missing."""
    return {"oneOf": [schema, {"type": "null"}]}
