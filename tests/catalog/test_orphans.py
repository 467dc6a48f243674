"""Orphans hang in no container of their kind, whoever owns the links."""

import pytest

from catalog_world import attach, make_dataset, make_image, make_plate, make_project, make_screen, make_tag, make_world
from micrographia.catalog.models import Annotation, Dataset, DatasetImage, Image, Plate
from micrographia.catalog.orphans import orphaned

pytestmark = pytest.mark.django_db


def test_orphans_of_each_kind() -> None:
    world = make_world()
    whose = (world.author, world.groups["rwrw--"])
    loose, lone = make_dataset(*whose), make_image(*whose)
    held = make_image(*whose, dataset=make_dataset(*whose, project=make_project(*whose)))
    free = make_plate(*whose, wells=1)
    make_plate(*whose, screen=make_screen(*whose), wells=1)
    tag, tag_set, single = make_tag(*whose), make_tag(*whose, tag_set=True), make_tag(*whose)
    attach(tag, tag_set)
    assert list(orphaned(Dataset.objects.all())) == [loose]
    assert list(orphaned(Image.objects.all())) == [lone]
    assert list(orphaned(Plate.objects.all())) == [free]
    assert list(orphaned(Annotation.objects.order_by("pk"))) == [tag_set, single]
    DatasetImage.objects.create(
        owner=world.member, group=whose[1], parent=make_dataset(world.member, whose[1]), child=lone
    )
    assert list(orphaned(Image.objects.all())) == []
    held.dataset_links.all().delete()
    assert list(orphaned(Image.objects.all())) == [held]
