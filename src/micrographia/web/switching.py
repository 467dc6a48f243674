"""An administrator acts as another person, and comes back; each time the session gets a new key."""

from __future__ import annotations

import structlog
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from micrographia.accounts.models import Experimenter
from micrographia.accounts.viewer import viewer_of
from micrographia.errors import Forbidden, Invalid, NotFound
from micrographia.web import sessions
from micrographia.web.identity import identity_of
from micrographia.web.remote import address_of

log = structlog.get_logger("micrographia.web")


def person_to_be(username: str) -> Experimenter:
    """The person that an administrator wants to act as. Raises NotFound, and Forbidden for another administrator."""
    person = None if "\0" in username else Experimenter.objects.filter(username=username).first()
    viewer = None if person is None else viewer_of(person.pk)
    if person is None or viewer is None or viewer.id is None:
        raise NotFound(f"There is no user {username}")
    if viewer.admin:
        raise Forbidden(f"{username} is an administrator: nobody acts as one")
    return person


def switch(request: HttpRequest, response: HttpResponseBase, person: Experimenter) -> None:
    """From now on this browser is that person's, for the administrator who asks.

    Raises Invalid for a request without a session's cookie.
    """
    session = _session_of(request)
    _exchange(request, response, session, person.pk, session.experimenter)


def switch_back(request: HttpRequest, response: HttpResponseBase) -> None:
    """From now on this browser is the administrator's again. Raises NotFound where nobody acts as somebody else."""
    session = identity_of(request).session
    if session is None or session.administrator is None:
        raise NotFound("There is no such address")
    _exchange(request, response, _session_of(request), session.administrator, None)


def _session_of(request: HttpRequest) -> sessions.Found:
    session, key = identity_of(request).session, sessions.key_of(request)
    if session is None or key is None or sessions.hashed(key) != session.row:
        raise Invalid("this needs the cookie of a session: sign in at /webclient/login/ or /api/v0/login/")
    return session


def _exchange(
    request: HttpRequest, response: HttpResponseBase, old: sessions.Found, person: int, administrator: int | None
) -> None:
    """The old session ends and with it what it remembered; a new one begins."""
    with transaction.atomic():
        sessions.end(old.row)
        begun = sessions.begin(person, administrator)
    sessions.set_cookie(response, begun.key)
    log.warning(
        "an administrator acts as another person" if administrator is not None else "an administrator is back",
        administrator=old.experimenter if administrator is not None else person,
        person=person if administrator is not None else old.experimenter,
        address=address_of(request),
    )
