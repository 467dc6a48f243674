import sys

import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pixels import Region, Size5D
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.ims import ImsReader
from micrographia.storage import LocalStore
from micrographia.testing.reader_contract import ReaderContract
from shared import needs_shared
from truths import refusal, wrong


def text(value):
    """As Imaris writes it: letter by letter."""
    return np.array(list(value), "S1")


def ims(path, shapes=((4, 30, 40), (4, 15, 20)), channels=2, times=2, padding=0):
    """Levels of (z, y, x); the value is x + 100 y + 3000 z + 7 c + 11 t of that level."""
    h5py = pytest.importorskip("h5py", reason="h5py writes the files of these tests")
    with h5py.File(path, "w") as file:
        for level, (depth, height, width) in enumerate(shapes):
            z, y, x = np.indices((depth, height + padding, width + padding))
            for t in range(times):
                for c in range(channels):
                    group = file.create_group(f"DataSet/ResolutionLevel {level}/TimePoint {t}/Channel {c}")
                    values = (x + 100 * y + 3000 * z + 7 * c + 11 * t).astype("<u2")
                    group.create_dataset("Data", data=values, chunks=(1, 8, 16), compression="gzip")
                    for axis, size in (("X", width), ("Y", height), ("Z", depth)):
                        group.attrs[f"ImageSize{axis}"] = text(str(size))
        image = file.create_group("DataSetInfo/Image")
        for number, (low, high) in enumerate(((10, 30), (0, 30), (1, 3))):
            image.attrs[f"ExtMin{number}"], image.attrs[f"ExtMax{number}"] = text(str(low)), text(str(high))
        image.attrs["RecordingDate"] = text("2020-01-02 03:04:05.000")
        for c in range(channels):
            channel = file.create_group(f"DataSetInfo/Channel {c}")
            channel.attrs["Name"], channel.attrs["Color"] = text(f"dye {c}"), text("1.0 0.5 0.0")
    return path.name


class TestContract(ReaderContract):
    reader = ImsReader()

    def make(self, folder):
        return ims(folder / "a.ims")


def test_padding_is_no_part_of_the_image(tmp_path):
    source = ImsReader().open(LocalStore(tmp_path), (ims(tmp_path / "a.ims", padding=2),), 0)
    assert source.info.size == Size5D(40, 30, 4, 2, 2)
    assert source.read(3, 1, [1], Region(38, 29, 2, 1)).tolist() == [[[11956, 11957]]]
    assert source.read(0, 0, [0], Region(19, 14, 1, 1), 1).tolist() == [[[1419]]]
    source.close()


def test_what_the_attributes_say(tmp_path):
    info = ImsReader().inspect(LocalStore(tmp_path), (ims(tmp_path / "a.ims"),)).images[0]
    assert info.pixel_size_um == (0.5, 1.0, 0.5)
    assert [(channel.name, channel.color) for channel in info.channels] == [
        ("dye 0", "FF8000FF"),
        ("dye 1", "FF8000FF"),
    ]
    assert info.acquired.isoformat() == "2020-01-02T03:04:05"


def test_channels_that_are_not_alike_are_refused(tmp_path):
    h5py = pytest.importorskip("h5py", reason="h5py writes the files of these tests")
    key = ims(tmp_path / "a.ims")
    with h5py.File(tmp_path / key, "r+") as file:
        group = file["DataSet/ResolutionLevel 0/TimePoint 0/Channel 1"]
        del group["Data"]
        group["Data"] = np.zeros((4, 5, 5), "<u2")
    assert refusal(key, tmp_path) == "a.ims: its channels or timepoints are not alike"


def test_without_its_library_the_reader_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "a.ims").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(1000))
    monkeypatch.setitem(sys.modules, "h5py", None)
    reader = identify(LocalStore(tmp_path), "a.ims").reader
    assert reader.name == "ims"
    with pytest.raises(Unreadable, match=r'a.ims: .*pip install "micrographia\[ims\]"'):
        reader.inspect(LocalStore(tmp_path), ("a.ims",))


@needs_shared
def test_a_real_file_is_what_its_pixels_are():
    assert wrong("ims") == []


@needs_shared
@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("ims/external_link.ims", "a link to somewhere else"),
        ("ims/soft_link_loop.ims", "a link to somewhere else"),
        ("ims/external_storage.ims", "in another file"),
        ("ims/virtual_dataset.ims", "in another file"),
        ("ims/huge_chunked_empty.ims", "the image only 64 x 64 x 1"),
        ("truncated/ims_half.ims", "cannot be read"),
        ("truncated/ims_64bytes.ims", "cannot be read"),
        ("fuzzed/ims_bitrot.ims", "cannot be read"),
    ],
)
def test_hostile_files_are_refused(key, reason):
    assert reason in refusal(key)
