import json
import os
import subprocess
import sys

import numpy as np
import pytest
from imagecodecs import zlib_encode

from micrographia.catalog.models import Original
from micrographia.errors import Busy, NotAsImported, Unreadable
from micrographia.pictures import condition
from micrographia.pictures.condition import AT_ONCE, Originals
from micrographia.pictures.sources import StoredFileset, open_source
from micrographia.pixels import Region
from micrographia.storage import LocalStore


class Notes(list):
    """What was noted: state, reason, whether for good."""

    def __call__(self, fileset, state, reason, settled):
        self.append((state, reason, settled))


def stored_of(folder, *keys, reader="fake", **columns):
    store = LocalStore(folder)
    return StoredFileset(7, "v", reader, str(folder), keys, tuple(store.stat(key).version for key in keys), **columns)


@pytest.fixture
def stored(tmp_path):
    for name in ("a.fake", "b.fake"):
        (tmp_path / name).write_text("sizeX=8\nsizeY=4\n")
    return stored_of(tmp_path, "a.fake", "b.fake")


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(condition, "monotonic", lambda: now[0])
    return now


def check_fails(originals, stored, words):
    with pytest.raises(NotAsImported, match=words):
        originals.check(stored)


def test_originals_changed_gone_and_back(stored, tmp_path, clock):
    notes = Notes()
    originals, path = Originals(notes), tmp_path / "b.fake"
    originals.check(stored)
    written, date = path.read_text(), os.stat(path).st_mtime_ns
    path.write_text("sizeX=9\n")
    originals.check(stored)  # within the second nothing is looked at
    clock[0] += 1
    check_fails(originals, stored, r"b\.fake has changed since it was imported")
    path.unlink()
    check_fails(originals, stored, r"b\.fake has changed since it was imported")
    clock[0] += 1
    check_fails(originals, stored, r"b\.fake is gone")
    (tmp_path / "a.fake").rename(tmp_path / "c.fake")
    path.write_text(written)
    os.utime(path, ns=(date, date))
    clock[0] += 1
    check_fails(originals, stored, r"a\.fake is gone")
    (tmp_path / "c.fake").rename(tmp_path / "a.fake")
    clock[0] += 1
    originals.check(stored)
    assert [state for state, _, _ in notes] == [Original.CHANGED, Original.GONE, Original.GONE]


@pytest.mark.parametrize("edit", ["truncated", "replaced", "touched", "a folder now"])
def test_every_way_to_change(stored, tmp_path, edit):
    path = tmp_path / "b.fake"
    if edit == "truncated":
        os.truncate(path, 3)
    elif edit == "replaced":
        (tmp_path / "other").write_text("sizeX=8\nsizeY=9\n")
        (tmp_path / "other").replace(path)
    elif edit == "touched":
        os.utime(path)
    else:
        path.unlink()
        path.mkdir()
    check_fails(Originals(), stored, r"b\.fake has changed since it was imported")


def test_a_folder_that_is_not_mounted(tmp_path, clock):
    there, away = tmp_path / "disk", tmp_path / "away"
    there.mkdir()
    (there / "a.fake").write_text("sizeX=8\n")
    stored, originals = stored_of(there, "a.fake"), Originals()
    originals.check(stored)
    there.rename(away)
    clock[0] += 1
    check_fails(originals, stored, r"a\.fake is gone")
    away.rename(there)
    clock[0] += 1
    originals.check(stored)


def test_a_file_that_may_not_be_read(stored, tmp_path):
    os.chmod(tmp_path / "b.fake", 0)
    os.chmod(tmp_path, 0o755)
    code = (
        "import os; from pathlib import Path; from micrographia.storage import LocalStore\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "store = LocalStore(Path('/')); store.root = Path('.')  # the folders above may be nobody else's\n"
        "try: store.glance('b.fake')\n"
        "except PermissionError: print(store.glance('a.fake'))\n"
    )
    command = [sys.executable, "-c", code]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (told.stdout.strip(), told.stderr) == (stored.versions[0], "")


def test_a_set_of_many_files_is_looked_at_in_turns(tmp_path, clock):
    names = [f"{number:03}.fake" for number in range(3 * AT_ONCE)]
    for name in names:
        (tmp_path / name).write_text("sizeX=8\n")
    stored, originals = stored_of(tmp_path, *names), Originals()
    originals.check(stored)
    (tmp_path / names[-1]).unlink()
    clock[0] += 1
    originals.check(stored)
    clock[0] += 1
    check_fails(originals, stored, f"{names[-1]} is gone")


def test_a_thousand_requests_look_once(stored, clock, monkeypatch):
    looks = []
    monkeypatch.setattr(condition, "_trouble", lambda *_: looks.append(1))
    originals = Originals()
    for _ in range(1000):
        originals.check(stored)
    assert looks == [1]


def test_originals_remember_a_bounded_number(stored, clock):
    originals = Originals(remembered=2)
    for number in range(5):
        originals.check(StoredFileset(number, "v", "fake", stored.root, stored.keys, stored.versions))
    assert len(originals._looks) <= 2


def test_what_was_made_while_a_file_changed_does_not_count(stored, tmp_path):
    notes = Notes()
    with pytest.raises(NotAsImported, match="has changed"), Originals(notes).reading(stored):
        (tmp_path / "a.fake").write_text("other")
    assert notes == [(Original.CHANGED, "the original file a.fake has changed since it was imported", False)]


def test_a_file_that_was_exchanged_and_brought_back(stored, tmp_path):
    forgotten, path = [], tmp_path / "a.fake"
    date = os.stat(path).st_mtime_ns
    (tmp_path / "same").write_text(path.read_text())
    os.utime(tmp_path / "same", ns=(date, date))
    with pytest.raises(Busy, match="exchanged while it was read"), Originals(forget=forgotten.append).reading(stored):
        (tmp_path / "same").replace(path)
    assert forgotten == [stored]
    Originals().check(stored)


def test_who_reads_notices_a_change_since_the_last_look(stored, tmp_path, clock):
    originals = Originals()
    originals.check(stored)
    (tmp_path / "a.fake").write_text("other")
    originals.check(stored)  # within the second nothing is looked at
    with pytest.raises(NotAsImported, match=r"a\.fake has changed"), originals.reading(stored):
        pass


def test_who_reads_what_has_not_changed_compares_no_versions_again(stored, clock, monkeypatch):
    originals, looks = Originals(), []
    monkeypatch.setattr(LocalStore, "glance", lambda store, key: looks.append(key) or store.stat(key).version)
    for _ in range(3):
        with originals.reading(stored):
            pass
    assert looks == ["a.fake", "b.fake"]


def test_the_reason_is_told_rather_than_what_the_reader_met(stored, tmp_path):
    def fail():
        (tmp_path / "a.fake").unlink()
        raise Unreadable("the file ends too early")

    with pytest.raises(NotAsImported, match=r"a\.fake is gone"), Originals().reading(stored):
        fail()
    with pytest.raises(Unreadable, match="ends too early"), Originals().reading(stored_of(tmp_path, "b.fake")):
        raise Unreadable("the file ends too early")


def test_what_is_settled_is_not_looked_at(stored):
    for state in (Original.CHANGED, Original.QUARANTINED):
        settled = StoredFileset(
            7, "v", "fake", stored.root, stored.keys, stored.versions, str(state), "told so", settled=True
        )
        check_fails(Originals(), settled, "told so")


@pytest.fixture
def zarr(tmp_path):
    """An OME-Zarr of 4 x 8 pixels in chunks of 4 x 4, the left one only; and how it was stored."""
    folder = tmp_path / "a.zarr"
    (folder / "0").mkdir(parents=True)
    axes = [{"name": "y", "type": "space"}, {"name": "x", "type": "space"}]
    scale = [{"type": "scale", "scale": [1, 1]}]
    image = {"version": "0.4", "axes": axes, "datasets": [{"path": "0", "coordinateTransformations": scale}]}
    (folder / ".zgroup").write_text('{"zarr_format": 2}')
    (folder / ".zattrs").write_text(json.dumps({"multiscales": [image]}))
    array = {"zarr_format": 2, "shape": [4, 8], "chunks": [4, 4], "dtype": "|u1", "fill_value": 0, "order": "C"}
    (folder / "0" / ".zarray").write_text(
        json.dumps({**array, "compressor": {"id": "zlib", "level": 1}, "filters": None})
    )
    (folder / "0" / "0.0").write_bytes(zlib_encode(bytes(range(16))))
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder, stored_of(tmp_path, "a.zarr", reader="ome-zarr", latest=1_700_000_000 * 10**9)


def draw(zarr, notes):
    _, stored = zarr
    with Originals(notes).reading(stored):
        source = open_source(stored, 0)
        return source.read(0, 0, [0], Region(0, 0, 8, 4))


def test_a_folder_as_it_was(zarr):
    values = draw(zarr, notes := Notes())
    assert np.array_equal(values[0, :, :4].ravel(), range(16))
    assert not values[0, :, 4:].any()
    assert not notes


@pytest.mark.parametrize("edit", ["chunk", "new chunk", "no chunk", "array", "no folder"])
def test_a_change_deep_inside_a_folder(zarr, edit):
    folder, _ = zarr
    if edit == "chunk":
        (folder / "0" / "0.0").write_bytes(zlib_encode(bytes(16)))
    elif edit == "new chunk":
        (folder / "0" / "0.1").write_bytes(zlib_encode(bytes(16)))
    elif edit == "no chunk":
        (folder / "0" / "0.0").unlink()
    elif edit == "array":
        (folder / "0" / ".zarray").write_text((folder / "0" / ".zarray").read_text() + " ")
    else:
        for path in (folder / "0").iterdir():
            path.unlink()
        (folder / "0").rmdir()
    with pytest.raises(NotAsImported, match="has changed since it was imported"):
        draw(zarr, notes := Notes())
    assert [(state, settled) for state, _, settled in notes] == [(Original.CHANGED, edit != "no folder")]


@pytest.mark.parametrize(("name", "changed"), [(".zattrs", True), ("new.txt", True), (".DS_Store", False)])
def test_a_look_at_a_folder_sees_what_lies_directly_in_it(zarr, name, changed):
    folder, stored = zarr
    (folder / name).write_text("{}")
    if changed:
        check_fails(Originals(), stored, r"a\.zarr has changed")
    else:
        Originals().check(stored)
