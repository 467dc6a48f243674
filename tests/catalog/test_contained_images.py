import pytest

from catalog_world import make_dataset, make_group, make_image, make_plate, make_project, make_screen, make_user, viewer
from micrographia.catalog.contained_images import Holder, images_in
from micrographia.catalog.models import DatasetImage, Image, Plate, Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group("lab", "rwr---")


@pytest.fixture
def owner(group):
    return make_user("owner", group)


def test_images_of_things_each_once_in_order(group, owner):
    project = make_project(owner, group)
    first, second = (make_dataset(owner, group, name, project=project) for name in "ab")
    one, two = make_image(owner, group, "1", dataset=second), make_image(owner, group, "2", dataset=first)
    DatasetImage.objects.create(owner=owner, group=group, parent=first, child=one)
    loose = make_image(owner, group, "loose")
    her = viewer(owner)
    assert images_in(her, Holder.DATASET, [second.pk]) == [one.pk]
    assert images_in(her, Holder.DATASET, [second.pk, first.pk]) == [one.pk, two.pk]
    assert images_in(her, Holder.PROJECT, [project.pk]) == [one.pk, two.pk]
    assert images_in(her, Holder.IMAGE, [loose.pk, one.pk, loose.pk, 999, 2**70, -1]) == [one.pk, loose.pk]


def test_images_of_plates(group, owner):
    screen = make_screen(owner, group)
    plate = make_plate(owner, group, screen=screen, wells=2, fields=2)
    images = list(Image.objects.order_by("pk").values_list("pk", flat=True))
    her = viewer(owner)
    for holder, thing in ((Holder.PLATE, plate), (Holder.SCREEN, screen), (Holder.RUN, Run.objects.get())):
        assert images_in(her, holder, [thing.pk]) == images
    plate.wells.filter(column=1).update(deleted=_deletion())
    assert images_in(her, Holder.PLATE, [plate.pk]) == images[:2]


def test_what_she_cannot_read_holds_nothing(group, owner):
    outsider = viewer(make_user("outsider", make_group("elsewhere")))
    project = make_project(owner, group)
    make_image(owner, group, dataset=make_dataset(owner, group, project=project))
    make_plate(owner, group)
    ids = [project.pk, Plate.objects.get().pk, *Image.objects.values_list("pk", flat=True)]
    for holder in Holder:
        assert images_in(outsider, holder, ids) == []


@pytest.mark.parametrize("holder", Holder)
def test_one_query(group, owner, holder, django_assert_num_queries):
    with django_assert_num_queries(1):
        images_in(viewer_without_queries(owner), holder, [1, 2, 3])


def viewer_without_queries(owner):
    from micrographia.accounts.viewer import Viewer

    return Viewer(owner.pk, groups=frozenset({1}), readable=frozenset({1}))


def _deletion():
    from micrographia.catalog.models import Deletion

    return Deletion.objects.create(kind="Well", root=1)
