"""Lists from kept numbers hold exactly what the visibility rule says, in its order, whichever way they are read."""

import pytest
from django.db.models import Q

from catalog_world import (
    LEVELS,
    attach,
    make_dataset,
    make_image,
    make_plate,
    make_project,
    make_screen,
    make_tag,
    make_world,
    viewer,
)
from micrographia.catalog import lists
from micrographia.catalog.listable import DATASETS, IMAGES, PLATES, PROJECTS, RUNS, SCREENS, TAGS
from micrographia.catalog.lists import Narrowed, listing
from micrographia.catalog.models import Annotation

pytestmark = pytest.mark.django_db
SORTS = (PROJECTS, DATASETS, IMAGES, SCREENS, PLATES, RUNS, TAGS)


@pytest.fixture
def world():
    world = make_world()
    for level in LEVELS:
        group = world.groups[level]
        for person in (world.author, world.member):
            project = make_project(person, group, f"{level[3]} project")
            dataset = make_dataset(person, group, f"{level[2]} dataset", project=project)
            make_dataset(person, group, "loose")
            make_image(person, group, f"{person.username[0]} image", dataset=dataset)
            make_image(person, group, "orphan")
            make_plate(person, group, "plate", screen=make_screen(person, group))
            attach(make_tag(person, group), make_tag(person, group, tag_set=True))
    return world


def expected(person, what, narrowed):
    """By the visibility rule alone."""
    rows = what.model.objects.visible_to(viewer(person))
    if what.model is Annotation:
        rows = rows.filter(kind="tag")
    wanted = Q()
    if narrowed.group is not None:
        wanted &= Q(group=narrowed.group)
    if narrowed.owner is not None:
        wanted &= Q(owner=narrowed.owner)
    if narrowed.orphaned and what.orphans:
        wanted &= Q(parents=0)
    return list(rows.filter(wanted).order_by(*what.order).values_list("pk", flat=True))


@pytest.fixture(params=[1, 400], ids=["sorted as a whole", "merged"])
def merged(request, monkeypatch):
    """Groups that are merged, and chunks that end in the middle of lists."""
    monkeypatch.setattr(lists, "MOST_MERGED", request.param)
    monkeypatch.setattr(lists, "CHUNK", 2)
    monkeypatch.setattr(lists, "STRETCH", 3)


@pytest.mark.usefixtures("merged")
@pytest.mark.parametrize("who", ["author", "member", "leader", "outsider", "admin", "inactive"])
def test_lists_are_what_may_be_seen(world, who):
    person = world.people[who]
    groups = (None, world.groups["rw----"].pk)
    for what in SORTS:
        for group in groups:
            for owner in (None, world.author.pk):
                for orphaned in (False, True):
                    narrowed = Narrowed(group, owner, None, orphaned)
                    found = listing(viewer(person), what, narrowed)
                    ids = expected(person, what, narrowed)
                    assert found.total == len(ids), (what, narrowed)
                    assert [row.id for row in found.window(0, None)] == ids
                    assert [row.id for rows in found.chunks(0, None) for row in rows] == ids
                    assert [row.id for rows in found.chunks(2, 4) for row in rows] == ids[2:6]
                    by_threes = [row.id for at in range(0, len(ids) + 3, 3) for row in found.window(at, 3)]
                    assert by_threes == ids, (what, narrowed)
