"""Changing levels, and the links that a lower level forbids (reference permissions.md §2.3)."""

import pytest

from catalog_world import World, attach, make_dataset, make_image, make_tag, make_world, viewer
from micrographia.accounts.viewer import Verb
from micrographia.catalog.levels import change_level, links_lost
from micrographia.catalog.models import AnnotationLink, DatasetImage
from micrographia.catalog.permissions import may
from micrographia.errors import Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_who_may_change_a_level(world: World) -> None:
    group = world.groups["rwr---"].pk
    for person in (world.member, world.author, world.outsider):
        with pytest.raises(Forbidden):
            change_level(viewer(person), group, "rwra--")
    change_level(viewer(world.leader), group, "rwra--")
    with pytest.raises(Forbidden):
        change_level(viewer(world.leader), group, "rwrw--")
    change_level(viewer(world.admin), group, "rwrw--")
    with pytest.raises(Invalid):
        change_level(viewer(world.admin), group, "rwxrwx")
    with pytest.raises(Invalid):
        change_level(viewer(world.admin), 1, "rw----")
    with pytest.raises(NotFound):
        change_level(viewer(world.admin), 999, "rw----")


def test_it_holds_for_the_next_viewer(world: World) -> None:
    image = make_image(world.author, world.groups["rwr---"])
    assert may(viewer(world.member), Verb.VIEW, image)
    change_level(viewer(world.leader), image.group_id, "rw----")
    image.refresh_from_db()
    assert not may(viewer(world.member), Verb.VIEW, image)


def tagged(world: World) -> None:
    """Everybody tags the author's image with everybody's tag."""
    group = world.groups["rwrw--"]
    image = make_image(world.author, group)
    for tagger in (world.author, world.member, world.leader):
        for owner in (world.author, world.member):
            attach(make_tag(owner, group), image, tagger)
    DatasetImage.objects.create(owner=world.member, group=group, parent=make_dataset(world.member, group), child=image)
    DatasetImage.objects.create(owner=world.author, group=group, parent=make_dataset(world.author, group), child=image)


def test_to_read_annotate_nothing_is_lost(world: World) -> None:
    tagged(world)
    group = world.groups["rwrw--"].pk
    assert links_lost(group, "rwra--") == 0
    assert change_level(viewer(world.leader), group, "rwra--") == 0
    assert (AnnotationLink.objects.count(), DatasetImage.objects.count()) == (6, 2)


def test_to_read_only_members_lose_their_annotations_of_others_and_leaders_keep_theirs(world: World) -> None:
    tagged(world)
    group = world.groups["rwrw--"].pk
    assert links_lost(group, "rwr---") == 3
    assert change_level(viewer(world.leader), group, "rwr---") == 3
    left = {(link.owner.username, link.child.owner.username) for link in AnnotationLink.objects.all()}
    assert left == {("author", "author"), ("leader", "author"), ("leader", "member")}
    assert DatasetImage.objects.count() == 2


def test_to_private_only_what_is_all_ones_own_stays_together(world: World) -> None:
    tagged(world)
    group = world.groups["rwrw--"].pk
    assert links_lost(group, "rw----") == 6
    assert change_level(viewer(world.leader), group, "rw----") == 6
    assert [(link.owner, link.child.owner) for link in AnnotationLink.objects.all()] == [(world.author, world.author)]
    assert DatasetImage.objects.get().parent.owner == world.author
