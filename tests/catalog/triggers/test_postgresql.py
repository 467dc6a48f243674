"""Many writers at once: nothing is counted twice or lost, and nobody is thrown out."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from catalog_recount import check_parents, counted
from catalog_world import World, make_dataset, make_image, make_world, viewer
from micrographia.catalog.deletion import delete, restore
from micrographia.catalog.links import Pair, link, unlink
from micrographia.catalog.models import Counter, Dataset, Image


def together(acts: list[Callable[[], None]]) -> list[Exception]:
    """Runs all acts at once, each in a thread; what they raised."""
    start, raised = Barrier(len(acts)), list[Exception]()

    def run(act: Callable[[], None]) -> None:
        start.wait()
        try:
            act()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def imports(world: World, datasets: list[Dataset]) -> None:
    """Three transactions, each of some images in some datasets."""
    group = world.groups["rwrw--"]
    for _ in range(3):
        with transaction.atomic():
            for dataset in datasets:
                make_image(world.author, group, dataset=dataset)


def links(world: World, person: str, datasets: list[Dataset], images: list[Image]) -> None:
    who = viewer(world.people[person])
    for image in images:
        link(who, [Pair(dataset, image) for dataset in datasets])
        unlink(who, [Pair(datasets[0], image)])


def deletes(world: World, images: list[Image]) -> None:
    who = viewer(world.leader)
    for image in images:
        delete(who, [image])
        restore(who, Image, image.pk)


@pytest.mark.django_db(transaction=True)
def test_counters_stay_right_under_many_writers() -> None:
    world = make_world()
    group = world.groups["rwrw--"]
    datasets = [make_dataset(world.author, group) for _ in range(3)]
    images = [make_image(world.author, group) for _ in range(6)]
    raised = together(
        [
            lambda: imports(world, datasets),
            lambda: imports(world, datasets[::-1]),
            lambda: links(world, "member", datasets[:2], images[:3]),
            lambda: links(world, "author", datasets[:0:-1], images[:3]),
            lambda: deletes(world, images[3:]),
        ]
    )
    assert raised == []
    kept = {(c.kind, c.parent, c.owner): c.count for c in Counter.objects.exclude(count=0)}
    assert kept == dict(counted())
    check_parents()
