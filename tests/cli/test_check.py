import os
import shutil

import numpy as np
import pytest
import tifffile

from micrographia.catalog import deletion
from micrographia.catalog.models import (
    Channel,
    Fileset,
    Image,
    Original,
    OriginalFile,
    Pixels,
    StoredSettings,
)
from micrographia.cli.home import administrator
from micrographia.jobs.models import Job
from micrographia.pictures.rendering_settings import loaded, save

KEYS = ["fileset_id", "state", "path", "reader", "files", "images", "reason", "moved_to", "accepted"]


def write(path, values):
    path.parent.mkdir(parents=True, exist_ok=True)
    tifffile.imwrite(path, np.asarray(values, np.uint8), metadata=None)
    return path


@pytest.fixture
def data(home, command, tmp_path):
    """Three images of 4 x 4 pixels: a (0 to 15), b and c."""
    folder = tmp_path / "data"
    for name, start in (("a", 0), ("b", 16), ("c", 32)):
        write(folder / f"{name}.tif", np.arange(start, start + 16).reshape(4, 4))
    assert command("import", folder).code == 0
    return folder


def states(answer):
    return {one["path"].rpartition("/")[2]: one["state"] for one in answer.objects}


def id_of(name):
    return Fileset.objects.get(name=name).pk


def test_all_is_as_it_was(data, command):
    answer = command("check", "--json")
    assert (answer.code, states(answer)) == (0, {"a.tif": "ok", "b.tif": "ok", "c.tif": "ok"})
    assert list(answer.objects[0]) == KEYS
    assert answer.objects[0] == {
        **dict.fromkeys(KEYS),
        "fileset_id": id_of("a.tif"),
        "state": "ok",
        "path": str(data / "a.tif"),
        "reader": "tiff",
        "files": 1,
        "images": 1,
        "reason": "",
        "accepted": False,
    }
    told = command("check")
    assert told.out.splitlines()[0] == f"ok: fileset {id_of('a.tif')}, {data / 'a.tif'}"
    assert told.err == "3 filesets: 3 ok\n"


def test_changed_and_gone_are_told_and_written_down(data, command):
    os.truncate(data / "a.tif", 50)
    (data / "b.tif").unlink()
    answer = command("check", "--json")
    assert (answer.code, states(answer)) == (7, {"a.tif": "changed", "b.tif": "gone", "c.tif": "ok"})
    rows = {one.name: (one.original, one.trouble) for one in Fileset.objects.all()}
    assert rows == {
        "a.tif": (Original.CHANGED, "the original file a.tif has changed since it was imported"),
        "b.tif": (Original.GONE, "the original file b.tif is gone"),
        "c.tif": (Original.THERE, ""),
    }
    only = command("check", "--state", "gone")
    assert (only.code, only.out) == (
        7,
        f"gone: fileset {id_of('b.tif')}, {data / 'b.tif'}: the original file b.tif is gone\n",
    )
    assert states(command("check", id_of("c.tif"), "--json")) == {"c.tif": "ok"}


def test_a_folder_that_was_away_for_a_while(data, command):
    data.rename(data.parent / "away")
    assert set(states(command("check", "--json")).values()) == {"gone"}
    (data.parent / "away").rename(data)
    assert command("check").code == 0
    assert not Fileset.objects.exclude(original=Original.THERE, trouble="").exists()


def flip(path):
    """Another value at the same size and date."""
    date = os.stat(path).st_mtime_ns
    with path.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\xff")
    os.utime(path, ns=(date, date))


def test_a_flipped_bit_is_found_by_reading(data, command):
    flip(data / "a.tif")
    assert command("check").code == 0
    answer = command("check", "--strict", "--json")
    assert (answer.code, states(answer)["a.tif"]) == (7, "changed")
    assert answer.objects[0]["reason"] == "the bytes of the original file a.tif are not those that were imported"
    assert states(command("check", "--json"))["a.tif"] == "changed", "a look does not take it back"
    date = os.stat(data / "a.tif").st_mtime_ns
    write(data / "a.tif", np.arange(16).reshape(4, 4))
    os.utime(data / "a.tif", ns=(date, date))
    assert command("check", "--strict").code == 0
    assert command("check").code == 0


def test_accepting_takes_everything_anew(data, command):
    image = Image.objects.get(fileset__name="a.tif")
    image.name = "mine"
    image.save(update_fields=["name"])
    before = Fileset.objects.get(name="a.tif")
    write(data / "a.tif", np.full((2, 3), 7) + np.arange(3))
    answer = command("check", "--accept", before.pk, "--json")
    assert (answer.code, answer.objects[0]["state"], answer.objects[0]["accepted"]) == (0, "ok", True)
    after = Fileset.objects.get(name="a.tif")
    assert (after.original, after.trouble, after.settled) == (Original.THERE, "", False)
    assert after.fingerprint != before.fingerprint
    pixels = Pixels.objects.get(image=image)
    assert (pixels.size_x, pixels.size_y, pixels.levels) == (3, 2, [[3, 2, 3, 2]])
    channel = Channel.objects.get(image=image)
    assert (channel.low, channel.high) == (7.0, 9.0)
    (window,) = [one.window for one in loaded(StoredSettings.objects.get(image=image)).channels]
    assert (window.start, window.end) == (7.0, 9.0)
    assert Image.objects.get(pk=image.pk).name == "mine"
    row = OriginalFile.objects.get(fileset=after)
    assert (row.size, len(row.sha1)) == (os.stat(data / "a.tif").st_size, 40)
    save(image, image.owner_id, loaded(StoredSettings.objects.get(image=image)))
    write(data / "a.tif", np.full((4, 4), 200))
    assert command("check", "--accept", "all").code == 0
    (window,) = [one.window for one in loaded(StoredSettings.objects.get(image=image)).channels]
    assert (window.start, window.end) == (7.0, 9.0), "what somebody saved stays"
    assert command("check", "--strict").code == 0
    (again,) = command("import", data / "a.tif", "--json").objects
    assert (again["status"], again["image_id"]) == ("known", image.pk)


def rows():
    models = (Fileset, Pixels, Channel, StoredSettings)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_what_cannot_be_accepted_stays_as_it_is(data, command):
    (data / "a.tif").unlink()
    (data / "b.tif").write_text("hello")
    with tifffile.TiffWriter(data / "c.tif") as file:
        for size in (4, 6, 9):
            file.write(np.zeros((size, size), np.uint8), metadata=None)
    command("check")
    before = rows()
    answer = command("check", "--accept", "all", "--json")
    assert (answer.code, [one["accepted"] for one in answer.objects]) == (7, [False] * 3)
    words = ["what is gone cannot be accepted", "not accepted: ", "it held 1 images and holds 3 now"]
    assert [part in one["reason"] for part, one in zip(words, answer.objects, strict=True)] == [True] * 3
    assert rows() == before


def test_moved_files_are_found_again(data, command, tmp_path):
    deep = tmp_path / "archive" / "2026"
    deep.mkdir(parents=True)
    (data / "a.tif").rename(deep / "a.tif")
    shutil.copyfile(data / "b.tif", deep / "b.tif")  # another date, the same bytes
    (data / "b.tif").unlink()
    write(deep.parent / "c.tif", np.zeros((4, 4)))  # the name of c, but not c
    (data / "c.tif").unlink()
    answer = command("check", "--look-in", tmp_path / "archive", "--json")
    assert (answer.code, states(answer)) == (7, {"a.tif": "moved", "b.tif": "moved", "c.tif": "gone"})
    assert [one["moved_to"] for one in answer.objects] == [str(deep / "a.tif"), str(deep / "b.tif"), None]
    assert Fileset.objects.get(name="a.tif").root == str(data)
    answer = command("check", "--look-in", tmp_path / "archive", "--accept", "all", "--json")
    assert (answer.code, states(answer)) == (7, {"a.tif": "ok", "b.tif": "ok", "c.tif": "gone"})
    assert Fileset.objects.get(name="b.tif").root == str(deep)
    (deep.parent / "c.tif").unlink()
    write(data / "c.tif", np.arange(32, 48).reshape(4, 4))
    assert command("check", "--accept", "all").code == 0
    assert command("check", "--strict").code == 0


def test_a_folder_of_originals_has_moved(data, command, tmp_path):
    new = tmp_path / "archive"
    data.rename(new)
    (new / "c.tif").unlink()
    trial = command("relink", data, new, "--dry-run", "--json")
    assert [one["relinked"] for one in trial.objects] == [True, True, False]
    assert set(Fileset.objects.values_list("root", flat=True)) == {str(data)}
    answer = command("relink", data, new, "--json")
    assert (answer.code, [one["relinked"] for one in answer.objects]) == (7, [True, True, False])
    assert answer.objects[0] == {
        "fileset_id": id_of("a.tif"), "from": str(data), "to": str(new), "relinked": True, "reason": "",
    }  # fmt: skip
    assert answer.objects[2]["reason"] == f"{new / 'c.tif'} is not there"
    assert states(command("check", "--json")) == {"a.tif": "ok", "b.tif": "ok", "c.tif": "gone"}
    assert command("relink", tmp_path / "nowhere", new).code == 3
    assert command("relink", data, tmp_path / "nowhere").code == 3


@pytest.fixture
def zarr(home, command, tmp_path):
    """An OME-Zarr of two chunks, written with an old date."""
    import zarr as library

    folder = tmp_path / "z" / "a.ome.zarr"
    group = library.open_group(folder, mode="w", zarr_format=2)
    axes = [{"name": name, "type": "space"} for name in "yx"]
    scale = [{"type": "scale", "scale": [1.0, 1.0]}]
    image = {"version": "0.4", "axes": axes, "datasets": [{"path": "0", "coordinateTransformations": scale}]}
    group.attrs["multiscales"] = [image]
    array = group.create_array("0", shape=(4, 8), chunks=(4, 4), dtype="uint8")
    array[:] = np.arange(32).reshape(4, 8)
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert command("import", folder).code == 0
    return folder


def test_inside_a_folder(zarr, command):
    row = OriginalFile.objects.get()
    files = [path for path in zarr.rglob("*") if path.is_file()]
    assert (row.entries, row.size, row.sha1) == (None, 0, "")
    assert command("check").code == 0
    row.refresh_from_db()
    assert (row.entries, row.size) == (len(files), sum(path.stat().st_size for path in files))
    assert Fileset.objects.get().bytes == row.size
    (zarr / "0" / "0.1").unlink()
    answer = command("check", "--json")
    assert (answer.code, answer.objects[0]["state"]) == (7, "changed")
    assert f"{len(files) - 1} files" in answer.objects[0]["reason"]
    assert command("check", "--accept", "all").code == 0
    assert Channel.objects.get().high == 27.0
    os.utime(zarr / "0" / "0.0")
    assert states(command("check", "--json")) == {"a.ome.zarr": "changed"}


def test_a_flipped_bit_inside_a_folder(zarr, command):
    assert command("check", "--strict").code == 0
    assert len(OriginalFile.objects.get().sha1) == 40
    flip(zarr / "0" / "0.1")
    assert command("check").code == 0
    assert states(command("check", "--strict", "--json")) == {"a.ome.zarr": "changed"}


def test_a_folder_that_moved(zarr, command, tmp_path):
    (tmp_path / "b").mkdir()
    zarr.rename(tmp_path / "b" / "a.ome.zarr")
    answer = command("check", "--look-in", tmp_path, "--accept", "all", "--json")
    assert (answer.code, answer.objects[0]["moved_to"]) == (0, str(tmp_path / "b" / "a.ome.zarr"))
    assert command("check").code == 0


def test_quarantine_ends_when_somebody_accepts(data, command):
    Fileset.objects.filter(name="b.tif").update(original=Original.QUARANTINED, trouble="it crashed", crashes=2)
    answer = command("check", "--json")
    assert (answer.code, states(answer)["b.tif"]) == (7, "quarantined")
    assert command("check", "--accept", id_of("b.tif")).code == 0
    row = Fileset.objects.get(name="b.tif")
    assert (row.original, row.trouble, row.crashes) == (Original.THERE, "", 0)


def test_large_images_get_their_values_from_a_job(home, command, tmp_path, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"import_statistics_bytes": 10})
    path = write(tmp_path / "a.tif", np.arange(16).reshape(4, 4))
    command("import", path)
    assert OriginalFile.objects.get().sha1 == ""
    Job.objects.all().delete()
    write(path, np.arange(16).reshape(4, 4) + 1)
    assert command("check", "--accept", "all").code == 0
    params = {"fileset": Fileset.objects.get().pk, "first": 0, "last": 0}
    assert [(job.task, job.params) for job in Job.objects.all()] == [("statistics", params)]
    assert Pixels.objects.get().statistics == "none"


def test_what_was_deleted_is_not_looked_at(data, command):
    deletion.delete(administrator(), [Image.objects.get(fileset__name="a.tif")])
    (data / "a.tif").unlink()
    assert command("check").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--accept", "some"], 2, "--accept takes the id of a fileset, or all"),
        (["--accept", "99"], 3, "Fileset 99 not found"),
        (["99"], 3, "Fileset 99 not found"),
        (["--state", "fine"], 2, "--state is one of ok, changed, gone, moved, quarantined"),
        (["--look-in", "/no/such/folder"], 3, "no such folder"),
    ],
)
def test_what_cannot_be_asked(home, command, arguments, code, words):
    answer = command("check", *arguments)
    assert (answer.code, words in answer.err) == (code, True)
