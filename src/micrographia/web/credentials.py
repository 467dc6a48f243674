"""Names and passwords: the one place where they are checked, counted and slowed down."""

import hashlib
import hmac
import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest

from micrographia.accounts.builtin import GUEST
from micrographia.accounts.models import Experimenter
from micrographia.accounts.viewer import Viewer, viewer_of
from micrographia.storage.memory import Memory
from micrographia.web import throttle
from micrographia.web.remote import address_of
from micrographia.web.sessions import by_uuid

_KEY = secrets.token_bytes(32)
_FITTING: Memory[bytes, bool] = Memory(256 * 1024)


def check(request: HttpRequest, username: str, password: str) -> Viewer | None:
    """The viewer with this name and password, or with one sessionUuid as both; None when they do not fit.

    Unknown names cost as much as wrong passwords. Raises TooManyTries (Busy) after repeated failures.
    """
    address = address_of(request)
    throttle.require_patience(username, address)
    viewer = _viewer(username, password)
    if viewer is None:
        throttle.failed(username, address)
    else:
        throttle.succeeded(username, address)
    return viewer


def _viewer(username: str, password: str) -> Viewer | None:
    if username == password and (found := by_uuid(username)) is not None:
        return _active(found.experimenter)
    if "\0" in username or not password:
        make_password(password)
        return None
    person = Experimenter.objects.filter(username=username).only("id", "password").first()
    # An account without a usable password ("!…") and an unknown one both cost one hash.
    if person is None or not person.has_usable_password():
        make_password(password)
        return None
    if not _fits(password, person.password):
        return None
    return _active(person.id)


def _fits(password: str, encoded: str) -> bool:
    """Whether a password belongs to a stored hash; a pair that fitted is not computed again in this process.

    Scripts that send Basic credentials with every request would otherwise cost a third of a second each time.
    """
    pair = hmac.new(_KEY, f"{encoded}\0{password}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    if _FITTING.get(pair):
        return True
    fits = check_password(password, encoded)
    if fits:
        _FITTING.put(pair, True, len(pair))
    return fits


def _active(experimenter: int) -> Viewer | None:
    viewer = viewer_of(experimenter)
    return None if viewer.id is None or viewer.id == GUEST else viewer
