"""What the database itself refuses, and what a save never overwrites."""

import pytest
from django.db import IntegrityError, transaction

from catalog_world import World, attach, make_dataset, make_image, make_project, make_tag, make_world
from micrographia.catalog.models import (
    ANNOTATABLE,
    AnnotationLink,
    Dataset,
    DatasetImage,
    Deletion,
    Project,
    StoredSettings,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def refused(**columns: object) -> bool:
    try:
        with transaction.atomic():
            AnnotationLink.objects.create(**columns)
    except IntegrityError:
        return True
    return False


def test_a_second_link_of_the_same_ends_is_refused_unless_the_first_is_deleted(world: World) -> None:
    whose = {"owner": world.author, "group": world.groups["rwr---"]}
    dataset = make_dataset(**whose)
    image = make_image(**whose, dataset=dataset)
    again = {"owner": world.member, "group": whose["group"], "parent": dataset, "child": image}
    with pytest.raises(IntegrityError), transaction.atomic():
        DatasetImage.objects.create(**again)
    DatasetImage.objects.update(deleted=Deletion.objects.create(kind="Dataset", root=dataset.pk))
    DatasetImage.objects.create(**again)


def test_an_annotation_hangs_once_on_a_thing_for_each_person(world: World) -> None:
    whose = {"owner": world.author, "group": world.groups["rwr---"]}
    tag, project = make_tag(**whose), make_project(**whose)
    attach(tag, project)
    assert refused(**whose, child=tag, project=project)
    assert not refused(owner=world.member, group=whose["group"], child=tag, project=project)


def test_an_annotation_link_has_exactly_one_parent(world: World) -> None:
    whose = {"owner": world.author, "group": world.groups["rwr---"]}
    tag, project, dataset = make_tag(**whose), make_project(**whose), make_dataset(**whose)
    assert refused(**whose, child=tag)
    assert refused(**whose, child=tag, project=project, dataset=dataset)
    assert set(ANNOTATABLE) < {field.name for field in AnnotationLink._meta.get_fields()}


def test_one_set_of_settings_per_person_and_image(world: World) -> None:
    whose = {"owner": world.author, "group": world.groups["rwr---"]}
    image = make_image(**whose)
    StoredSettings.objects.create(**whose, image=image)
    StoredSettings.objects.create(owner=world.member, group=whose["group"], image=image)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredSettings.objects.create(**whose, image=image)


def test_saving_a_row_that_was_read_earlier_leaves_the_kept_count_alone(world: World) -> None:
    whose = {"owner": world.author, "group": world.groups["rwr---"]}
    stale = make_dataset(**whose, project=make_project(**whose))
    assert stale.parents == 0
    stale.name = "other"
    stale.save()
    assert Dataset.objects.get().parents == 1


def test_saving_some_fields_notes_when(world: World) -> None:
    project = make_project(world.author, world.groups["rwr---"])
    before = Project.objects.get().updated
    project.description = "new"
    project.save(update_fields=["description"])
    assert Project.objects.get().updated > before


def test_a_deleted_user_cannot_leave_data_behind(world: World) -> None:
    make_project(world.author, world.groups["rwr---"])
    with pytest.raises(IntegrityError):
        world.author.delete()
