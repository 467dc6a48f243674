import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction

from micrographia.accounts.models import ExperimenterGroup
from micrographia.catalog.models import (
    Channel,
    Dataset,
    DatasetImage,
    Fileset,
    Image,
    OriginalFile,
    Pixels,
    Plate,
    Project,
    Run,
    Screen,
    StoredSettings,
    WellField,
)
from micrographia.importing import importer as module
from micrographia.importing.importer import Order, imported, planned
from micrographia.importing.models import Import, ImportedFile
from micrographia.importing.plan import Wish
from micrographia.jobs.models import Job
from micrographia.jobs.worker import Worker
from micrographia.pictures.rendering_settings import loaded, save
from plate_folders import write_metaxpress, write_yokogawa

pytestmark = pytest.mark.django_db


def order(whose, *paths, copy=False, **wish):
    return Order(tuple(paths), whose, Wish(**wish), copy)


def counts():
    models = (Fileset, OriginalFile, Image, Pixels, Channel, StoredSettings, Dataset, DatasetImage, Plate, WellField)
    return {model.__name__: model.objects.count() for model in models}


def test_folders_become_datasets_and_everything_is_accounted_for(home, whose, data):
    outcomes = list(imported(order(whose, data)))
    assert [(one.path.name.split("&")[0], one.status) for one in outcomes] == [
        ("a", "imported"),
        ("b", "imported"),
        ("notes.txt", "refused"),
        ("p", "imported"),
    ]
    assert "no reader knows" in outcomes[2].reason
    dataset = Dataset.objects.get()
    assert (dataset.name, dataset.owner, dataset.group) == ("data", whose.owner, whose.group)
    assert sorted(link.child.series for link in dataset.image_links.all()) == [0, 0, 1]
    plate = outcomes[3].committed.images
    assert [(one.well, one.dataset_id, one.plate_id) for one in plate] == [
        (well, None, Plate.objects.get().pk) for well in ("A1", "A1", "A2", "A2", "B1", "B1", "B2", "B2")
    ]
    assert [one.status for one in ImportedFile.objects.order_by("id")] == [one.status for one in outcomes]
    assert Import.objects.get().ended is not None


def test_what_a_reader_said_is_in_the_rows(home, whose, tmp_path):
    path = tmp_path / (
        "cells&sizeX=40&sizeY=30&sizeZ=3&sizeC=2&sizeT=2&pixelType=uint16&levels=2&physicalSizeX=0.5"
        "&channels=DAPI,&emission=461,520.fake"
    )
    path.touch()
    (outcome,) = imported(order(whose, path))
    image = Image.objects.get(pk=outcome.committed.images[0].image_id)
    assert (image.name, image.series, image.owner, image.group, image.parents) == (
        "cells", 0, whose.owner, whose.group, 0,
    )  # fmt: skip
    pixels = image.pixels
    assert (pixels.size_x, pixels.size_y, pixels.size_z, pixels.size_c, pixels.size_t) == (40, 30, 3, 2, 2)
    assert (pixels.pixel_type, pixels.physical_x, pixels.statistics, pixels.pyramid) == (
        "uint16",
        0.5,
        "exact",
        "there",
    )
    assert [level[:2] for level in pixels.levels] == [[40, 30], [20, 15]]
    # x + 3 y + 7 z + 11 t + 100 c: 39 + 87 + 14 + 11.
    assert [(one.name, one.color, one.low, one.high) for one in image.channels.order_by("index")] == [
        ("DAPI", "0000FFFF", 0.0, 151.0),
        ("520", "00FF00FF", 100.0, 251.0),
    ]
    stored = StoredSettings.objects.get()
    assert (stored.image, stored.owner, stored.provisional, stored.revision) == (image, whose.owner, False, 0)
    settings = loaded(stored)
    assert [(one.window.start, one.window.end) for one in settings.channels] == [(0.0, 151.0), (100.0, 251.0)]
    assert settings.default_z == 1
    fileset = Fileset.objects.get()
    assert (fileset.root, fileset.entries, fileset.reader, fileset.copied) == (
        str(path.parent), [path.name], "fake", False,
    )  # fmt: skip
    assert OriginalFile.objects.get().version == f"0-{os.stat(path).st_mtime_ns}"


def test_a_second_import_is_recognised(home, whose, data):
    first = list(imported(order(whose, data)))
    before = counts()
    second = list(imported(order(whose, data)))
    assert [one.status for one in second] == ["known", "known", "refused", "known"]
    assert [one.committed.images for one in second if one.committed] == [
        one.committed.images for one in first if one.committed
    ]
    assert counts() == before


def test_an_import_that_was_stopped_goes_on_where_it_was(home, whose, data):
    half = imported(order(whose, data))
    first = next(half)
    half.close()
    assert Import.objects.get().ended is None
    assert [one.status for one in imported(order(whose, data))] == ["known", "imported", "refused", "imported"]
    assert Image.objects.filter(fileset=first.committed.fileset_id).count() == 1


def test_a_changed_file_is_a_new_one_and_so_is_that_of_somebody_else(home, whose, data):
    path = data / "a&sizeX=16&sizeY=16&sizeC=2.fake"
    (first,) = imported(order(whose, path))
    path.write_text("sizeZ=1")
    (second,) = imported(order(whose, path))
    assert second.status == "imported"
    other = replace(whose, group=ExperimenterGroup.objects.create(name="other", level="rw----"))
    (third,) = imported(order(other, path))
    assert third.status == "imported"
    assert len({first.committed.fileset_id, second.committed.fileset_id, third.committed.fileset_id}) == 3


def test_dataset_project_and_screen_by_name(home, whose, data):
    outcomes = list(imported(order(whose, data, project="P", dataset="D", screen="S")))
    dataset = Dataset.objects.get()
    assert (dataset.name, Project.objects.get().datasets.get()) == ("D", dataset)
    assert Screen.objects.get(name="S").plates.get() == Plate.objects.get()
    assert {image.dataset_id for image in outcomes[0].committed.images} == {dataset.pk}
    assert [one.dataset_id for one in next(imported(order(whose, data, dataset="E"))).committed.images] == [
        Dataset.objects.get(name="E").pk
    ]
    list(imported(order(whose, data, project="Q", dataset="D")))
    assert Dataset.objects.filter(name="D").count() == 2


def test_a_file_named_by_itself_gets_no_dataset_and_a_name_in_vain_is_refused(home, whose, data):
    paths = (data / "a&sizeX=16&sizeY=16&sizeC=2.fake", data / ".hidden.fake", data / "none.fake", data / "notes.txt")
    outcomes = list(imported(order(whose, *paths)))
    assert [one.status for one in outcomes] == ["imported", "imported", "refused", "refused"]
    assert outcomes[2].reason == "there is no such file or folder"
    assert not Dataset.objects.exists()


def test_the_same_file_named_twice_is_taken_once(home, whose, data):
    outcomes = list(imported(order(whose, data / "a&sizeX=16&sizeY=16&sizeC=2.fake", data)))
    assert [one.path.name.split("&")[0] for one in outcomes] == ["a", "b", "notes.txt", "p"]


def test_a_plan_writes_nothing(home, whose, data):
    plans = list(planned((data,), Wish(screen="S")))
    assert [getattr(one, "names", None) for one in plans][2] is None
    assert plans[0].dataset == "data"
    assert (plans[3].dataset, plans[3].screen, plans[3].well_name(7)) == (None, "S", "B2")
    assert set(counts().values()) == {0}
    assert not Import.objects.exists()


def test_copies_lie_in_the_home_folder(home, whose, data):
    path = data / "a&sizeX=16&sizeY=16&sizeC=2.fake"
    path.write_text("sizeZ=1")
    (outcome,) = imported(order(whose, path, copy=True))
    fileset = Fileset.objects.get()
    assert fileset.copied
    copy = home.originals / fileset.root / path.name
    assert copy.read_text() == "sizeZ=1"
    assert sorted(os.listdir(home.originals)) == [fileset.root]
    assert OriginalFile.objects.get().size == len("sizeZ=1")
    (again,) = imported(order(whose, path, copy=True))
    assert (again.status, again.committed.fileset_id) == ("known", outcome.committed.fileset_id)
    assert sorted(os.listdir(home.originals)) == [fileset.root]


def test_nothing_stays_of_a_fileset_whose_rows_cannot_be_written(home, whose, data, monkeypatch):
    before = counts()

    def broken(*arguments, **named):
        raise KeyboardInterrupt

    monkeypatch.setattr("micrographia.importing.commit.ImportedFile.objects.create", broken)
    with pytest.raises(KeyboardInterrupt):
        list(imported(order(whose, data / "a&sizeX=16&sizeY=16&sizeC=2.fake", copy=True)))
    assert counts() == before
    assert os.listdir(home.originals) == []


@pytest.mark.django_db(transaction=True)
def test_a_large_image_gets_its_statistics_from_a_job(home, whose, tmp_path, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"import_statistics_bytes": 1000})
    path = tmp_path / "a&sizeX=32&sizeY=32&sizeZ=5&pixelType=uint16.fake"
    path.touch()
    list(imported(order(whose, path)))
    pixels, channel, stored = Pixels.objects.get(), Channel.objects.get(), StoredSettings.objects.get()
    assert (pixels.statistics, channel.low, stored.provisional) == ("none", None, True)
    window = loaded(stored).channels[0].window
    assert (window.start, window.end) == (14.0, 138.0)  # of the middle plane, z = 2
    Worker({"statistics": "micrographia.importing.statistics:TASK"}).do(Job.objects.get().pk)
    pixels, channel, stored = Pixels.objects.get(), Channel.objects.get(), StoredSettings.objects.get()
    assert (pixels.statistics, channel.low, channel.high, stored.provisional) == ("exact", 0.0, 152.0, False)
    window = loaded(stored).channels[0].window
    assert (window.start, window.end) == (0.0, 152.0)


@pytest.mark.django_db(transaction=True)
def test_settings_that_somebody_saved_are_not_made_again(home, whose, tmp_path, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"import_statistics_bytes": 1000})
    path = tmp_path / "a&sizeX=32&sizeY=32&sizeZ=5&pixelType=uint16.fake"
    path.touch()
    list(imported(order(whose, path)))
    with transaction.atomic():
        stored = StoredSettings.objects.get()
        save(Image.objects.get(), whose.owner.pk, loaded(stored))
    Worker({"statistics": "micrographia.importing.statistics:TASK"}).do(Job.objects.get().pk)
    assert Pixels.objects.get().statistics == "exact"
    assert loaded(StoredSettings.objects.get()).channels[0].window.end == 138.0


@pytest.mark.django_db(transaction=True)
def test_statistics_of_a_file_that_is_gone_fail_visibly(home, whose, tmp_path, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"import_statistics_bytes": 0})
    path = tmp_path / "a&sizeX=32&sizeY=32.fake"
    path.touch()
    list(imported(order(whose, path)))
    path.unlink()
    Worker({"statistics": "micrographia.importing.statistics:TASK"}).do(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, Pixels.objects.get().statistics) == ("failed", "none")
    assert job.message == "the original file a&sizeX=32&sizeY=32.fake is gone"


def test_no_file_is_opened_inside_the_transaction(home, whose, data, monkeypatch):
    opened = []
    commit = module.commit

    def watched(*arguments):
        monkeypatch.setattr("builtins.open", lambda path, *rest, **named: opened.append(path))
        monkeypatch.setattr(Path, "stat", lambda self, **named: opened.append(self))
        try:
            return commit(*arguments)
        finally:
            monkeypatch.undo()

    monkeypatch.setattr(module, "commit", watched)
    next(imported(order(whose, data)))
    assert opened == []


HOSTILE_NAMES = (
    " leading and trailing space ",
    '"><img src=x onerror=alert(1)>',
    "-rf",
    "a" * 200,
    "it's a 100% <name>; $(id) `id`",
    "percent%2e%2e%2fname",
    "ミトコンドリア 🔬",
    "two\nlines",
)


def test_any_name_that_a_file_can_have_is_imported(home, whose, tmp_path):
    folder = tmp_path / "names"
    folder.mkdir()
    for name in HOSTILE_NAMES:
        (folder / f"{name}&sizeX=8&sizeY=8.fake").touch()
    outcomes = list(imported(order(whose, folder)))
    assert {one.status for one in outcomes} == {"imported"}
    assert sorted(Image.objects.values_list("name", flat=True)) == sorted(HOSTILE_NAMES)


def test_a_name_that_is_no_text_is_refused(home, whose, tmp_path):
    folder = tmp_path / "names"
    folder.mkdir()
    with open(os.path.join(os.fsencode(folder), b"caf\xe9.fake"), "wb"):
        pass
    (outcome,) = imported(order(whose, folder))
    assert (outcome.status, outcome.reason) == ("refused", "its name is not valid UTF-8; rename it")
    assert ImportedFile.objects.get().path.endswith("caf\\udce9.fake")


def test_a_link_that_is_named_is_followed_and_one_that_is_found_is_not(home, whose, data, tmp_path):
    (tmp_path / "link.fake").symlink_to(data / "a&sizeX=16&sizeY=16&sizeC=2.fake")
    (outcome,) = imported(order(whose, tmp_path / "link.fake"))
    assert outcome.status == "imported"
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "link.fake").symlink_to(data / "b&sizeX=16&sizeY=16&series=2.fake")
    (outcome,) = imported(order(whose, tmp_path / "links"))
    assert (outcome.status, outcome.reason) == ("refused", "link.fake: outside its folder")


@pytest.mark.parametrize(
    ("write", "entry", "fields"),
    [
        (write_yokogawa, "Screen 7.wpi", [(1, 2, 0), (1, 2, 1), (3, 4, 0), (3, 4, 1)]),
        (write_metaxpress, "P1.HTD", [(1, 1, 0), (1, 1, 1), (1, 2, 0), (1, 2, 1)]),
    ],
)
def test_plates_that_are_folders_of_files(home, whose, tmp_path, write, entry, fields):
    write(tmp_path / "data")
    outcomes = list(imported(order(whose, tmp_path / "data", screen="Screens")))
    assert [(one.path.name, one.status) for one in outcomes] == [(entry, "imported")]  # and nothing of it twice
    assert Screen.objects.get().plate_links.get().child == Plate.objects.get()
    rows = WellField.objects.order_by("image__series").values_list("well__row", "well__column", "index")
    assert list(rows) == fields
    assert Run.objects.get().fields.count() == 4
    assert set(Pixels.objects.values_list("statistics", "size_t")) == {("exact", 2)}
    assert OriginalFile.objects.count() == len(set(Fileset.objects.get().entries)) > 32
