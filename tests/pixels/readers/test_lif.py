import sys

import pytest

from micrographia.errors import Unreadable
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.lif import LifReader
from micrographia.storage import LocalStore
from shared import SHARED, needs_shared
from truths import refusal, wrong

HEAD = b"\x70\0\0\0\x10\0\0\0\x2a" + bytes(100)


def test_without_its_library_the_reader_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "a.lif").write_bytes(HEAD)
    monkeypatch.setitem(sys.modules, "liffile", None)
    reader = identify(LocalStore(tmp_path), "a.lif").reader
    assert reader.name == "lif"
    with pytest.raises(Unreadable, match=r'a.lif: .*pip install "micrographia\[lif\]"'):
        reader.inspect(LocalStore(tmp_path), ("a.lif",))


def test_a_file_of_nothing_but_its_head_is_refused(tmp_path):
    (tmp_path / "a.lif").write_bytes(HEAD)
    with pytest.raises(Unreadable, match=r"^a\.lif: "):
        LifReader().inspect(LocalStore(tmp_path), ("a.lif",))


@needs_shared
def test_real_files_are_what_bio_formats_sees():
    assert wrong("lif") == []


@needs_shared
def test_a_plane_that_was_cut_off_is_refused(tmp_path):
    content = (SHARED / "data" / "lif" / "xz-example.lif").read_bytes()
    (tmp_path / "a.lif").write_bytes(content[: len(content) - 300_000])
    assert "cannot be read" in refusal("a.lif", tmp_path)


@needs_shared
def test_the_lens_is_read():
    info = LifReader().inspect(LocalStore(SHARED / "data" / "lif"), ("xz-example.lif",)).images[0]
    assert (info.magnification, info.lens_na) == (63, 1.3)
