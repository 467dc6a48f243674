"""Every catalog has the built-in people and groups, with their ids (reference permissions.md §1.1)."""

import pytest
from django.apps import apps
from django.db import connection

from micrographia.accounts import builtin
from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership

pytestmark = pytest.mark.django_db


def test_the_built_in_rows() -> None:
    groups = ExperimenterGroup.objects.filter(id__lte=2).order_by("id").values_list("id", "name", "level")
    assert list(groups) == [(0, "system", "rw----"), (1, "user", "rwr-r-"), (2, "guest", "rw----")]
    users = Experimenter.objects.filter(id__lte=1).order_by("id")
    assert [(user.pk, user.username, user.has_usable_password()) for user in users] == [
        (0, "root", False),
        (1, "guest", False),
    ]
    assert [user.is_active for user in users] == [True, False]
    in_groups = Membership.objects.filter(experimenter__lte=1).order_by("id").values_list("experimenter", "group")
    assert list(in_groups) == [(0, 0), (0, 1), (1, 2)]


def test_what_is_there_stays_as_it_is() -> None:
    Experimenter.objects.filter(id=0).update(username="boss")
    builtin.install(apps, connection)
    assert Experimenter.objects.get(id=0).username == "boss"
    assert Membership.objects.filter(experimenter=0).count() == 2
