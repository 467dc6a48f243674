import sqlite3

import pytest

from micrographia.pictures.disk import Disk


@pytest.fixture
def disk(tmp_path):
    found = Disk(tmp_path / "store", 4_000_000)
    yield found
    found.close()


def test_a_picture_survives_the_process(tmp_path, disk):
    disk.put("etag", b"\xff\xd8 picture")
    other = Disk(tmp_path / "store", 4_000_000)
    assert other.get("etag") == b"\xff\xd8 picture"
    other.close()


def test_filled_past_its_bound_the_oldest_go(disk):
    for number in range(40):
        disk.put(str(number), bytes([number]) * 300_000)
    counts = disk.counts()
    assert 0 < counts.bytes <= 4_000_000
    assert counts.entries < 14
    assert disk.get("0") is None
    assert disk.get("39") == bytes([39]) * 300_000
    assert (disk.counts().hits, disk.counts().misses) == (1, 1)


def test_what_is_too_large_is_not_kept(disk):
    disk.put("large", bytes(500_001))
    assert disk.get("large") is None


PICKLED_CALL = b"cbuiltins\nprint\n(S'unpickled'\ntR."


def test_nothing_in_the_folder_is_ever_unpickled(tmp_path, disk, capsys):
    disk.put("etag", b"picture")
    with sqlite3.connect(tmp_path / "store" / "cache.db") as rows:
        rows.execute("UPDATE Cache SET mode = 4, value = ?", (PICKLED_CALL,))
    rows.close()
    assert disk.get("etag") is None
    assert disk.counts().misses == 1
    assert capsys.readouterr().out == ""


def test_a_file_that_vanished_is_a_miss(tmp_path, disk):
    disk.put("etag", bytes(100_000))
    for path in (tmp_path / "store").rglob("*.val"):
        path.unlink()
    assert disk.get("etag") is None
