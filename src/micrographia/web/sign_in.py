"""Signing in and out: what the page and the script door have in common."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase

from micrographia.accounts.viewer import Viewer
from micrographia.web import credentials, sessions
from micrographia.web.identity import identity_of
from micrographia.web.params import text

SERVER_ID = "1"
"""There is one server, and this is its number."""
GUEST_NAME = "guest"
REFUSED = "Connection not available, please check your user name and password."
REQUIRED = "This field is required."


@dataclass(frozen=True, slots=True)
class LogIn:
    """What somebody sends who signs in."""

    username: str = text("her user name", "", example="ada")
    password: str = text("her password", "", example="correct horse battery")
    server: str = text("the number of the server: 1", "", example=SERVER_ID)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A viewer and the session that has just begun for her."""

    viewer: Viewer
    session: sessions.Begun


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nobody was signed in: one sentence, as the reference's clients know them."""

    message: str


def sign_in(request: HttpRequest, form: LogIn) -> SignedIn | Refused:
    """Begins a session for a name and password.

    Whatever session the browser had ends. Raises TooManyTries (Busy) after repeated failures.
    """
    if faults := _faults(form):
        return Refused(" ".join(faults))
    viewer = credentials.check(request, form.username, form.password)
    if viewer is None or viewer.id is None:
        return Refused(REFUSED)
    if old := sessions.key_of(request):
        sessions.end(sessions.hashed(old))
    return SignedIn(viewer, sessions.begin(viewer.id))


def hand_over(response: HttpResponseBase, signed_in: SignedIn) -> None:
    """Gives the new session's cookie to the browser. The CSRF secret stays: scripts go on using their first token."""
    sessions.set_cookie(response, signed_in.session.key)


def sign_out(request: HttpRequest, response: HttpResponseBase) -> None:
    """Ends the session of this request, if it has one, and takes the cookie back."""
    session = identity_of(request).session
    if session is not None:
        sessions.end(session.row)
    sessions.drop_cookie(response)


def _faults(form: LogIn) -> list[str]:
    labels = {"username": "Username", "password": "Password", "server": "Server"}
    faults = [f"{label}: {REQUIRED}" for name, label in labels.items() if not getattr(form, name).strip()]
    server = form.server.strip()
    if server and server != SERVER_ID:
        faults.append(f"Server: Select a valid choice. {server[:20]} is not one of the available choices.")
    if not faults and form.username == GUEST_NAME:
        faults.append("Username: Guest account is not supported.")
    return faults
