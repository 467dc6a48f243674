"""What goes, what stays and what comes back (reference json-api.md §5)."""

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
from micrographia.catalog.deletion import delete, restore
from micrographia.catalog.models import (
    Annotation,
    AnnotationLink,
    Dataset,
    DatasetImage,
    Deletion,
    Fileset,
    Image,
    OriginalFile,
    Owned,
    Plate,
    Project,
    ProjectDataset,
    Roi,
    Run,
    Screen,
    Shape,
    StoredSettings,
    Well,
    WellField,
)
from micrographia.errors import Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db

MODELS = (
    Project, Dataset, Image, Screen, Plate, Run, Well, WellField, Roi, Shape, Annotation, AnnotationLink,
    ProjectDataset, DatasetImage, StoredSettings, Fileset, OriginalFile,
)  # fmt: skip


@pytest.fixture
def world() -> World:
    return make_world()


def there() -> dict[str, set[int]]:
    """Ids of everything that is not deleted."""
    return {model.__name__: set(model.objects.filter(deleted=None).values_list("pk", flat=True)) for model in MODELS}


def gone(before: dict[str, set[int]]) -> dict[str, int]:
    """How many of each kind went since."""
    now = there()
    return {name: len(ids - now[name]) for name, ids in before.items() if ids - now[name]}


def comment(thing: Owned) -> Annotation:
    made = Annotation.objects.create(owner=thing.owner, group=thing.group, kind="comment", text="!")
    attach(made, thing)
    return made


def test_a_project_goes_with_its_links_and_comments_and_its_datasets_stay(world: World) -> None:
    whose = (world.author, world.groups["rwrw--"])
    project = make_project(*whose)
    dataset = make_dataset(*whose, project=project)
    shared_comment = comment(project)
    attach(shared_comment, dataset)
    comment(project)
    attach(make_tag(*whose), project)
    before = there()
    delete(viewer(world.member), [project])
    assert gone(before) == {"Project": 1, "ProjectDataset": 1, "AnnotationLink": 3, "Annotation": 1}
    dataset.refresh_from_db()
    assert dataset.parents == 0
    restore(viewer(world.author), Project, project.pk)
    assert there() == before
    dataset.refresh_from_db()
    assert dataset.parents == 1
    assert not Deletion.objects.exists()


def test_an_image_goes_with_all_that_belongs_to_it_and_its_last_files(world: World) -> None:
    whose = (world.author, world.groups["rwr---"])
    image = make_image(*whose, dataset=make_dataset(*whose))
    twin = Image.objects.create(owner=whose[0], group=whose[1], name="twin", fileset=image.fileset, series=1)
    OriginalFile.objects.create(owner=whose[0], group=whose[1], fileset=image.fileset, key="a", name="a")
    comment(make_roi(world.author, image))
    for owner in (world.author, world.member):
        StoredSettings.objects.create(owner=owner, group=whose[1], image=image)
    before = there()
    delete(viewer(world.author), [image])
    parts = {"Image": 1, "DatasetImage": 1, "Roi": 1, "Shape": 1, "StoredSettings": 2}
    assert gone(before) == {**parts, "AnnotationLink": 1, "Annotation": 1}
    delete(viewer(world.author), [twin])
    assert gone(before) == {**parts, "Image": 2, "AnnotationLink": 1, "Annotation": 1, "Fileset": 1, "OriginalFile": 1}
    restore(viewer(world.author), Image, image.pk)
    assert gone(before) == {"Image": 1}
    restore(viewer(world.author), Image, twin.pk)
    assert there() == before


def test_a_plate_goes_with_its_wells_and_the_images_that_are_nowhere_else(world: World) -> None:
    whose = (world.author, world.groups["rwr---"])
    plate = make_plate(*whose, screen=make_screen(*whose), wells=2, fields=2)
    kept = Image.objects.order_by("pk").first()
    assert kept is not None
    DatasetImage.objects.create(owner=whose[0], group=whose[1], parent=make_dataset(*whose), child=kept)
    before = there()
    delete(viewer(world.author), [plate])
    assert gone(before) == {"Plate": 1, "Run": 1, "Well": 2, "WellField": 4, "Image": 3, "Fileset": 3}
    kept.refresh_from_db()
    assert (kept.deleted, kept.parents) == (None, 1)
    with pytest.raises(Invalid, match=f"Plate {plate.pk}"):
        restore(viewer(world.author), Image, Image.objects.exclude(pk=kept.pk)[0].pk)
    restore(viewer(world.author), Plate, plate.pk)
    assert there() == before
    kept.refresh_from_db()
    assert kept.parents == 2


def test_screens_keep_their_plates_and_tags_take_their_links(world: World) -> None:
    whose = (world.author, world.groups["rwr---"])
    screen = make_screen(*whose)
    plate = make_plate(*whose, screen=screen, wells=1)
    tag, tag_set = make_tag(*whose), make_tag(*whose, tag_set=True)
    attach(tag, plate)
    attach(tag, tag_set)
    before = there()
    delete(viewer(world.author), [screen, tag])
    assert gone(before) == {"Screen": 1, "Annotation": 1, "AnnotationLink": 2}
    restore(viewer(world.author), Annotation, tag.pk)
    restore(viewer(world.author), Screen, screen.pk)
    assert there() == before


@pytest.mark.parametrize("first", ["dataset", "image"])
@pytest.mark.parametrize("back", ["dataset", "image"])
def test_a_link_comes_back_when_both_ends_have(world: World, first: str, back: str) -> None:
    whose = (world.author, world.groups["rwr---"])
    who, dataset = viewer(world.author), make_dataset(*whose)
    ends: dict[str, Owned] = {"dataset": dataset, "image": make_image(*whose, dataset=dataset)}
    before = there()
    second, last = ({"dataset", "image"} - {name} for name in (first, back))
    for name in (first, second.pop()):
        delete(who, [ends[name]])
    restore(who, type(ends[back]), ends[back].pk)
    assert not DatasetImage.objects.filter(deleted=None).exists()
    name = last.pop()
    restore(who, type(ends[name]), ends[name].pk)
    assert there() == before


def test_a_comment_on_two_images_comes_back_with_the_first(world: World) -> None:
    whose, who = (world.author, world.groups["rwr---"]), viewer(world.author)
    one, two = make_image(*whose), make_image(*whose)
    both = comment(one)
    attach(both, two)
    before = there()
    delete(who, [one])
    delete(who, [two])
    restore(who, Image, one.pk)
    both.refresh_from_db()
    assert both.deleted is None
    restore(who, Image, two.pk)
    assert there() == before


def test_who_may_delete_and_restore(world: World) -> None:
    hidden, seen = (
        make_project(world.author, world.groups["rw----"]),
        make_project(world.author, world.groups["rwra--"]),
    )
    who = viewer(world.member)
    with pytest.raises(NotFound, match=f"^Project {hidden.pk} not found$"):
        delete(who, [hidden])
    with pytest.raises(Forbidden, match=f"^Cannot delete Project {seen.pk}$"):
        delete(who, [seen])
    delete(viewer(world.leader), [hidden, seen])
    with pytest.raises(NotFound, match=f"^Project {seen.pk} not found$"):
        delete(viewer(world.author), [seen])
    with pytest.raises(NotFound, match=f"^Project {hidden.pk} not found$"):
        restore(who, Project, hidden.pk)
    with pytest.raises(Forbidden):
        restore(who, Project, seen.pk)
    restore(viewer(world.author), Project, seen.pk)
    with pytest.raises(NotFound):
        restore(viewer(world.author), Project, seen.pk)


def test_all_or_nothing(world: World) -> None:
    mine, theirs = (make_project(person, world.groups["rwr---"]) for person in (world.member, world.author))
    with pytest.raises(Forbidden):
        delete(viewer(world.member), [mine, theirs])
    assert Project.objects.filter(deleted=None).count() == 2


def test_parts_are_not_deleted_by_themselves_nor_brought_back_into_what_is_gone(world: World) -> None:
    plate, who = make_plate(world.author, world.groups["rwr---"]), viewer(world.author)
    run = plate.runs.get()
    with pytest.raises(Invalid):
        delete(who, [plate.wells.all()[0]])
    delete(who, [run])
    assert WellField.objects.filter(deleted=None).count() == 2
    delete(who, [plate])
    with pytest.raises(Invalid):
        restore(who, Run, run.pk)
    restore(who, Plate, plate.pk)
    assert not Run.objects.filter(deleted=None).exists()
    restore(who, Run, run.pk)
    assert Run.objects.filter(deleted=None).exists()
