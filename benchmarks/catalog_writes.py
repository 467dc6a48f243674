"""What the catalog's triggers cost: importing, deleting and asking for the revision, with and without them.

    python benchmarks/catalog_writes.py [--images 3000]

Takes a new SQLite file, or with MICROGRAPHIA_DATABASE_URL a PostgreSQL database of its own beside that one. Prints rows
a second and, as ratios of the same run, what each costs with the triggers compared with none.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable

BATCH = 100
ROUNDS = 3
"""The best of so many counts."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=3000)
    images = parser.parse_args().images
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MICROGRAPHIA_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "micrographia.server.settings")
        import django

        django.setup()
        from django.db import connection

        name = f"{folder}/catalog.sqlite3" if connection.vendor == "sqlite" else "micrographia_benchmark"
        connection.settings_dict["TEST"]["NAME"] = name
        old = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            measure(images)
        finally:
            connection.creation.destroy_test_db(old, verbosity=0)


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def measure(images: int) -> None:
    from django.db import connection

    from micrographia.accounts.models import Experimenter, ExperimenterGroup
    from micrographia.accounts.viewer import viewer_of
    from micrographia.catalog import revision
    from micrographia.catalog.deletion import delete, restore
    from micrographia.catalog.models import Dataset, Project

    root, group = Experimenter.objects.get(id=0), ExperimenterGroup.objects.create(name="lab")
    datasets = [Dataset.objects.create(owner=root, group=group, name=f"dataset {index}") for index in range(3)]
    bring_in(datasets[0], 200)  # warm
    with_triggers = min(seconds(lambda: bring_in(datasets[1], images)) for _ in range(ROUNDS))
    plate = make_plate(root, group, images // 10)
    gone = seconds(lambda: delete(viewer_of(0), [plate]))
    back = seconds(lambda: restore(viewer_of(0), type(plate), plate.pk))
    asked = seconds(lambda: [revision.current() for _ in range(2000)]) / 2000
    first = Project.objects.create(owner=root, group=group, name="x").pk
    row = seconds(lambda: [Project.objects.filter(pk=first).values_list("pk").get() for _ in range(500)]) / 500
    drop_triggers(connection)
    without = min(seconds(lambda: bring_in(datasets[2], images)) for _ in range(ROUNDS))
    print(f"{connection.vendor}: {images} images with pixels, channels and links, {BATCH} a transaction")
    print(
        f"  import      {images / with_triggers:8.0f} images/s, {with_triggers / without:.2f} × that without triggers"
    )
    print(f"  delete      a plate of {images // 10} images in {gone * 1000:.0f} ms, restore in {back * 1000:.0f} ms")
    print(f"  revision    {asked * 1e6:8.1f} µs, {asked / row:.2f} × one row by the ORM")


def bring_in(dataset, images: int) -> None:
    """As an import does: a transaction per batch."""
    from django.db import transaction

    from micrographia.catalog.models import Channel, DatasetImage, Image, Pixels

    whose = {"owner": dataset.owner, "group": dataset.group}
    sizes = {"size_x": 512, "size_y": 512, "size_c": 3, "pixel_type": "uint16", "levels": [[512, 512, 512, 512]]}
    for start in range(0, images, BATCH):
        with transaction.atomic():
            made = Image.objects.bulk_create(
                [Image(**whose, name=f"Image {start + index}") for index in range(min(BATCH, images - start))]
            )
            Pixels.objects.bulk_create([Pixels(image=image, **sizes) for image in made])
            Channel.objects.bulk_create([Channel(image=image, index=index) for image in made for index in range(3)])
            DatasetImage.objects.bulk_create([DatasetImage(**whose, parent=dataset, child=image) for image in made])


def make_plate(owner, group, images: int):
    from micrographia.catalog.models import Image, Plate, Well, WellField

    whose = {"owner": owner, "group": group}
    plate = Plate.objects.create(**whose, name="plate")
    made = Image.objects.bulk_create([Image(**whose, name=f"field {index}") for index in range(images)])
    wells = Well.objects.bulk_create([Well(**whose, plate=plate, row=0, column=index) for index in range(images)])
    WellField.objects.bulk_create(
        [WellField(**whose, well=well, image=image, index=0) for well, image in zip(wells, made, strict=True)]
    )
    return plate


def drop_triggers(connection) -> None:
    names = {
        "sqlite": "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger "
        "WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


if __name__ == "__main__":
    main()
