"""The values of many images are taken by few jobs."""

import sys

import pytest

from micrographia.catalog.models import Channel, Fileset, Image, Original, Pixels, StoredSettings, WellField
from micrographia.importing.importer import Order, imported
from micrographia.importing.plan import Wish
from micrographia.importing.statistics import TASK
from micrographia.jobs.models import Job
from micrographia.jobs.worker import Worker
from micrographia.pictures.marks import MARKS
from micrographia.pictures.rendering_settings import loaded
from micrographia.testing.wide_plate import write_wide_plate

TASKS = {"statistics": "micrographia.importing.statistics:TASK"}


@pytest.fixture
def plate(tmp_path):
    """12 wells of 9 fields: values from 0 to 100 + field."""
    write_wide_plate(tmp_path / "plate.zarr", rows=3, columns=4)
    return tmp_path / "plate.zarr"


def order(whose, path):
    return Order((path,), whose, Wish())


def windows(image):
    settings = loaded(StoredSettings.objects.get(image=image))
    return [(channel.window.start, channel.window.end) for channel in settings.channels]


@pytest.mark.django_db(transaction=True)
def test_the_values_of_many_images_are_taken_by_few_jobs(home, whose, plate):
    (outcome,) = imported(order(whose, plate))
    assert len(outcome.committed.images) == WellField.objects.count() == 108
    assert set(Pixels.objects.values_list("statistics", flat=True)) == {"none"}
    # Images 0, 15, 30, 45, 61, 76, 91 and 107 are looked at: fields 0, 6, 3, 0, 7, 4, 1 and 8.
    assert windows(Image.objects.get(series=1)) == [(0.0, 108.0), (0.0, 108.0)]
    spans = [(job.params["first"], job.params["last"]) for job in Job.objects.order_by("pk")]
    assert spans == [(0, 47), (48, 95), (96, 107)]
    for job in list(Job.objects.all()):
        Worker(TASKS).do(job.pk)
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert set(Pixels.objects.values_list("statistics", flat=True)) == {"exact"}
    assert set(Channel.objects.filter(image__series=1).values_list("low", "high")) == {(0.0, 101.0)}
    assert windows(Image.objects.get(series=1)) == [(0.0, 101.0), (0.0, 101.0)]
    assert not StoredSettings.objects.filter(provisional=True).exists()


@pytest.mark.django_db(transaction=True)
def test_an_image_that_cannot_be_read_fails_alone(home, whose, plate):
    list(imported(order(whose, plate)))
    (plate / "A" / "1" / "2" / "0" / "0.0.0").write_bytes(b"short")
    Worker(TASKS).do(Job.objects.order_by("pk").first().pk)
    assert Pixels.objects.filter(image__series__lt=48, statistics="exact").count() == 47
    assert Pixels.objects.get(image__series=2).statistics == "none"
    alone = Job.objects.order_by("pk").last()
    assert alone.params == {"fileset": Image.objects.first().fileset_id, "first": 2, "last": 2}
    Worker(TASKS).do(alone.pk)
    alone.refresh_from_db()
    assert alone.state == "failed"
    assert "A/1/2/0/0.0.0" in alone.message


def test_jobs_of_a_fileset_with_few_images_are_one_for_each(home, whose, tmp_path, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"import_statistics_bytes": 10})
    path = tmp_path / "a&sizeX=32&sizeY=32&series=3.fake"
    path.touch()
    list(imported(order(whose, path)))
    assert [(job.params["first"], job.params["last"]) for job in Job.objects.order_by("pk")] == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.django_db(transaction=True)
def test_what_ends_the_worker_is_known_and_not_tried_again(home, whose, tmp_path, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"import_statistics_bytes": 10})
    path = tmp_path / "a&sizeX=32&sizeY=32.fake"
    path.touch()
    list(imported(order(whose, path)))
    (job,) = Job.objects.all()
    seen = set()
    MARKS.begin(home.derived, "jobs")
    try:
        (marks,) = home.derived.glob("jobs-*")
        TASK.work(job.params, lambda _: seen.add(int.from_bytes(marks.read_bytes()[8:16], sys.byteorder)))
    finally:
        MARKS.end()
    assert seen == {job.params["fileset"]}
    Fileset.objects.update(original=Original.QUARANTINED, trouble="it ends processes")
    Worker(TASKS).do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "it ends processes")
