"""Sessions of signed-in people: begun, found again by cookie or by the second secret, touched, ended.

The cookie's key and the second secret (`sessionUuid`) are random; the rows hold their hashes only.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from micrographia.accounts.models import Session


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that has just begun; the only moment at which its secrets are known.

    key: for the cookie. uuid: what clients call sessionUuid. id: a number that names the session and opens nothing.
    """

    key: str
    uuid: str
    id: int


@dataclass(frozen=True, slots=True)
class Found:
    """A session that has not ended. row: its primary key. administrator: who acts as the experimenter, if somebody."""

    row: str
    experimenter: int
    expires: datetime
    touched: datetime
    administrator: int | None = None


def begin(experimenter: int, administrator: int | None = None) -> Begun:
    """Begins a session of this person; always under a new key, so that nobody can plant one.

    administrator: who acts as this person.
    """
    key = secrets.token_urlsafe(32)
    row, uuid = hashed(key), uuid_of(key)
    Session.objects.create(
        session_key=row,
        session_data="",
        expire_date=_expiry(timezone.now()),
        experimenter_id=experimenter,
        administrator_id=administrator,
        secret_hash=hashlib.sha256(uuid.encode()).hexdigest(),
    )
    return Begun(key, uuid, number_of(row))


def by_key(key: str) -> Found | None:
    """The session of a cookie."""
    return _found(session_key=hashed(key))


def by_uuid(uuid: str) -> Found | None:
    """The session of a second secret."""
    return _found(secret_hash=hashlib.sha256(uuid.encode()).hexdigest())


def touch(row: str) -> datetime:
    """Keeps a session alive; its new end."""
    now = timezone.now()
    Session.objects.filter(session_key=row).update(expire_date=_expiry(now), last_touched=now)
    return _expiry(now)


def note_of(row: str) -> str:
    """The text that a session keeps for the pages and scripts it belongs to; empty where there is none."""
    kept = Session.objects.filter(session_key=row).values_list("session_data", flat=True).first()
    return kept or ""


def keep_note(row: str, text: str) -> None:
    """Puts a text into a session in place of the one before; it goes when the session ends."""
    Session.objects.filter(session_key=row).update(session_data=text)


def uuid_of(key: str) -> str:
    """The second secret of the session with this cookie: it leads to the session, but not back to the cookie."""
    return hmac.new(settings.SECRET_KEY.encode(), b"sessionUuid " + key.encode(), hashlib.sha256).hexdigest()[:32]


def end(row: str) -> None:
    """Ends a session and its second secret."""
    Session.objects.filter(session_key=row).delete()


def hashed(key: str) -> str:
    """The primary key of the session with this cookie."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def number_of(row: str) -> int:
    """A number for `sessionId`: positive, fits 52 bits, opens nothing."""
    return int(row[:13], 16)


def set_cookie(response: HttpResponseBase, key: str) -> None:
    """Hands the cookie out; it ends with the browser."""
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        key,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def drop_cookie(response: HttpResponseBase) -> None:
    """Takes the cookie back."""
    response.delete_cookie(settings.SESSION_COOKIE_NAME, path=settings.SESSION_COOKIE_PATH, samesite="Lax")


def key_of(request: HttpRequest) -> str | None:
    """What the cookie says."""
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME)


def _found(**which: str) -> Found | None:
    row = (
        Session.objects.filter(expire_date__gt=timezone.now(), experimenter_id__isnull=False, **which)
        .values_list("session_key", "experimenter_id", "expire_date", "last_touched", "administrator_id")
        .first()
    )
    return None if row is None else Found(*row)


def _expiry(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.MICROGRAPHIA.session_idle_seconds)
