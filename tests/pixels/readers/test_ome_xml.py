import bz2
import zlib
from base64 import b64encode
from operator import attrgetter

import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pixels import Claim, Region
from micrographia.pixels.readers.ome_xml import OmeXmlReader
from micrographia.storage import LocalStore
from micrographia.testing.manifest import entries
from micrographia.testing.reader_contract import ReaderContract
from micrographia.testing.truth import verdict
from shared import SHARED, each_of

READER = OmeXmlReader()
PLANES = np.arange(6 * 4 * 5, dtype=np.uint16).reshape(6, 4, 5) * 300
PACK = {"none": bytes, "zlib": zlib.compress, "bzip2": bz2.compress}


def document(planes=PLANES, compression="none", order="XYZCT", big=False, sizes=(3, 2, 1), name="uint16", more=""):
    dtype = planes.dtype.newbyteorder(">" if big else "<")
    packed = (PACK[compression](plane.astype(dtype).tobytes()) for plane in planes)
    attributes = f'BigEndian="{str(big).lower()}" Compression="{compression}"'
    data = "".join(f"<BinData {attributes}>{b64encode(one).decode()}</BinData>" for one in packed)
    z, c, t = sizes
    size = f'SizeX="5" SizeY="4" SizeZ="{z}" SizeC="{c}" SizeT="{t}"'
    pixels = f'<Pixels DimensionOrder="{order}" Type="{name}" {size} {more}>{data}</Pixels>'
    return f'<?xml version="1.0"?><OME><Image ID="Image:0" Name="a">{pixels}</Image></OME>'


@pytest.fixture
def opened(tmp_path):
    def opened(text):
        (tmp_path / "a.ome").write_text(text)
        return READER.open(LocalStore(tmp_path), ("a.ome",), 0)

    return opened


class TestContract(ReaderContract):
    reader = READER

    def make(self, folder):
        (folder / "a.ome").write_text(document())
        return "a.ome"


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("compression", ["none", "zlib", "bzip2"])
def test_compressions_and_byte_orders(opened, compression, big):
    source = opened(document(compression=compression, big=big))
    values = source.read(2, 0, [1, 0], Region(1, 1, 3, 2))
    np.testing.assert_array_equal(values, PLANES[[5, 2], 1:3, 1:4])


def test_channels_may_be_the_fastest_axis(opened):
    source = opened(document(order="XYCZT"))
    np.testing.assert_array_equal(source.read(2, 0, [1], Region(0, 0, 5, 4))[0], PLANES[2 * 2 + 1])


@pytest.mark.parametrize("interleaved", [False, True])
def test_colours_in_one_plane(opened, interleaved):
    rgb = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    stored = rgb if interleaved else rgb.transpose(2, 0, 1)
    text = document(stored[None], sizes=(1, 3, 1), name="uint8", more=f'Interleaved="{str(interleaved).lower()}"')
    source = opened(text.replace("<BinData", '<Channel SamplesPerPixel="3"/><BinData'))
    np.testing.assert_array_equal(source.read(0, 0, [0, 1, 2], Region(0, 0, 5, 4)), rgb.transpose(2, 0, 1))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (document(PLANES[:5]), "5 planes where its sizes need 6"),
        (document(name="complex"), "complex"),
        (document().replace('SizeX="5"', 'SizeX="60000"').replace('SizeY="4"', 'SizeY="60000"'), "MiB"),
        ('<OME><Image><Pixels SizeX="1" SizeY="1" SizeZ="1" SizeC="1" SizeT="1"/></Image></OME>', "holds no pixels"),
        ("<!DOCTYPE OME []>" + document().partition("?>")[2], "DTD"),
    ],
)
def test_what_is_refused(opened, text, words):
    with pytest.raises(Unreadable, match=words):
        opened(text)


@pytest.mark.parametrize("compression", ["zlib", "bzip2"])
def test_a_bomb_stops_at_the_size_of_its_plane(opened, compression):
    source = opened(document(np.zeros((6, 2000, 2000), np.uint16), compression))
    with pytest.raises(Unreadable, match="another size"):
        source.read(0, 0, [0], Region(0, 0, 5, 4))


def test_a_plane_of_nonsense_is_an_error(opened):
    source = opened(document().replace(b64encode(PLANES[0].tobytes()).decode(), "!"))
    with pytest.raises(Unreadable, match="plane 1"):
        source.read(0, 0, [0], Region(0, 0, 5, 4))
    assert source.read(1, 0, [0], Region(0, 0, 1, 1)).tolist() == [[[6000]]]


def test_claims(tmp_path):
    store = LocalStore(tmp_path)
    assert READER.claim(store, "a.xml", b'<?xml version="1.0"?><OME xmlns="x">') == Claim.LIKELY
    assert READER.claim(store, "a.ome.xml", b"<!-- a long comment") == Claim.GENERIC
    assert READER.claim(store, "a.xml", b"<html>") is None
    assert READER.claim(store, "a.ome", b"II*\0<OME") is None


TRUTH = list(entries(SHARED / "data" / "manifest.json")) if (SHARED / "data" / "manifest.json").exists() else []


@each_of("entry", [entry for entry in TRUTH if entry.path.startswith("omexml/")], attrgetter("path"))
def test_it_agrees_with_bio_formats(entry):
    found = verdict(LocalStore(SHARED / "data"), entry, threads=8)
    assert found.right, found
