import fcntl
import os

import pytest

from micrographia.errors import Busy, Unreadable
from micrographia.importing.copying import copied, sweep
from micrographia.importing.scan import Found


@pytest.fixture
def originals(tmp_path):
    folder = tmp_path / "originals"
    folder.mkdir()
    return folder


@pytest.fixture
def found(tmp_path):
    (tmp_path / "data" / "x.zarr" / "0").mkdir(parents=True)
    (tmp_path / "data" / "x.zarr" / "0" / "0.0").write_bytes(b"chunk")
    (tmp_path / "data" / "a.tif").write_bytes(b"pixels")
    return Found(tmp_path / "data", "format", ("a.tif", "x.zarr"))


def test_copies_keep_names_and_times(originals, found):
    with copied(originals, found, lambda name: False) as folder:
        assert (folder / "a.tif").read_bytes() == b"pixels"
        assert (folder / "x.zarr" / "0" / "0.0").read_bytes() == b"chunk"
        assert os.stat(folder / "a.tif").st_mtime_ns == os.stat(found.root / "a.tif").st_mtime_ns
    assert os.listdir(originals) == [folder.name]


def test_links_in_a_folder_stay_links(originals, found):
    (found.root / "secret.txt").write_text("not part of it")
    (found.root / "x.zarr" / "round").symlink_to(".")
    (found.root / "x.zarr" / "0" / "round").symlink_to("..")
    (found.root / "x.zarr" / "0" / "0.1").symlink_to("0.0")
    (found.root / "x.zarr" / "0" / "out").symlink_to("../../secret.txt")
    with copied(originals, found, lambda name: False) as folder:
        assert {path.name for path in folder.rglob("*") if path.is_symlink()} == {"round", "0.1", "out"}
        assert (folder / "x.zarr" / "0" / "0.1").read_bytes() == b"chunk"
        assert not (folder / "x.zarr" / "0" / "out").exists()


def test_what_fails_goes_unless_its_rows_are_there(originals, found):
    with pytest.raises(KeyboardInterrupt), copied(originals, found, lambda name: False):
        raise KeyboardInterrupt
    assert os.listdir(originals) == []
    with pytest.raises(KeyboardInterrupt), copied(originals, found, lambda name: True) as folder:
        raise KeyboardInterrupt
    assert os.listdir(originals) == [folder.name]


@pytest.mark.parametrize(
    ("number", "kind", "sentence"),
    [(28, Busy, "the disk of the home folder is full"), (5, Unreadable, "could not be copied: Input/output error")],
)
def test_a_disk_that_fails_leaves_nothing(originals, found, monkeypatch, number, kind, sentence):
    def fail(descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(kind, match=sentence), copied(originals, found, lambda name: False):
        raise AssertionError("nothing was copied")
    monkeypatch.undo()
    assert os.listdir(originals) == []


def test_what_a_killed_import_left_is_swept_and_nothing_else(originals):
    for name in ("dead", "known", "busy", "foreign"):
        (originals / name).mkdir()
    for name in ("dead", "known", "busy", "half"):
        (originals / f".{name}.lock").touch()
    (originals / ".half.part").mkdir()
    with open(originals / ".busy.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert sweep(originals, lambda name: name == "known") == 2
        assert sorted(os.listdir(originals)) == [".busy.lock", "busy", "foreign", "known"]
