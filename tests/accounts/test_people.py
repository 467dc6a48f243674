"""Who may make and change users, groups and memberships (reference permissions.md §2.3, §5.3)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog_world import make_user, make_world, viewer
from micrographia.accounts import people
from micrographia.accounts.models import Experimenter, Membership, Session
from micrographia.accounts.passwords import authenticate
from micrographia.accounts.people import Person
from micrographia.accounts.viewer import NOBODY, viewer_of
from micrographia.errors import Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db


def test_administrators_create_users_and_groups_and_others_do_not() -> None:
    world = make_world()
    for who in (NOBODY, viewer(world.leader), viewer(world.member)):
        with pytest.raises(Forbidden):
            people.create_user(who, Person("new"))
        with pytest.raises(Forbidden):
            people.create_group(who, "new")
    ada = people.create_user(viewer(world.admin), Person("ada", "Ada", last_name="Lovelace", password="secret"))
    group = people.create_group(viewer(world.admin), "lab", "rwra--")
    people.put_into_group(viewer(world.admin), ada.pk, group.pk)
    assert authenticate("ada", "secret") == ada
    assert (ada.full_name, people.default_group(ada.pk)) == ("Ada Lovelace", group.pk)
    assert viewer_of(ada.pk).groups == {1, group.pk}


@pytest.mark.parametrize("name", ["", "  ", "x" * 256, "a\0b", "root"])
def test_a_name_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        people.create_user(viewer_of(0), Person(name))
    with pytest.raises(Invalid):
        people.create_group(viewer_of(0), name.replace("root", "system"))


@pytest.mark.parametrize("level", ["rwrwrw", "rwr-r-", "", "private"])
def test_only_four_levels_can_be_chosen(level: str) -> None:
    with pytest.raises(Invalid, match="rwra--"):
        people.create_group(viewer_of(0), "lab", level)


def test_group_owners_choose_the_members_of_their_groups_only() -> None:
    world = make_world()
    group, new = world.groups["rwr---"], make_user("new")
    for person in (world.member, world.author, world.outsider):
        with pytest.raises(Forbidden):
            people.put_into_group(viewer(person), new.pk, group.pk)
    people.put_into_group(viewer(world.leader), new.pk, group.pk, owner=True)
    assert viewer_of(new.pk).led == {group.pk}
    people.put_into_group(viewer(world.leader), new.pk, group.pk)
    assert viewer_of(new.pk).led == set()
    people.take_out_of_group(viewer(world.leader), new.pk, group.pk)
    assert viewer_of(new.pk).groups == {1}
    for built_in in (0, 1, 2):
        with pytest.raises(Forbidden):
            people.put_into_group(viewer(world.leader), new.pk, built_in)


def test_a_leader_of_a_built_in_group_is_no_ruler_of_it() -> None:
    world = make_world()
    Membership.objects.filter(experimenter=world.member, group=1).update(is_owner=True)
    with pytest.raises(Forbidden):
        people.take_out_of_group(viewer(world.member), world.author.pk, 1)


def test_taking_out_of_user_ends_the_account_and_its_sessions() -> None:
    world = make_world()
    later = timezone.now() + timedelta(hours=1)
    Session.objects.create(session_key="k", session_data="", expire_date=later, experimenter=world.member)
    people.take_out_of_group(viewer(world.admin), world.member.pk, 1)
    assert viewer(world.member) == NOBODY
    assert not Session.objects.exists()
    people.put_into_group(viewer(world.admin), world.member.pk, 1)
    assert viewer(world.member).id == world.member.pk


def test_a_new_password_ends_the_sessions_and_is_set_by_oneself_or_an_administrator() -> None:
    world = make_world()
    later = timezone.now() + timedelta(hours=1)
    Session.objects.create(session_key="k", session_data="", expire_date=later, experimenter=world.member)
    with pytest.raises(Forbidden):
        people.set_password(viewer(world.leader), world.member.pk, "other")
    people.set_password(viewer(world.member), world.member.pk, "mine")
    assert authenticate("member", "mine") == world.member
    assert not Session.objects.exists()
    people.set_password(viewer(world.admin), world.member.pk, "theirs")
    assert authenticate("member", "theirs") == world.member


def test_the_first_administrator_and_guest_stay_what_they_are() -> None:
    root = viewer_of(0)
    for group in (0, 1):
        with pytest.raises(Invalid):
            people.take_out_of_group(root, 0, group)
    with pytest.raises(Invalid):
        people.put_into_group(root, 1, 0)
    with pytest.raises(Invalid):
        people.set_password(root, 1, "x")


def test_unknown_people_and_groups_are_not_found() -> None:
    root = viewer_of(0)
    for user, group in ((99, 1), (0, 99)):
        with pytest.raises(NotFound):
            people.put_into_group(root, user, group)
    with pytest.raises(NotFound):
        people.take_out_of_group(root, 99, 1)


def test_who_knows_whom() -> None:
    world = make_world()
    private = world.groups["rw----"]
    loner, boss = make_user("loner", private), make_user("boss", leads=(private,))

    def known(person: Experimenter) -> set[str]:
        return set(people.visible_people(viewer(person)).values_list("username", flat=True))

    assert known(loner) == {"loner"}
    assert known(boss) == {"boss", "loner", "author", "member", "leader", "inactive"}
    assert known(world.member) == {"author", "member", "leader", "inactive"}
    assert known(world.outsider) == {"outsider"}
    assert known(world.admin) >= {"root", "guest", "loner", "outsider", "admin"}
    assert people.visible_people(NOBODY).count() == 0


def test_ids_after_the_built_in_ones_are_free() -> None:
    ids = {make_user(name).pk for name in ("a", "b", "c")}
    assert ids.isdisjoint({0, 1})
    assert people.create_group(viewer_of(0), "lab").pk > 2
