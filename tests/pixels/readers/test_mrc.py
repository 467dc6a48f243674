import struct

import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels import Claim, Region, Size5D
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.mrc import MrcReader
from micrographia.storage import LocalStore
from micrographia.testing.manifest import entries
from micrographia.testing.reader_contract import ReaderContract
from micrographia.testing.truth import verdict
from shared import SHARED, needs_shared


def mrc(body, size=(2, 2, 1), mode=2, order="<", extended=0, imod=None, stamp=True):
    """A file by the table of the MRC2014 document."""
    header = bytearray(1024)
    struct.pack_into(order + "4i", header, 0, *size, mode)
    struct.pack_into(order + "3i3f", header, 28, 10, 10, 20, 100.0, 50.0, 100.0)
    struct.pack_into(order + "i", header, 92, extended)
    if imod is not None:
        struct.pack_into(order + "2i", header, 152, 1146047817, imod)
    if stamp:
        header[208:214] = b"MAP " + (b"\x44\x44" if order == "<" else b"\x11\x11")
    return bytes(header) + bytes(max(0, extended)) + body


@pytest.fixture
def opened(tmp_path):
    sources = []

    def opened(content, name="a.mrc"):
        (tmp_path / name).write_bytes(content)
        sources.append(MrcReader().open(LocalStore(tmp_path), (name,), 0))
        return sources[-1]

    yield opened
    for source in sources:
        source.close()


class TestContract(ReaderContract):
    reader = MrcReader()

    def make(self, folder):
        body = np.arange(30 * 20 * 5, dtype=">f4").tobytes()
        (folder / "a.mrc").write_bytes(mrc(body, (30, 20, 5), order=">", extended=160))
        return "a.mrc"


def test_planes_are_turned_upside_down_and_sizes_are_micrometres(opened):
    source = opened(mrc(np.arange(8, dtype="<f4").tobytes(), (2, 2, 2)))
    assert source.info.size == Size5D(2, 2, 2)
    assert source.info.pixel_size_um == pytest.approx((1e-3, 5e-4, 5e-4))
    assert source.read(1, 0, [0], Region(0, 0, 2, 2)).tolist() == [[[6, 7], [4, 5]]]


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("stamp", [True, False])
@pytest.mark.parametrize(
    ("mode", "dtype", "kind"),
    [
        (0, "i1", PixelType.INT8),
        (1, "i2", PixelType.INT16),
        (2, "f4", PixelType.FLOAT),
        (6, "u2", PixelType.UINT16),
        (12, "f2", PixelType.FLOAT),
    ],
)
def test_modes_in_both_byte_orders(opened, mode, dtype, kind, order, stamp):
    source = opened(mrc(np.array([1, 100], order + dtype).tobytes(), (2, 1, 1), mode, order, stamp=stamp))
    assert source.info.pixel_type is kind
    assert source.read(0, 0, [0], Region(0, 0, 2, 1)).tolist() == [[[1, 100]]]


def test_imod_says_whether_its_bytes_are_signed(opened):
    assert opened(mrc(b"\xff", (1, 1, 1), 0, imod=0)).info.pixel_type is PixelType.UINT8
    assert opened(mrc(b"\xff", (1, 1, 1), 0, imod=1)).info.pixel_type is PixelType.INT8


def test_without_the_stamp_only_a_sensible_header_of_the_right_name_is_claimed(tmp_path):
    store, reader = LocalStore(tmp_path), MrcReader()
    assert reader.claim(store, "a.bin", mrc(b"")) is Claim.EXACT
    assert reader.claim(store, "a.mrc", mrc(b"", stamp=False)) is Claim.LIKELY
    assert reader.claim(store, "a.bin", mrc(b"", stamp=False)) is None
    assert reader.claim(store, "a.map", b"# a text" * 200) is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"size": (-20, -20, 20)}, "-20 x -20 x 20 voxels"),
        ({"size": (0, 1, 1)}, "0 x 1 x 1 voxels"),
        ({"size": (2**31 - 1, 2**31 - 1, 2**31 - 1)}, "the file has 1040"),
        ({"extended": -5}, "-5 of them"),
        ({"mode": 3}, "complex"),
        ({"mode": 4}, "complex"),
        ({"mode": 101}, "four-bit"),
        ({"mode": 99}, "no MRC mode 99"),
    ],
)
def test_headers_that_make_no_image_are_refused_in_words(opened, change, sentence):
    with pytest.raises(Unreadable, match=sentence):
        opened(mrc(bytes(16), **change))


@needs_shared
def test_a_real_file_is_what_bio_formats_sees():
    (entry,) = (entry for entry in entries(SHARED / "data" / "manifest.json") if entry.format == "mrc")
    found = verdict(LocalStore(SHARED / "data"), entry)
    assert found.right, found


@needs_shared
@pytest.mark.parametrize(
    "key",
    [
        "mrc/ext_header_negative.mrc",
        "mrc/huge_dims.mrc",
        "mrc/mode_99.mrc",
        "mrc/negative_dims.mrc",
        "truncated/mrc_64bytes.map",
        "truncated/mrc_half.map",
    ],
)
def test_bad_files_are_refused_in_words(key):
    store = LocalStore(SHARED / "data" / "bad")
    reader = identify(store, key).reader
    assert reader.name == "mrc"
    with pytest.raises(Unreadable, match=r"header|voxels|mode"):
        reader.inspect(store, (key,))


@needs_shared
def test_rotten_values_are_still_values():
    store, key = LocalStore(SHARED / "data" / "bad"), "fuzzed/mrc_bitrot.map"
    source = MrcReader().open(store, (key,), 0)
    assert source.read(0, 0, [0], Region(0, 0, 20, 20)).shape == (1, 20, 20)
    source.close()
