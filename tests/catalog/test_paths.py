"""Paths from the root to a thing (reference json-api.md §3.7)."""

import pytest

from catalog_world import (
    World,
    attach,
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
from micrographia.accounts.models import Experimenter
from micrographia.catalog.deletion import delete
from micrographia.catalog.models import DatasetImage, Owned, ProjectDataset, Run, ScreenPlate, WellField
from micrographia.catalog.paths import paths_to
from micrographia.errors import Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def paths(person: Experimenter, thing: Owned) -> list[str]:
    return ["/".join(f"{step.kind}-{step.id}" for step in path) for path in paths_to(viewer(person), thing)]


def test_images_in_datasets_in_projects(world: World) -> None:
    whose = {"owner": world.author, "group": world.groups["rwr---"]}
    project = make_project(**whose)
    first, second = make_dataset(**whose, project=project), make_dataset(**whose)
    other = make_project(world.member, whose["group"])
    ProjectDataset.objects.create(**whose, parent=other, child=first)
    image = make_image(**whose, dataset=first)
    DatasetImage.objects.create(**whose, parent=second, child=image)
    author, member = f"experimenter-{world.author.pk}", f"experimenter-{world.member.pk}"
    assert paths(world.member, image) == [
        f"{author}/project-{project.pk}/dataset-{first.pk}/image-{image.pk}",
        f"{author}/dataset-{second.pk}/image-{image.pk}",
        f"{member}/project-{other.pk}/dataset-{first.pk}/image-{image.pk}",
    ]
    assert paths(world.member, second) == [f"{author}/dataset-{second.pk}"]
    assert paths(world.member, project) == [f"{author}/project-{project.pk}"]
    delete(viewer(world.author), [project, second])
    assert paths(world.author, image) == [f"{member}/project-{other.pk}/dataset-{first.pk}/image-{image.pk}"]


def test_an_image_in_no_container_is_an_orphan_of_its_owner(world: World) -> None:
    image = make_image(world.author, world.groups["rwr---"])
    owner = world.author.pk
    assert paths(world.member, image) == [f"experimenter-{owner}/orphaned-{owner}/image-{image.pk}"]


def test_plates_runs_wells_and_their_images(world: World) -> None:
    whose = {"owner": world.author, "group": world.groups["rwr---"]}
    screen, other = make_screen(**whose), make_screen(**whose)
    plate = make_plate(**whose, screen=screen, wells=1)
    run, well = plate.runs.get(), plate.wells.get()
    image = well.fields.get().image
    root = f"experimenter-{world.author.pk}"
    down = f"{root}/screen-{screen.pk}/plate-{plate.pk}/run-{run.pk}/well-{well.pk}"
    assert paths(world.member, well) == [down]
    assert paths(world.member, image) == [f"{down}/image-{image.pk}"]
    assert paths(world.member, run) == [f"{root}/screen-{screen.pk}/plate-{plate.pk}/run-{run.pk}"]
    second = Run.objects.create(**whose, plate=plate)
    for index in (1, 2):
        WellField.objects.create(**whose, well=well, image=make_image(**whose), run=second, index=index)
    ScreenPlate.objects.create(**whose, parent=other, child=plate)
    assert paths(world.member, well) == [
        f"{root}/screen-{holder.pk}/plate-{plate.pk}/run-{taken.pk}/well-{well.pk}"
        for holder in (screen, other)
        for taken in (run, second)
    ]
    delete(viewer(world.author), [screen, other, run])
    assert paths(world.member, image) == [f"{root}/plate-{plate.pk}/well-{well.pk}/image-{image.pk}"]


def test_an_image_in_a_dataset_is_not_looked_up_in_wells(world: World) -> None:
    whose = {"owner": world.author, "group": world.groups["rwr---"]}
    image = make_plate(**whose, wells=1).wells.get().fields.get().image
    dataset = make_dataset(**whose)
    DatasetImage.objects.create(**whose, parent=dataset, child=image)
    assert paths(world.member, image) == [f"experimenter-{world.author.pk}/dataset-{dataset.pk}/image-{image.pk}"]


def test_a_well_without_fields_has_no_run(world: World) -> None:
    plate = make_plate(world.author, world.groups["rwr---"], wells=1, fields=0)
    root = f"experimenter-{world.author.pk}/plate-{plate.pk}"
    assert paths(world.author, plate.wells.get()) == [f"{root}/well-{plate.wells.get().pk}"]


def test_tags_in_tag_sets(world: World) -> None:
    group = world.groups["rwra--"]
    tag, loose, tag_set = (
        make_tag(world.member, group),
        make_tag(world.member, group),
        make_tag(world.author, group, tag_set=True),
    )
    attach(tag, tag_set, world.member)
    attach(tag, tag_set, world.author)
    assert paths(world.member, tag) == [f"experimenter-{world.author.pk}/tagset-{tag_set.pk}/tag-{tag.pk}"]
    assert paths(world.member, loose) == [f"experimenter-{world.member.pk}/tag-{loose.pk}"]


def test_what_the_viewer_may_not_see_is_in_no_path(world: World) -> None:
    group = world.groups["rw----"]
    dataset = make_dataset(world.leader, group)
    image = make_image(world.author, group)
    DatasetImage.objects.create(owner=world.author, group=group, parent=dataset, child=image)
    assert paths(world.author, image) == [f"experimenter-{world.author.pk}/image-{image.pk}"]
    assert paths(world.leader, image) == [f"experimenter-{world.leader.pk}/dataset-{dataset.pk}/image-{image.pk}"]


def test_a_region_of_interest_has_no_path(world: World) -> None:
    image = make_image(world.author, world.groups["rwr---"])
    with pytest.raises(Invalid):
        paths_to(viewer(world.author), make_roi(world.author, image))
