"""The account in whose name anybody may ask, limited to the addresses that a filter lets through."""

import re

from django.conf import settings
from django.http import HttpRequest

from micrographia.accounts.models import Experimenter
from micrographia.accounts.viewer import NOBODY, Viewer, viewer_of

READING = ("GET", "HEAD", "OPTIONS")


def reaches(request: HttpRequest) -> bool:
    """Whether the public user may ask this: an address in which the filter is found and, by default, a GET."""
    config = settings.MICROGRAPHIA
    if not config.public_user or not config.public_url_filter:
        return False
    if config.public_get_only and request.method not in READING:
        return False
    return re.search(config.public_url_filter, request.path) is not None


def public_viewer() -> Viewer:
    """The viewer that the public user is; nobody where there is no such account, or where it is an administrator's."""
    name = settings.MICROGRAPHIA.public_user
    person = Experimenter.objects.filter(username=name).values_list("id", flat=True).first()
    viewer = NOBODY if person is None else viewer_of(person)
    return NOBODY if viewer.admin else viewer
