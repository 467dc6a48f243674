"""The tags {% person as who %}, who is signed in, and {% really as administrator %}, who acts as her."""

from typing import Any

from django import template

from micrographia.accounts.models import Experimenter
from micrographia.web.auth import viewer_of
from micrographia.web.identity import identity_of

register = template.Library()


@register.simple_tag(takes_context=True)
def person(context: dict[str, Any]) -> str:
    """The name of the person who is signed in; "" when nobody is."""
    return _name(viewer_of(context["request"]).id)


@register.simple_tag(takes_context=True)
def really(context: dict[str, Any]) -> str:
    """The name of the administrator who acts as the person who is signed in; "" when nobody does."""
    session = identity_of(context["request"]).session
    return "" if session is None else _name(session.administrator)


def _name(experimenter: int | None) -> str:
    someone = Experimenter.objects.filter(pk=experimenter).first() if experimenter is not None else None
    return "" if someone is None else someone.full_name or someone.username
