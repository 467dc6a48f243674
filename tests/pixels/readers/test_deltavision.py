import os
import struct

import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels import Region, Size5D
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.deltavision import DeltaVisionReader
from micrographia.storage import LocalStore
from micrographia.testing.manifest import entries
from micrographia.testing.reader_contract import ReaderContract
from micrographia.testing.truth import verdict
from shared import SHARED, needs_shared


def deltavision(body, size=(4, 3), sections=1, mode=6, order="<", times=1, sequence=0, waves=1, lens=0, extended=0):
    """A file by the list of offsets in the IVE header."""
    header = bytearray(1024)
    struct.pack_into(order + "4i", header, 0, *size, sections, mode)
    struct.pack_into(order + "3f", header, 40, 0.5, 0.25, 2.0)
    struct.pack_into(order + "i", header, 92, extended)
    struct.pack_into(order + "h", header, 96, -16224)
    struct.pack_into(order + "h", header, 162, lens)
    struct.pack_into(order + "2h", header, 180, times, sequence)
    struct.pack_into(order + "6h", header, 196, waves, 525, 632, 0, 0, 0)
    return bytes(header) + bytes(max(0, extended)) + body


@pytest.fixture
def opened(tmp_path):
    sources = []

    def opened(content, name="a.dv"):
        (tmp_path / name).write_bytes(content)
        sources.append(DeltaVisionReader().open(LocalStore(tmp_path), (name,), 0))
        return sources[-1]

    yield opened
    for source in sources:
        source.close()


class TestContract(ReaderContract):
    reader = DeltaVisionReader()

    def make(self, folder):
        body = np.arange(2 * 3 * 2 * 40 * 30, dtype="<u2").tobytes()
        content = deltavision(body, (30, 40), 12, waves=2, times=3, sequence=1, extended=100)
        (folder / "a.dv").write_bytes(content)
        return "a.dv"


def test_the_first_row_is_the_last_one_of_the_file(opened):
    source = opened(deltavision(np.arange(12, dtype="<u2").tobytes()))
    assert source.read(0, 0, [0], Region(0, 0, 4, 3)).tolist() == [[[8, 9, 10, 11], [4, 5, 6, 7], [0, 1, 2, 3]]]
    assert source.read(0, 0, [0], Region(1, 0, 2, 2)).tolist() == [[[9, 10], [5, 6]]]


@pytest.mark.parametrize(("sequence", "fastest_first"), [(0, "ztc"), (1, "czt"), (2, "zct")])
def test_sections_come_in_three_orders(opened, sequence, fastest_first):
    size = {"z": 2, "c": 3, "t": 4}
    source = opened(
        deltavision(bytes(range(24)), (1, 1), 24, mode=0, times=size["t"], sequence=sequence, waves=size["c"])
    )
    assert source.info.size == Size5D(1, 1, 2, 3, 4)
    first, second, third = fastest_first
    for z, c, t in np.ndindex(2, 3, 4):
        at = {"z": z, "c": c, "t": t}
        section = at[first] + size[first] * (at[second] + size[second] * at[third])
        assert source.read(z, t, [c], Region(0, 0, 1, 1)).tolist() == [[[section]]]


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize(
    ("mode", "dtype", "kind"),
    [
        (0, "u1", PixelType.UINT8),
        (1, "i2", PixelType.INT16),
        (2, "f4", PixelType.FLOAT),
        (6, "u2", PixelType.UINT16),
        (7, "i4", PixelType.INT32),
    ],
)
def test_pixel_types_in_both_byte_orders(opened, order, mode, dtype, kind):
    source = opened(deltavision(np.array([1, 100], order + dtype).tobytes(), (2, 1), mode=mode, order=order))
    assert source.info.pixel_type is kind
    assert source.read(0, 0, [0], Region(0, 0, 2, 1)).tolist() == [[[1, 100]]]


def test_what_the_header_says_of_the_image(opened):
    info = opened(deltavision(bytes(2), (1, 1), 2, mode=0, waves=2, lens=10612)).info
    assert [channel.emission_nm for channel in info.channels] == [525.0, 632.0]
    assert info.pixel_size_um == (0.5, 0.25, 2.0)
    assert (info.magnification, info.lens_na) == (60.0, 1.42)


def test_a_region_reads_only_its_rows(opened, monkeypatch):
    size = 20_000
    source = opened(deltavision(b"", (size, 64), mode=0) + bytes(size * 64))
    wide = opened(deltavision(b"", (size, 64), mode=6) + bytes(2 * size * 64), "b.dv")
    read, pread = [], os.pread
    monkeypatch.setattr(os, "pread", lambda file, length, offset: read.append(length) or pread(file, length, offset))
    source.read(0, 0, [0], Region(5, 7, 100, 8))
    assert sum(read) == size * 8
    read.clear()
    wide.read(0, 0, [0], Region(5, 7, 100, 8))  # long rows are read in pieces
    assert sum(read) == 100 * 8 * 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"waves": 0}, "0 channels"),
        ({"waves": 6}, "6 channels"),
        ({"waves": 2}, "1 sections cannot be 2 channels"),
        ({"size": (0, 3)}, "0 x 3 pixels"),
        ({"sections": 2}, "promises 1072 bytes, the file has 1048"),
        ({"sections": -1}, "-1 sections"),
        ({"extended": -1}, "promises"),
        ({"mode": 4}, "complex"),
        ({"mode": 9}, "no DeltaVision pixel type 9"),
        ({"sequence": 3}, "order of sections 3"),
    ],
)
def test_headers_that_make_no_image_are_refused_in_words(opened, change, sentence):
    with pytest.raises(Unreadable, match=sentence):
        opened(deltavision(bytes(24), **change))


def test_a_file_that_gets_shorter_while_open_is_unreadable(opened, tmp_path):
    source = opened(deltavision(bytes(24)))
    os.truncate(tmp_path / "a.dv", 1030)
    with pytest.raises(Unreadable, match="ends before"):
        source.read(0, 0, [0], Region(0, 0, 1, 1))


@needs_shared
def test_a_real_file_is_what_bio_formats_sees():
    (entry,) = (entry for entry in entries(SHARED / "data" / "manifest.json") if entry.format == "dv")
    found = verdict(LocalStore(SHARED / "data"), entry)
    assert found.right, found


@needs_shared
@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("dv/ext_header_huge.dv", "the file has 3000"),
        ("dv/zero_channels_32767_times.dv", "0 channels and 32767 timepoints"),
        ("truncated/dv_64bytes.dv", "the header takes 1024 bytes"),
        ("truncated/dv_half.dv", "promises"),
        ("misnamed/jpeg_named.dv", "magic number"),
        ("empty/zero.dv", "the file has 0"),
    ],
)
def test_bad_files_are_refused_in_words(key, sentence):
    store = LocalStore(SHARED / "data" / "bad")
    reader = identify(store, key).reader
    with pytest.raises(Unreadable, match=sentence):
        reader.inspect(store, (key,))


@pytest.mark.parametrize("order", "<>")
def test_deltavision_tells_of_every_section(tmp_path, order):
    header = bytearray(1024)
    struct.pack_into(order + "4i", header, 0, 2, 1, 2, 6)
    struct.pack_into(order + "ih", header, 92, 2 * 60, -16224)
    struct.pack_into(order + "2h", header, 128, 1, 14)
    struct.pack_into(order + "2h", header, 196, 1, 525)
    header[224:229] = b"Title"
    sections = b"".join(struct.pack(order + "i14f", 7, *(100 * n + i for i in range(14))) for n in (1, 2))
    (tmp_path / "a.dv").write_bytes(bytes(header) + sections + bytes(8))
    said = dict(DeltaVisionReader().inspect(LocalStore(tmp_path), ["a.dv"]).original[0])
    assert said["NumCol, NumRow, NumSections"] == "2, 1, 2"
    assert said["Title 1"] == "Title"
    assert (said["Section 1/photosensorReading"], said["Section 2/expTime"]) == ("100", "208")
