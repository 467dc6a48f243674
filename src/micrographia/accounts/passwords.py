"""Name and password → the user they belong to, in the same time for right, wrong and unknown names."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from micrographia.accounts.builtin import GUEST
from micrographia.accounts.models import Experimenter

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
