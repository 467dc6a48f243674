"""Who is asking, from memberships."""

import pytest

from catalog_world import make_world, viewer
from micrographia.accounts.viewer import NOBODY, viewer_of

pytestmark = pytest.mark.django_db


def test_a_member_reads_what_others_own_outside_private_groups() -> None:
    world = make_world()
    private = world.groups["rw----"].pk
    others = {group.pk for group in world.groups.values()} - {private}
    who = viewer(world.member)
    assert who.groups == {private, *others, 1}
    assert who.readable == {*others, 1}
    assert who.led == set()
    assert not who.admin


def test_a_leader_reads_all_of_the_groups_she_leads() -> None:
    world = make_world()
    who = viewer(world.leader)
    assert who.led == {group.pk for group in world.groups.values()}
    assert who.readable == who.led | {1}


def test_root_is_an_administrator_although_its_id_is_zero() -> None:
    assert viewer_of(0).admin
    assert viewer_of(0).id == 0


def test_guest_the_inactive_and_the_unknown_are_nobody() -> None:
    world = make_world()
    assert viewer_of(1) == NOBODY
    assert viewer(world.inactive) == NOBODY
    assert viewer_of(12345) == NOBODY
