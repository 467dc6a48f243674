"""Name and password → the user they belong to, in the same time for right, wrong and unknown names."""

from __future__ import annotations

import hashlib
import secrets

from django.contrib.auth.hashers import make_password

from micrographia.accounts.builtin import GUEST
from micrographia.accounts.models import Experimenter, Session

LONGEST = 1024
"""Characters of a password; what is longer is not read."""


def authenticate(username: str, password: str) -> Experimenter | None:
    """The active user of that name and password, else None; an unknown name costs one hash, like a known one.

    `guest` and users outside the group `user` are never let in.
    """
    user = Experimenter.objects.filter(username=username[:255]).first()
    if user is None:
        make_password(password[:LONGEST])
        return None
    right = user.check_password(password[:LONGEST])
    return user if right and user.pk != GUEST and user.is_active else None


def new_secret(session: Session) -> str:
    """A fresh `sessionUuid` for the session, 128 random bits as a UUID is written; only its hash is stored."""
    digits = secrets.token_hex(16)
    secret = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    session.secret_hash = hash_of(secret)
    session.save(update_fields=["secret_hash"])
    return secret


def session_of(secret: str) -> Session | None:
    """The session that the `sessionUuid` belongs to, unless it has expired or was revoked."""
    session = Session.objects.filter(secret_hash=hash_of(secret)).first()
    return session if session is not None and not session.is_over() else None


def hash_of(secret: str) -> str:
    """What is stored of a random secret: 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
