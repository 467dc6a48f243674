"""The tag {% person as who %}: who is signed in."""

from typing import Any

from django import template

from micrographia.accounts.models import Experimenter
from micrographia.web.auth import viewer_of

register = template.Library()


@register.simple_tag(takes_context=True)
def person(context: dict[str, Any]) -> str:
    """The name of the person who is signed in; "" when nobody is."""
    viewer = viewer_of(context["request"])
    someone = Experimenter.objects.filter(pk=viewer.id).first() if viewer.id is not None else None
    return "" if someone is None else someone.full_name or someone.username
