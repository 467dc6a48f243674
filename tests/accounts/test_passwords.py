"""Who gets in with name and password."""

from unittest import mock

import pytest
from django.contrib.auth import hashers

from catalog_world import make_group, make_user
from micrographia.accounts.models import Experimenter
from micrographia.accounts.passwords import authenticate

pytestmark = pytest.mark.django_db


def test_right_name_and_password_give_the_user() -> None:
    ada = make_user("ada", make_group("lab"), password="right")
    assert authenticate("ada", "right") == ada
    assert authenticate("ada", "wrong") is None
    assert authenticate("ADA", "right") is None
    assert authenticate("ada", "") is None


def test_inactive_users_and_guest_are_refused_although_the_password_is_right() -> None:
    make_user("ada", password="right", active=False)
    guest = Experimenter.objects.get(id=1)
    guest.set_password("right")
    guest.save()
    assert authenticate("ada", "right") is None
    assert authenticate("guest", "right") is None


def test_a_user_without_password_cannot_log_in() -> None:
    make_user("ada")
    assert authenticate("ada", "!") is None
    assert authenticate("root", "!") is None


def test_every_answer_costs_one_hash() -> None:
    make_user("ada", password="right")
    make_user("eve", password="right", active=False)
    hasher = hashers.get_hasher()
    for name, password in (("ada", "right"), ("ada", "wrong"), ("eve", "right"), ("nobody", "right"), ("root", "x")):
        with mock.patch.object(type(hasher), "encode", autospec=True, side_effect=type(hasher).encode) as encode:
            authenticate(name, password)
        assert encode.call_count == 1, name
