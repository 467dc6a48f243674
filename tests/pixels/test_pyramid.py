from dataclasses import replace

import numpy as np
import pytest
import tifffile

from micrographia.errors import NotFound
from micrographia.pixels import Level, Region
from micrographia.pixels.pyramid import Pyramid, announced, means, with_small_levels
from micrographia.pixels.registry import readers
from micrographia.storage import LocalStore
from micrographia.testing.array_source import array_source


def sizes(*levels):
    return [(level.width, level.height) for level in announced([Level(*level, 64, 64) for level in levels])]


def test_a_large_plane_without_levels_is_halved_down_to_one_tile():
    assert sizes((10_000, 5001)) == [
        *((10_000, 5001), (5000, 2501), (2500, 1251), (1250, 626), (625, 313), (313, 157), (157, 79)),
    ]


def test_only_what_has_no_small_level_gets_more():
    assert sizes((3192, 3192)) == [(3192, 3192)]
    assert sizes((9000, 9000), (3000, 3000)) == [(9000, 9000), (3000, 3000)]
    assert sizes((9000, 9000), (4500, 4500))[:3] == [(9000, 9000), (4500, 4500), (2250, 2250)]
    # clients stop at a level that is not narrower, and so a plane of one column has none
    assert sizes((300, 300), (300, 150), (150, 75)) == [(300, 300)]
    assert sizes((1, 20_000_000)) == [(1, 20_000_000)]
    # nobody reads all of a plane like this for one look
    assert sizes((2**17, 2**17 + 1)) == [(2**17, 2**17 + 1)]


def test_a_level_that_is_as_wide_as_the_one_before_is_none():
    source = Uneven(array_source(np.arange(20, dtype="u1").reshape(1, 1, 20).repeat(40, axis=1)))
    made = (Level(20, 40, 20, 40), Level(10, 20, 256, 256))
    np.testing.assert_array_equal(Pyramid(source, made).read(0, 0, [0], Region(8, 3, 2, 1), 1), [[[17, 19]]])


class Uneven:
    """An image whose second level has half of the rows, and all columns."""

    def __init__(self, source):
        self.read = source.read
        whole = source.info.levels[0]
        self.info = replace(source.info, levels=(whole, replace(whole, height=whole.height // 2)))


@pytest.mark.parametrize(
    ("dtype", "values", "wanted"),
    [
        ("u1", [[1, 2, 200], [3, 4, 100], [10, 20, 255]], [[3, 150], [15, 255]]),
        ("i2", [[-1, -2, 7], [-3, -5, 8], [30_000, 32_767, -9]], [[-3, 8], [31_384, -9]]),
        ("f4", [[1, np.nan, np.nan], [2, 6, np.nan], [np.inf, 1, 5]], [[3, np.nan], [np.inf, 5]]),
    ],
)
def test_means_by_hand(dtype, values, wanted):
    found = means(np.array([values], dtype), 2)
    assert found.dtype == dtype
    np.testing.assert_array_equal(found[0], np.array(wanted, dtype))


@pytest.fixture(scope="module")
def large():
    """Two channels: the column divided by 8, and twice the row divided by 8."""
    rows, columns = np.mgrid[0:2600, 0:4100] // 8
    source = array_source(np.stack([columns, rows * 2]).astype("u2"))
    return source, with_small_levels(source)


def test_a_made_level_is_read_anywhere(large):
    _, pyramid = large
    assert [level.width for level in pyramid.info.levels] == [4100, 2050, 1025, 513, 257, 129]
    # level 3 covers eight columns with each value; across the edges of its tiles, and the cut-off corner
    part = pyramid.read(0, 0, [1, 0], Region(250, 254, 263, 5), 3)
    assert part.dtype == np.uint16
    assert part.shape == (2, 5, 263)
    np.testing.assert_array_equal(part[1], np.broadcast_to(np.arange(250, 513), (5, 263)))
    np.testing.assert_array_equal(part[0], np.broadcast_to(2 * np.arange(254, 259)[:, None], (5, 263)))


def test_it_is_made_in_strips_and_once(large, monkeypatch):
    source, pyramid = large
    monkeypatch.setattr("micrographia.pixels.pyramid.STRIP_BYTES", 1 << 20)
    source.reads.clear()
    smallest = pyramid.info.levels[5]
    pyramid.read(0, 0, [0], Region(0, 0, smallest.width, smallest.height), 5)
    asked = [region for *_, region, level in source.reads]
    assert len(asked) > 20
    assert max(region.width * region.height * 2 for region in asked) <= 1 << 20
    assert sum(region.height for region in asked) == 2600
    source.reads.clear()
    pyramid.read(0, 0, [0], Region(3, 3, 100, 20), 5)
    assert source.reads == []


def test_where_a_strip_is_too_large_it_is_read_in_parts(large, monkeypatch):
    source, _ = large
    monkeypatch.setattr("micrographia.pixels.pyramid.STRIP_BYTES", 1)
    monkeypatch.setattr("micrographia.pixels.pyramid.MOST_STRIP_BYTES", 3 * 16 * 16 * 2)
    source.reads.clear()
    part = with_small_levels(source).read(0, 0, [0], Region(0, 0, 257, 2), 4)
    asked = [region for *_, region, level in source.reads]
    assert max(region.width * region.height for region in asked) == 3 * 16 * 16
    np.testing.assert_array_equal(part[0], np.tile([*(2 * np.arange(256) + 1), 512], (2, 1)))


def test_levels_of_the_file_are_read_from_the_file(large):
    source, pyramid = large
    source.reads.clear()
    pyramid.read(0, 0, [1], Region(1, 2, 3, 4), 0)
    assert source.reads == [(0, 0, (1,), Region(1, 2, 3, 4), 0)]
    small = array_source(np.zeros((1, 10, 10), "u1"))
    assert with_small_levels(small) is small


def test_of_a_file_of_strips_a_row_of_tiles_is_made_at_once(tmp_path):
    rows, columns = np.mgrid[0:3300, 0:3400] // 8
    tifffile.imwrite(tmp_path / "a.tif", (rows + columns).astype("u2"), rowsperstrip=100)
    pyramid = with_small_levels(readers()["tiff"].open(LocalStore(tmp_path), ("a.tif",), 0))
    pyramid.read(0, 0, [0], Region(0, 300, 10, 10), 1)
    (tmp_path / "a.tif").unlink()
    # level 1 has tiles 256 high: those beside are there although the file is not
    last = pyramid.read(0, 0, [0], Region(1690, 300, 10, 4), 1)
    np.testing.assert_array_equal(last, (np.mgrid[300:304, 1690:1700] // 4).sum(axis=0)[None])
    with pytest.raises(NotFound):
        pyramid.read(0, 0, [0], Region(0, 600, 10, 10), 1)
    pyramid.close()
