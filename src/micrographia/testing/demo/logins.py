"""The demo's people and their passwords, made at random and kept beside its home."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ADMINISTRATOR = "admin"
OWNER = "ada"
MEMBER = "ben"
PEOPLE = (ADMINISTRATOR, OWNER, MEMBER)
"""The first administrator; who owns the samples; a member of the same read-annotate group."""


@dataclass(frozen=True, slots=True)
class Logins:
    """User name → password."""

    passwords: Mapping[str, str]

    @classmethod
    def kept_in(cls, path: Path) -> Logins:
        """Those of the file, which only its owner can read; made when it is not there."""
        if path.is_file():
            return cls(json.loads(path.read_text(encoding="utf-8")))
        logins = cls({name: secrets.token_urlsafe(9) for name in PEOPLE})
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(dict(logins.passwords), file)
        return logins
