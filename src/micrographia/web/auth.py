"""Who is asking: the viewer of a request, and whether she may come in."""

from django.http import HttpRequest

from micrographia.accounts.viewer import Viewer
from micrographia.errors import Forbidden, NotFound
from micrographia.web.identity import identity_of
from micrographia.web.policy import Policy


class NotSignedIn(Forbidden):
    """Nobody is signed in; the families tell it each in their own way."""


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of this request, found once; NOBODY when nobody is signed in."""
    return identity_of(request).viewer


def admit(request: HttpRequest, policy: Policy | None) -> None:
    """Lets the request in or raises: NotSignedIn, or NotFound where only administrators know the address."""
    if policy is Policy.PUBLIC:
        return
    viewer = viewer_of(request)
    if viewer.id is None or policy is None:
        raise NotSignedIn("Not logged in")
    if policy is Policy.ADMINISTRATOR and not viewer.admin:
        raise NotFound("There is no such address")
