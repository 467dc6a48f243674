"""Who is asking, and whether she may come in."""

from django.http import HttpRequest

from micrographia.errors import Forbidden
from micrographia.web.policy import Policy


class NotSignedIn(Forbidden):
    """Nobody is signed in; the families tell it each in their own way."""


def admit(request: HttpRequest, policy: Policy | None) -> None:
    """Lets the request in or raises NotSignedIn."""
    if policy is not Policy.PUBLIC:
        raise NotSignedIn("Not logged in")
