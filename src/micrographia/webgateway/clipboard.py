"""What a session remembers of settings that were copied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.http import HttpRequest

from micrographia.web import sessions
from micrographia.web.identity import identity_of


@dataclass(frozen=True, slots=True)
class Clipboard:
    """Settings that were copied as parameters of a query, or the image whose settings they are.

    query: as it was written, `pixel_range` beside it; empty where an image is meant. image_id: of the image that the
    settings belong to; None where nobody said.
    """

    image_id: int | None
    query: Mapping[str, str] = field(default_factory=dict)


def clipboard_of(request: HttpRequest) -> Clipboard | None:
    """What this request's session remembers; None where that is nothing, or the request has no session."""
    session = identity_of(request).session
    note: Any = orjson.loads(sessions.note_of(session.row) or "null") if session is not None else None
    return None if note is None else Clipboard(note["image"], note["query"])


def remember(request: HttpRequest, clipboard: Clipboard) -> bool:
    """Puts it in place of what was remembered; False where the request has no session (Basic credentials)."""
    session = identity_of(request).session
    if session is None:
        return False
    note = orjson.dumps({"image": clipboard.image_id, "query": dict(clipboard.query)})
    sessions.keep_note(session.row, note.decode())
    return True
