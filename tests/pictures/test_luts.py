import os

import pytest

from micrographia.pictures import luts
from micrographia.pictures.luts import LutShelf
from micrographia.rendering.shipped import SHIPPED_LUTS


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(luts, "monotonic", lambda: now[0])
    return now


def test_files_are_found_by_name_below_the_folder(tmp_path, clock):
    (tmp_path / "wcif").mkdir()
    (tmp_path / "wcif" / "ramp.lut").write_bytes(bytes(range(256)) * 3)
    (tmp_path / "broken.lut").write_bytes(b"short")
    (tmp_path / "readme.txt").write_text("no table")
    os.symlink(tmp_path / "nowhere", tmp_path / "dangling.lut")
    shelf = LutShelf(tmp_path)
    assert set(shelf.tables()) - set(SHIPPED_LUTS) == {"ramp.lut"}
    assert shelf.tables()["ramp.lut"][7].tolist() == [7, 7, 7]


def test_a_file_that_comes_later_is_seen_after_a_while(tmp_path, clock):
    shelf = LutShelf(tmp_path)
    before = shelf.tables()
    (tmp_path / "ramp.lut").write_bytes(bytes(768))
    assert shelf.tables() is before
    clock[0] += luts.LOOK_SECONDS
    assert "ramp.lut" in shelf.tables()
    assert "ramp.lut" not in before


def test_while_nothing_changes_the_tables_are_the_same_object(tmp_path, clock):
    (tmp_path / "ramp.lut").write_bytes(bytes(768))
    shelf = LutShelf(tmp_path)
    before = shelf.tables()
    clock[0] += luts.LOOK_SECONDS
    assert shelf.tables() is before


def test_a_folder_that_is_not_there(tmp_path):
    assert LutShelf(tmp_path / "nowhere").tables() is SHIPPED_LUTS


def test_files_by_name_with_their_folders(tmp_path, clock):
    (tmp_path / "wcif").mkdir()
    (tmp_path / "wcif" / "Ramp.lut").write_bytes(bytes(768))
    (tmp_path / "fire.lut").write_bytes(bytes(768) + bytes(202))
    (tmp_path / "bad\nname.lut").write_bytes(bytes(768))
    (tmp_path / os.fsdecode(b"bad\xff.lut")).write_bytes(bytes(768))
    stock = LutShelf(tmp_path).stock()
    names = [file.name for file in stock.files]
    assert names == sorted(names, key=str.lower)
    assert set(names) == {*SHIPPED_LUTS, "Ramp.lut"}
    by_name = {file.name: file for file in stock.files}
    assert by_name["Ramp.lut"] == luts.LutFile("Ramp.lut", "/wcif/", 768)
    assert by_name["fire.lut"] == luts.LutFile("fire.lut", "/", 970)
    assert by_name["cool.lut"] == luts.LutFile("cool.lut", "/", 768)


def test_looking_at_once(tmp_path, clock):
    shelf = LutShelf(tmp_path)
    before = shelf.stock()
    (tmp_path / "ramp.lut").write_bytes(bytes(768))
    assert shelf.stock() is before
    after = shelf.stock(now=True)
    assert "ramp.lut" in after.tables
    assert after.fingerprint != before.fingerprint
