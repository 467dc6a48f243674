"""TIFF on a web server: the same pixels as from the folder, with few requests and few bytes."""

import numpy as np
import pytest
import tifffile

from micrographia.pixels import Region
from micrographia.pixels.identify import identify
from micrographia.pixels.readers.tiff import TiffReader
from micrographia.storage import LocalStore
from zarr_world import numbers


@pytest.fixture
def slide(tmp_path):
    data = (np.arange(3 * 1000 * 1100, dtype=np.uint32) % 65521).astype(np.uint16).reshape(3, 1000, 1100)
    with tifffile.TiffWriter(tmp_path / "a.ome.tif") as file:
        file.write(data, tile=(128, 128), compression="zlib", metadata={"axes": "CYX"}, subifds=1)
        file.write(data[:, ::2, ::2], tile=(128, 128), compression="zlib", subfiletype=1)
    return data


def test_a_tiff_is_opened_with_few_requests(slide, tmp_path, server, far):
    store = far()
    reader = identify(store, "a.ome.tif").reader
    keys = reader.fileset(store, "a.ome.tif")
    source = reader.open(store, keys, 0)
    assert source.info == reader.open(LocalStore(tmp_path), keys, 0).info
    assert len(server.asked) <= 6, [one.range for one in server.asked]
    assert server.sent <= 6 * 65536


def test_a_tile_of_a_tiff_is_one_part_for_each_row_of_tiles(slide, tmp_path, server, far):
    reader = TiffReader()
    source = reader.open(far(), ("a.ome.tif",), 0)
    source.read(0, 0, [0, 1, 2], Region(0, 0, 1, 1))  # the directories of all channels
    server.asked.clear()
    server.meet(2)
    region = Region(130, 260, 250, 100)  # two tiles wide, one high
    np.testing.assert_array_equal(source.read(0, 0, [2, 0], region), slide[[2, 0], 260:360, 130:380])
    assert len(server.asked) == 2
    assert server.met
    stored = sum(_stored(tmp_path / "a.ome.tif", page, (2, 1, 2)) for page in (0, 2))
    assert server.sent == stored


def _stored(path, page, tiles):
    row, first, last = tiles
    with tifffile.TiffFile(path) as file:
        found, across = file.pages[page], -(-1100 // 128)
        return sum(found.databytecounts[row * across + column] for column in range(first, last + 1))


def test_rows_that_are_not_packed(tmp_path, server, far):
    data = numbers(2, 300, 200)
    tifffile.imwrite(tmp_path / "a.tif", data, photometric="minisblack")
    source = TiffReader().open(far(), ("a.tif",), 0)
    np.testing.assert_array_equal(source.read(0, 1, [0], Region(20, 30, 100, 40))[0], data[1, 30:70, 20:120])
