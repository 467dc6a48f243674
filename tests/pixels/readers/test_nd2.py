import sys

import pytest

from micrographia.errors import Unreadable
from micrographia.pixels import Region
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.nd2 import Nd2Reader
from micrographia.storage import LocalStore
from shared import SHARED, needs_shared
from truths import refusal, wrong


def test_without_its_library_the_reader_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "a.nd2").write_bytes(b"\xda\xce\xbe\x0a" + bytes(1000))
    monkeypatch.setitem(sys.modules, "nd2", None)
    reader = identify(LocalStore(tmp_path), "a.nd2").reader
    assert reader.name == "nd2"
    with pytest.raises(Unreadable, match=r'a.nd2: .*pip install "micrographia\[nd2\]"'):
        reader.inspect(LocalStore(tmp_path), ("a.nd2",))


@needs_shared
def test_real_files_are_what_bio_formats_sees():
    assert wrong("nd2") == []


@needs_shared
def test_the_date_is_that_of_the_first_frame():
    info = Nd2Reader().inspect(LocalStore(SHARED / "data" / "nd2"), ("cluster.nd2",)).images[0]
    assert info.acquired.isoformat(timespec="seconds") == "2014-06-18T13:55:23+00:00"  # 15:55 in the text, in Europe
    assert info.channels[0].excitation_nm == 488


@needs_shared
def test_a_depth_of_one_has_no_height():
    info = Nd2Reader().inspect(LocalStore(SHARED / "data" / "nd2"), ("example-multichannel.nd2",)).images[0]
    assert info.pixel_size_um[2] is None


@needs_shared
def test_a_part_of_a_plane_is_that_part():
    source = Nd2Reader().open(LocalStore(SHARED / "data" / "nd2"), ("cluster.nd2",), 0)
    whole = source.read(3, 1, [0, 1], Region(0, 0, 38, 31))
    part = source.read(3, 1, [1], Region(5, 7, 11, 3))
    source.close()
    assert part[0].tolist() == whole[1, 7:10, 5:16].tolist()


@needs_shared
@pytest.mark.parametrize("key", ["truncated/nd2_half.nd2", "truncated/nd2_64bytes.nd2"])
def test_broken_files_are_refused(key):
    assert refusal(key).startswith(key)
