"""Making and removing links (reference json-api.md §6, permissions.md §3.3)."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from catalog_world import (
    World,
    attach,
    join,
    make_dataset,
    make_image,
    make_plate,
    make_project,
    make_roi,
    make_screen,
    make_tag,
    make_world,
    viewer,
)
from micrographia.accounts.viewer import NOBODY
from micrographia.catalog.links import Pair, link, unlink
from micrographia.catalog.models import (
    Annotation,
    AnnotationLink,
    DatasetImage,
    Deletion,
    Owned,
    ProjectDataset,
    ScreenPlate,
)
from micrographia.errors import Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_each_kind_of_pair_in_both_orientations(world: World) -> None:
    who, whose = viewer(world.author), (world.author, world.groups["rwr---"])
    project, dataset, image = make_project(*whose), make_dataset(*whose), make_image(*whose)
    screen, plate, tag = make_screen(*whose), make_plate(*whose, wells=1), make_tag(*whose)
    tag_set, roi = make_tag(*whose, tag_set=True), make_roi(world.author, image)
    run, well = plate.runs.get(), plate.wells.get()
    things = (project, dataset, image, screen, plate, run, well, roi)
    made = link(
        who,
        [
            Pair(project, dataset),
            Pair(dataset, image),
            Pair(screen, plate),
            Pair(tag_set, tag),
            *(Pair(thing, tag) for thing in things),
            *(Pair(tag, thing) for thing in things),
        ],
    )
    assert [type(row) for row in made[:4]] == [ProjectDataset, DatasetImage, ScreenPlate, AnnotationLink]
    assert [row.pk for row in made[4:12]] == [row.pk for row in made[12:]]
    assert {row.owner_id for row in made} == {world.author.pk}
    assert {row.group_id for row in made} == {whose[1].pk}
    assert [row.parent for row in AnnotationLink.objects.order_by("pk")] == [tag_set, *things]


def test_a_link_that_is_there_is_given_back(world: World) -> None:
    whose = (world.author, world.groups["rwrw--"])
    dataset, image, tag = make_dataset(*whose), make_image(*whose), make_tag(*whose)
    pairs = [Pair(dataset, image), Pair(image, tag), Pair(dataset, image)]
    first = link(viewer(world.author), pairs)
    assert first[0].pk == first[2].pk
    again = link(viewer(world.member), pairs)
    assert again[0].pk == first[0].pk
    assert again[1].pk != first[1].pk  # each person's own tagging
    assert DatasetImage.objects.count() == 1


def test_what_cannot_be_linked_is_invalid(world: World) -> None:
    whose = (world.author, world.groups["rwrw--"])
    tag, comment = make_tag(*whose), Annotation.objects.create(owner=whose[0], group=whose[1], kind="comment")
    elsewhere = make_dataset(world.author, world.groups["rwra--"])
    pairs = [
        Pair(make_project(*whose), make_image(*whose)),
        Pair(make_image(*whose), make_dataset(*whose)),
        Pair(tag, tag),
        Pair(make_tag(*whose, tag_set=True), make_tag(*whose, tag_set=True)),
        Pair(tag, comment),
        Pair(make_project(*whose), elsewhere),
        Pair(elsewhere, tag),
    ]
    for pair in pairs:
        with pytest.raises(Invalid):
            link(viewer(world.admin), [pair])


def test_all_or_nothing(world: World) -> None:
    whose = (world.author, world.groups["rwr---"])
    dataset = make_dataset(*whose)
    with pytest.raises(Invalid):
        link(viewer(world.author), [Pair(dataset, make_image(*whose)), Pair(dataset, dataset)])
    assert not DatasetImage.objects.exists()


def outcome(who: World, person: str, pair: Pair) -> str:
    try:
        link(viewer(who.people[person]), [pair])
    except Forbidden:
        return "forbidden"
    except NotFound:
        return "not found"
    return "made"


# Columns: private, read-only, read-annotate, read-write. Both ends belong to the author.
CONTAINER = {
    "author": ("made", "made", "made", "made"),
    "member": ("not found", "forbidden", "forbidden", "made"),
    "leader": ("forbidden", "made", "made", "made"),
    "admin": ("forbidden", "made", "made", "made"),
    "outsider": ("not found",) * 4,
}
TAG = {**CONTAINER, "member": ("not found", "forbidden", "made", "made")}


@pytest.mark.parametrize("person", CONTAINER)
def test_who_may_link_other_peoples_things(world: World, person: str) -> None:
    for column, group in enumerate(world.groups.values()):
        dataset, image = make_dataset(world.author, group), make_image(world.author, group)
        tag = make_tag(world.author, group)
        assert outcome(world, person, Pair(dataset, image)) == CONTAINER[person][column], group.level
        assert outcome(world, person, Pair(image, tag)) == TAG[person][column], group.level


def test_in_a_read_only_group_the_tags_of_others_cannot_be_used_even_on_own_images(world: World) -> None:
    group = world.groups["rwr---"]
    assert outcome(world, "member", Pair(make_image(world.member, group), make_tag(world.author, group))) == "forbidden"


def test_an_administrator_links_in_the_name_of_the_childs_owner(world: World) -> None:
    group = world.groups["rwr---"]
    dataset, image = make_dataset(world.author, group), make_image(world.author, group)
    assert link(viewer(world.admin), [Pair(dataset, image)])[0].owner == world.author
    join(world.admin, group)
    own = make_image(world.admin, group)
    assert link(viewer(world.admin), [Pair(dataset, own)])[0].owner == world.admin


def test_what_is_deleted_cannot_be_linked(world: World) -> None:
    whose = (world.author, world.groups["rwr---"])
    dataset, image = make_dataset(*whose), make_image(*whose)
    type(image).objects.filter(pk=image.pk).update(deleted=Deletion.objects.create(kind="Image", root=image.pk))
    with pytest.raises(NotFound, match=f"^Image {image.pk} not found$"):
        link(viewer(world.author), [Pair(dataset, image)])


def test_removing_a_link(world: World) -> None:
    whose = (world.author, world.groups["rwr---"])
    dataset, image = make_dataset(*whose), make_image(*whose)
    who = viewer(world.author)
    with pytest.raises(NotFound, match=f"^No link found for dataset-{dataset.pk} to image-{image.pk}$"):
        unlink(who, [Pair(dataset, image)])
    link(who, [Pair(dataset, image)])
    with pytest.raises(Forbidden):
        unlink(viewer(world.member), [Pair(dataset, image)])
    for stranger in (viewer(world.outsider), NOBODY):
        with pytest.raises(NotFound, match=f"^Dataset {dataset.pk} not found$"):
            unlink(stranger, [Pair(dataset, image)])
    unlink(who, [Pair(dataset, image)])
    assert not DatasetImage.objects.exists()


def taggers(thing: Owned) -> list[str]:
    return sorted(row.owner.username for row in AnnotationLink.objects.filter(image=thing.pk))


def test_untagging_removes_ones_own_link_else_all_that_one_may_delete(world: World) -> None:
    image, tag = make_image(world.author, world.groups["rwra--"]), make_tag(world.member, world.groups["rwra--"])
    for person in (world.author, world.member, world.leader):
        attach(tag, image, person)
    unlink(viewer(world.author), [Pair(tag, image)])
    assert taggers(image) == ["leader", "member"]
    with pytest.raises(Forbidden):
        unlink(viewer(world.author), [Pair(tag, image)])  # the data owner cannot remove what others attached
    unlink(viewer(world.leader), [Pair(image, tag)])
    assert taggers(image) == ["member"]
    unlink(viewer(world.leader), [Pair(image, tag)])
    assert taggers(image) == []


@pytest.mark.django_db(transaction=True)
def test_two_people_who_link_the_same_at_once_get_one_link() -> None:
    world = make_world()
    whose = (world.author, world.groups["rwrw--"])
    dataset, image = make_dataset(*whose), make_image(*whose)
    together, made = Barrier(4), []

    def act(person: str) -> None:
        who = viewer(world.people[person])
        together.wait()
        made.append(link(who, [Pair(dataset, image)])[0].pk)
        connection.close()

    threads = [Thread(target=act, args=(person,)) for person in ("author", "member", "leader", "admin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1
