import sys

import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pixels import Region
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.oif import OifReader
from micrographia.storage import LocalStore
from shared import SHARED, needs_shared
from truths import refusal, wrong

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PART = Region(10, 20, 30, 40)


@pytest.fixture
def folder(tmp_path):
    """The shared OIB, unpacked into an OIF by its library."""
    oiffile = pytest.importorskip("oiffile", reason="oiffile unpacks the file of these tests")
    oiffile.oib2oif(str(SHARED / "data" / "oib" / "test.oib"), str(tmp_path), verbose=0)
    (main,) = tmp_path.rglob("*.oif")
    return LocalStore(main.parent), main.name


def test_without_its_library_the_reader_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "a.oib").write_bytes(OLE + bytes(1000))
    monkeypatch.setitem(sys.modules, "oiffile", None)
    reader = identify(LocalStore(tmp_path), "a.oib").reader
    assert reader.name == "oif"
    with pytest.raises(Unreadable, match=r'a.oib: .*pip install "micrographia\[oif\]"'):
        reader.inspect(LocalStore(tmp_path), ("a.oib",))


@needs_shared
def test_real_files_are_what_bio_formats_sees():
    assert wrong("oib") == []


@needs_shared
def test_a_folder_gives_what_the_single_file_gives(folder):
    store, key = folder
    assert identify(store, key).reader.name == "oif"
    one = OifReader().open(LocalStore(SHARED / "data" / "oib"), ("test.oib",), 0)
    other = OifReader().open(store, OifReader().fileset(store, key), 0)
    assert other.info.size == one.info.size
    assert other.info.channels == one.info.channels
    np.testing.assert_array_equal(other.read(0, 0, [2, 0], PART), one.read(0, 0, [2, 0], PART))
    one.close()
    other.close()


@needs_shared
def test_a_plane_that_leads_out_of_the_folder_is_refused(folder):
    store, key = folder
    planes = store.root / (key + ".files")
    (planes / "s_C002.tif").unlink()
    (planes / "s_C002.tif").symlink_to("/etc/hostname")
    with pytest.raises(Unreadable):
        OifReader().fileset(store, key)


def test_a_missing_folder_is_named(tmp_path):
    (tmp_path / "a.oif").write_text("[ProfileSaveInfo]\n", encoding="utf-16")
    with pytest.raises(Unreadable, match=r"a\.oif: the folder of its planes is not complete"):
        OifReader().fileset(LocalStore(tmp_path), "a.oif")


@needs_shared
@pytest.mark.parametrize("key", ["truncated/oib_half.oib", "truncated/oib_64bytes.oib"])
def test_broken_files_are_refused(key):
    assert refusal(key).startswith(key)
