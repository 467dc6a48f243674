import numpy as np
import pytest

from micrographia.pixel_type import PixelType, ValueRange
from micrographia.pixels import ChannelInfo, ImageInfo, Level, Size5D, statistics
from micrographia.pixels.readers.fake import FakeReader
from micrographia.pixels.statistics import channel_ranges
from micrographia.storage import LocalStore


class ArraySource:
    """An image in memory, (t, z, c, y, x), that counts how often each pixel is read."""

    def __init__(self, array, tile=(3, 2)):
        t, z, c, y, x = array.shape
        kind = PixelType.of(array.dtype)
        self.info = ImageInfo("a", Size5D(x, y, z, c, t), kind, (Level(x, y, *tile),), (ChannelInfo(),) * c)
        self.array, self.times, self.largest = array, np.zeros(array.shape, int), 0

    def read(self, z, t, channels, region, level=0):
        rows, columns = slice(region.y, region.y + region.height), slice(region.x, region.x + region.width)
        self.times[t, z, list(channels), rows, columns] += 1
        self.largest = max(self.largest, region.width * region.height)
        return self.array[t, z, list(channels), rows, columns]


def test_ranges_go_over_all_sections_and_timepoints(tmp_path):
    name = "a&sizeX=30&sizeY=20&sizeZ=3&sizeC=2&sizeT=2&pixelType=uint16.fake"
    (tmp_path / name).touch()
    source = FakeReader().open(LocalStore(tmp_path), (name,), 0)
    # x + 3y + 7z + 11t + 100c: 29 + 57 + 14 + 11 = 111 at the far end
    assert channel_ranges(source, lambda: None) == (ValueRange(0, 111), ValueRange(100, 211))


def test_nan_is_ignored_and_infinity_counts():
    nan, inf = np.nan, np.inf
    array = np.array([[nan, 2.0, -3.0], [nan, nan, nan], [1.0, inf, nan]], "float32").reshape(1, 1, 3, 1, 3)
    assert channel_ranges(ArraySource(array), lambda: None) == (
        ValueRange(-3.0, 2.0),
        ValueRange(0.0, 0.0),
        ValueRange(1.0, inf),
    )


def test_negative_values_stay_negative():
    array = np.array([-128, -1], "int8").reshape(1, 1, 1, 1, 2)
    assert channel_ranges(ArraySource(array), lambda: None) == (ValueRange(-128, -1),)


@pytest.mark.parametrize("tile", [(1, 1), (3, 2), (7, 1), (1, 5), (7, 5), (100, 100)])
@pytest.mark.parametrize(("block", "largest_tile"), [(1, 1), (8, 8), (40, 1000), (10**6, 10**6)])
def test_every_value_is_read_once_in_blocks(monkeypatch, tile, block, largest_tile):
    monkeypatch.setattr(statistics, "_BLOCK_BYTES", block)
    monkeypatch.setattr(statistics, "_TILE_BYTES", largest_tile)
    source = ArraySource(np.arange(2 * 3 * 17 * 5 * 7, dtype="uint16").reshape(2, 3, 17, 5, 7), tile)
    ranges = channel_ranges(source, lambda: None)
    assert (source.times == 1).all()
    assert ranges[0] == ValueRange(0, 5 * 7 - 1 + 5 * 17 * 5 * 7)
    bound = max(block // 2, min(tile[0] * tile[1], largest_tile // 2), min(tile[0], 7))
    assert source.largest <= bound


def test_a_checkpoint_stops_it():
    class Enough(Exception):
        pass

    def stop():
        raise Enough

    source = ArraySource(np.zeros((1, 1, 1, 4, 4), "uint8"))
    with pytest.raises(Enough):
        channel_ranges(source, stop)
    assert not source.times.any()
