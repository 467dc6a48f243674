"""The tables of reference permissions.md §2.1, §2.2 and §3, written out by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from catalog_world import LEVELS, World, attach, make_image, make_project, make_tag, make_user, make_world, viewer
from micrographia.accounts.builtin import USER_GROUP
from micrographia.accounts.models import ExperimenterGroup, Membership
from micrographia.accounts.viewer import NOBODY, Scope, Verb, Viewer, viewer_of
from micrographia.catalog.models import Deletion, Share, ShareMember
from micrographia.catalog.permissions import Flags, flags, may, may_have, require, require_entry
from micrographia.errors import Forbidden, NotFound

pytestmark = pytest.mark.django_db

# Other people's data; columns: private, read-only, read-annotate, read-write.
TABLE = {
    "member": {
        Verb.VIEW: "-YYY",
        Verb.DOWNLOAD: "-YYY",
        Verb.ANNOTATE: "--YY",
        Verb.SAVE_SETTINGS: "--YY",
        Verb.EDIT: "---Y",
        Verb.DELETE: "---Y",
        Verb.LINK: "---Y",
        Verb.MOVE: "----",
        Verb.GIVE: "----",
    },
    "leader": {
        Verb.VIEW: "YYYY",
        Verb.DOWNLOAD: "YYYY",
        Verb.ANNOTATE: "-YYY",
        Verb.SAVE_SETTINGS: "-YYY",
        Verb.EDIT: "YYYY",
        Verb.DELETE: "YYYY",
        Verb.LINK: "-YYY",
        Verb.MOVE: "----",
        Verb.GIVE: "YYYY",
    },
    "admin": {
        Verb.VIEW: "YYYY",
        Verb.DOWNLOAD: "YYYY",
        Verb.ANNOTATE: "-YYY",
        Verb.SAVE_SETTINGS: "-YYY",
        Verb.EDIT: "YYYY",
        Verb.DELETE: "YYYY",
        Verb.LINK: "-YYY",
        Verb.MOVE: "YYYY",
        Verb.GIVE: "YYYY",
    },
    "author": {verb: "----" if verb is Verb.GIVE else "YYYY" for verb in Verb},
    "outsider": dict.fromkeys(Verb, "----"),
    "inactive": dict.fromkeys(Verb, "----"),
}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.parametrize("role", TABLE)
def test_the_table_of_roles_levels_and_verbs(world: World, role: str) -> None:
    who = viewer(world.people[role])
    for column, level in enumerate(LEVELS):
        thing = make_project(world.author, world.groups[level])
        allowed = {verb: "Y" if may(who, verb, thing) else "-" for verb in Verb}
        assert allowed == {verb: row[column] for verb, row in TABLE[role].items()}, level


def test_nobody_and_guest_may_do_nothing(world: World) -> None:
    thing = make_project(world.author, world.groups["rwrw--"])
    assert not any(may(who, verb, thing) for who in (NOBODY, viewer_of(1)) for verb in Verb)


@pytest.mark.parametrize("role", ["leader", "admin"])
def test_on_their_own_things_in_a_private_group_nothing_is_critical(world: World, role: str) -> None:
    thing = make_project(world.people[role], world.groups["rw----"])
    assert flags(viewer(world.people[role]), thing) == Flags(True, True, True, True, True, True)


def test_owners_who_left_the_group_keep_their_data(world: World) -> None:
    thing = make_project(world.author, world.groups["rwr---"])
    Membership.objects.filter(experimenter=world.author, group=world.groups["rwr---"]).delete()
    assert flags(viewer(world.author), thing) == Flags(True, True, True, True, True, False)


def test_what_lies_in_group_user_is_read_and_linked_by_all_and_edited_by_its_owner(world: World) -> None:
    thing = make_project(world.author, ExperimenterGroup.objects.get(id=USER_GROUP))
    assert flags(viewer(world.outsider), thing) == Flags(False, False, True, False, False, False)
    assert may(viewer(world.outsider), Verb.VIEW, thing)
    assert not may(viewer(world.inactive), Verb.VIEW, thing)


def test_parts_cannot_be_moved_or_given_on_their_own(world: World) -> None:
    image = make_image(world.author, world.groups["rwrw--"])
    link = attach(make_tag(world.author, world.groups["rwrw--"]), image)
    admin = viewer(world.admin)
    assert not may(admin, Verb.MOVE, link)
    assert not may(admin, Verb.GIVE, link)
    assert may(admin, Verb.MOVE, image)


def test_what_is_deleted_is_nobodys_but_can_be_asked_back(world: World) -> None:
    thing = make_project(world.author, world.groups["rwrw--"])
    thing.deleted = Deletion.objects.create(kind="project", root=thing.pk)
    assert not any(may(viewer(world.admin), verb, thing) for verb in Verb)
    assert may_have(viewer(world.author), Verb.DELETE, thing)


def test_hidden_is_not_found_and_seen_is_forbidden(world: World) -> None:
    hidden = make_project(world.author, world.groups["rw----"])
    seen = make_project(world.author, world.groups["rwr---"])
    who = viewer(world.member)
    with pytest.raises(NotFound, match=f"^Project {hidden.pk} not found$"):
        require(who, Verb.EDIT, hidden)
    with pytest.raises(Forbidden, match=f"^Cannot edit Project {seen.pk}$"):
        require(who, Verb.EDIT, seen)
    require(who, Verb.VIEW, seen)


def shared(images: set[int], **more: object) -> Scope:
    return Scope(images=frozenset(images), verbs=frozenset({Verb.VIEW}), share=1, **more)  # type: ignore[arg-type]


def test_inside_a_share_its_images_are_read_by_whom_it_shows_them_and_nothing_else_is(world: World) -> None:
    image = make_image(world.author, world.groups["rw----"])
    other = make_image(world.author, world.groups["rwrw--"])
    for person in (world.outsider, world.author, world.admin):
        inside = replace(viewer(person), scope=shared({image.pk}))
        assert may(inside, Verb.VIEW, image)
        assert flags(inside, image) == Flags(False, False, False, False, False, False)
        assert not may(inside, Verb.VIEW, other)
        with pytest.raises(Forbidden):
            require_entry(inside, world.groups["rwrw--"].pk)


def test_a_scope_ends_at_its_hour(world: World) -> None:
    image = make_image(world.author, world.groups["rw----"])
    now = datetime.now(UTC)
    late = replace(viewer(world.outsider), scope=shared({image.pk}, until=now - timedelta(seconds=1)))
    early = replace(viewer(world.outsider), scope=shared({image.pk}, until=now + timedelta(hours=1)))
    assert not may(late, Verb.VIEW, image)
    assert may(early, Verb.VIEW, image)


def test_a_scope_of_groups_and_verbs_takes_away_and_never_gives(world: World) -> None:
    group = world.groups["rwrw--"]
    thing, elsewhere = make_project(world.author, group), make_project(world.author, world.groups["rwra--"])
    scope = Scope(groups=frozenset({group.pk}), verbs=frozenset({Verb.VIEW, Verb.EDIT}))
    author, outsider = (replace(viewer(person), scope=scope) for person in (world.author, world.outsider))
    assert [verb for verb in Verb if may(author, verb, thing)] == [Verb.VIEW, Verb.EDIT]
    assert not may(author, Verb.VIEW, elsewhere)
    assert not may(outsider, Verb.VIEW, thing)


def test_a_share_is_open_to_its_owner_its_members_and_administrators(world: World) -> None:
    share = Share.objects.create(owner=world.author, group=world.groups["rwrw--"])
    guest = make_user("invited")
    ShareMember.objects.create(share=share, experimenter=guest)
    seen = {name: may(viewer(person), Verb.VIEW, share) for name, person in {**world.people, "invited": guest}.items()}
    assert [name for name, sees in seen.items() if sees] == ["author", "admin", "invited"]
    assert [n for n, p in world.people.items() if may(viewer(p), Verb.EDIT, share)] == ["author", "admin"]
    assert not may(viewer(guest), Verb.EDIT, share)


def test_who_may_create_where(world: World) -> None:
    group = world.groups["rw----"].pk
    for person in (world.member, world.leader, world.admin):
        require_entry(viewer(person), group)
    for who in (viewer(world.outsider), viewer(world.author)):
        with pytest.raises(Forbidden, match=r"^Not a member of Group: 99999$"):
            require_entry(who, 99999)
    with pytest.raises(Forbidden, match=f"^Not a member of Group: {group}$"):
        require_entry(viewer(world.outsider), group)
    with pytest.raises(NotFound, match=r"^Group 99999 not found$"):
        require_entry(viewer(world.admin), 99999)
    with pytest.raises(Forbidden):
        require_entry(NOBODY, group)


def test_the_group_with_id_zero_is_a_group() -> None:
    root = viewer_of(0)
    require_entry(root, 0)
    assert isinstance(root, Viewer)
