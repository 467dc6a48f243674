"""Whom a request speaks for: its Authorization header, else its address where that is allowed, else its cookie."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from micrographia.accounts.viewer import NOBODY, Viewer, viewer_of
from micrographia.catalog import revision
from micrographia.web import credentials, public_user, sessions
from micrographia.web.viewers import viewers

LONGEST_SECRET = 4096
TOUCH = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Identity:
    """A viewer; and the session she came by, if she came by one. public: anybody, in the public user's name."""

    viewer: Viewer
    session: sessions.Found | None = None
    public: bool = False


STRANGER = Identity(NOBODY)


def identity_of(request: HttpRequest) -> Identity:
    """The identity of this request, found once."""
    found: Identity | None = getattr(request, "micrographia_identity", None)
    if found is None:
        found = _identify(request)
        request.micrographia_identity = found  # type: ignore[attr-defined]
    return found


def revision_of(request: HttpRequest) -> int:
    """The catalog's revision, read once, before anything else of this request; not for one that changes something."""
    found: int | None = getattr(request, "micrographia_revision", None)
    if found is None:
        found = request.micrographia_revision = revision.current()  # type: ignore[attr-defined]
    return found


def _identify(request: HttpRequest) -> Identity:
    """A header wins, and a wrong one is nobody: it is never mixed with a cookie."""
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is not None:
        return _by_header(request, header)
    by_address = _by_address(request)
    if by_address is not None:
        return by_address
    if key := sessions.key_of(request):
        identity = _by_session(request, "cookie " + key, lambda: sessions.by_key(key))
        if identity.viewer.id is not None:
            return identity
    return _public(request)


def _by_address(request: HttpRequest) -> Identity | None:
    """As a header, where the lab has switched it on; None where the address holds no credentials."""
    config = settings.MICROGRAPHIA
    if config.bsession and (uuid := request.GET.get("bsession")):
        return (
            _by_session(request, "uuid " + uuid, lambda: sessions.by_uuid(uuid))
            if len(uuid) <= LONGEST_SECRET
            else STRANGER
        )
    pair = (request.GET.get("username"), request.GET.get("password")) if config.query_passwords else (None, None)
    if pair[0] is None or pair[1] is None:
        return None
    return _by_password(request, (pair[0], pair[1]))


def _public(request: HttpRequest) -> Identity:
    if not public_user.reaches(request):
        return STRANGER
    name = settings.MICROGRAPHIA.public_user
    return viewers().get(
        "public " + name, revision_of(request), lambda: Identity(public_user.public_viewer(), public=True)
    )


def _by_header(request: HttpRequest, header: str) -> Identity:
    scheme, _, value = header.partition(" ")
    value = value.strip()
    if len(value) > LONGEST_SECRET:
        return STRANGER
    if scheme.lower() == "bearer":
        return _by_session(request, "uuid " + value, lambda: sessions.by_uuid(value))
    if scheme.lower() != "basic" or (pair := _name_and_password(value)) is None:
        return STRANGER
    return _by_password(request, pair)


def _by_password(request: HttpRequest, pair: tuple[str, str]) -> Identity:
    if sum(map(len, pair)) > LONGEST_SECRET:
        return STRANGER
    if pair[0] == pair[1] and (found := sessions.by_uuid(pair[0])):
        return _by_session(request, "uuid " + pair[0], lambda: found)
    return viewers().get(
        f"basic {pair!r}", revision_of(request), lambda: Identity(credentials.check(request, *pair) or NOBODY)
    )


def _by_session(request: HttpRequest, secret: str, find: Callable[[], sessions.Found | None]) -> Identity:
    """The identity behind a session's secret, from memory where it has not ended since."""
    identity = viewers().get(secret, revision_of(request), lambda: _of_session(find()))
    if identity.session is not None and identity.session.expires <= timezone.now():
        return STRANGER
    return identity


def _of_session(found: sessions.Found | None) -> Identity:
    if found is None:
        return STRANGER
    if timezone.now() - found.touched >= TOUCH:
        found = replace(found, expires=sessions.touch(found.row))
    if found.administrator is not None and not viewer_of(found.administrator).admin:
        return STRANGER
    viewer = viewer_of(found.experimenter)
    return STRANGER if viewer.id is None else Identity(viewer, found)


def _name_and_password(value: str) -> tuple[str, str] | None:
    """The two halves of Basic credentials, in UTF-8."""
    try:
        name, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (name, password) if colon else None
