"""What every reader must do, as tests: subclass `ReaderContract` and name a reader and a file.

class TestMyReader(ReaderContract):
    reader = MyReader()

    def make(self, folder):
        shutil.copy(DATA / "cells.my", folder)
        return "cells.my"
"""

import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from micrographia.errors import Invalid, Unreadable
from micrographia.pixels import HEAD_BYTES, ImageInfo, PixelSource, Reader, Region, Values
from micrographia.storage import LocalStore, Store
from micrographia.testing.opened_files import opens

STRANGERS = {
    "a.txt": b"just a text",
    "empty": b"",
    "zeros.bin": bytes(5000),
    "a.zip": b"PK\x03\x04" + bytes(100),
    "a.pdf": b"%PDF-1.7\n",
    "a.gif": b"GIF89a" + bytes(100),
    "a.html": b"<!DOCTYPE html><html></html>",
    "a.h5": b"\x89HDF\r\n\x1a\n" + bytes(100),
    "a.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100),
    "a.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(100),
    "a.tif": b"II*\0\x08\0\0\0" + bytes(100),
}
"""Files of other formats; a reader that knows one of them lists its name in `knows`."""


class ReaderContract:
    """The tests. knows: names in STRANGERS that this reader may claim too."""

    reader: ClassVar[Reader]
    knows: ClassVar[frozenset[str]] = frozenset()

    def make(self, folder: Path) -> str:
        """Puts a small file (or folder) of the format into an empty folder and gives its key."""
        raise NotImplementedError

    @pytest.fixture
    def place(self, tmp_path: Path) -> tuple[Store, str]:
        folder = tmp_path / "contract"
        folder.mkdir()
        return LocalStore(folder), self.make(folder)

    @pytest.fixture
    def opened(self, place: tuple[Store, str]) -> Iterator[PixelSource]:
        source = self._open(*place)
        yield source
        source.close()

    def _open(self, store: Store, key: str) -> PixelSource:
        return self.reader.open(store, self.reader.fileset(store, key), 0)

    def _claim(self, store: Store, key: str) -> object:
        return self.reader.claim(store, key, b"" if store.is_folder(key) else store.read(key, 0, HEAD_BYTES))

    def test_it_claims_its_own_file(self, place: tuple[Store, str]) -> None:
        assert self._claim(*place) is not None

    def test_it_claims_no_other_file(self, tmp_path: Path) -> None:
        for name, content in STRANGERS.items():
            (tmp_path / name).write_bytes(content)
        (tmp_path / "folder").mkdir()
        store = LocalStore(tmp_path)
        claimed = {key for key in (*STRANGERS, "folder") if self._claim(store, key) is not None}
        assert claimed <= self.knows

    def test_a_claim_takes_any_head(self, place: tuple[Store, str]) -> None:
        store, key = place
        head = b"" if store.is_folder(key) else store.read(key, 0, HEAD_BYTES)
        for length in (0, 1, 4, 8, 100, 1000):
            self.reader.claim(store, key, head[:length])

    def test_the_fileset_is_there_and_starts_with_the_file(self, place: tuple[Store, str]) -> None:
        store, key = place
        keys = self.reader.fileset(store, key)
        assert keys[0] == key
        assert list(keys[1:]) == sorted(set(keys[1:]))
        assert all(store.is_folder(one) or store.stat(one).size >= 0 for one in keys)

    def test_every_image_is_what_inspect_says(self, place: tuple[Store, str]) -> None:
        store, key = place
        keys = self.reader.fileset(store, key)
        images = self.reader.inspect(store, keys).images
        assert images
        for series, info in enumerate(images):
            source = self.reader.open(store, keys, series)
            assert source.info == info
            assert len(info.channels) == info.size.c
            assert (info.levels[0].width, info.levels[0].height) == (info.size.x, info.size.y)
            source.close()

    def test_there_is_no_image_past_the_last(self, place: tuple[Store, str]) -> None:
        store, key = place
        keys = self.reader.fileset(store, key)
        count = len(self.reader.inspect(store, keys).images)
        for series in (-1, count):
            with pytest.raises(Unreadable):
                self.reader.open(store, keys, series)

    def test_every_level_reads(self, opened: PixelSource) -> None:
        size = opened.info.size
        for level, resolution in enumerate(opened.info.levels):
            whole = Region(0, 0, resolution.width, resolution.height)
            for z, t in {(0, 0), (size.z - 1, size.t - 1)}:
                values = opened.read(z, t, range(size.c), whole, level)
                assert values.shape == (size.c, whole.height, whole.width)
                assert values.dtype == opened.info.pixel_type.dtype
                assert values.dtype.isnative

    def test_regions_agree_with_whole_planes(self, opened: PixelSource) -> None:
        for level in range(len(opened.info.levels)):
            plane = _whole(opened, level)
            for region in _regions(opened.info, level):
                part = plane[:, region.y : region.y + region.height, region.x : region.x + region.width]
                values = opened.read(0, 0, range(opened.info.size.c), region, level)
                np.testing.assert_array_equal(values, part)

    def test_channels_come_in_the_order_asked(self, opened: PixelSource) -> None:
        plane, last = _whole(opened, 0), opened.info.size.c - 1
        whole = Region(0, 0, opened.info.size.x, opened.info.size.y)
        np.testing.assert_array_equal(opened.read(0, 0, [last, 0, last], whole), plane[[last, 0, last]])

    def test_outside_is_invalid(self, opened: PixelSource) -> None:
        size = opened.info.size
        one, level = Region(0, 0, 1, 1), len(opened.info.levels)
        for z, t, c in ((-1, 0, 0), (size.z, 0, 0), (0, -1, 0), (0, size.t, 0), (0, 0, -1), (0, 0, size.c)):
            with pytest.raises(Invalid):
                opened.read(z, t, [c], one)
        outside = (Region(-1, 0, 1, 1), Region(0, 0, 0, 1), Region(size.x, 0, 1, 1), Region(0, 0, 1, size.y + 1))
        for region in outside:
            with pytest.raises(Invalid):
                opened.read(0, 0, [0], region)
        for number in (-1, level):
            with pytest.raises(Invalid):
                opened.read(0, 0, [0], one, number)

    def test_eight_threads_get_the_same_answers(self, opened: PixelSource) -> None:
        size = opened.info.size
        asked = [
            (z, t, c, region)
            for region in _regions(opened.info, 0)
            for z, t, c in {(0, 0, 0), (size.z - 1, size.t - 1, size.c - 1), (size.z // 2, 0, 0)}
        ] * 4
        alone = [opened.read(z, t, [c], region) for z, t, c, region in asked]
        order = list(range(len(asked)))
        random.Random(8).shuffle(order)  # noqa: S311
        with ThreadPoolExecutor(8) as pool:
            together = pool.map(lambda n: opened.read(asked[n][0], asked[n][1], [asked[n][2]], asked[n][3]), order)
            for n, values in zip(order, together, strict=True):
                np.testing.assert_array_equal(values, alone[n])

    def test_a_stored_jpeg_is_whole_or_none(self, opened: PixelSource) -> None:
        tile = opened.info.levels[0]
        region = Region(0, 0, min(tile.width, tile.tile_width), min(tile.height, tile.tile_height))
        stored = opened.stored_jpeg(0, 0, region)
        assert stored is None or (stored.startswith(b"\xff\xd8") and stored.endswith(b"\xff\xd9"))

    def test_closing_gives_back_file_descriptors(self, place: tuple[Store, str]) -> None:
        store, key = place
        counts = []
        for _ in range(4):  # the first round loads libraries
            for _ in range(5):
                source = self._open(store, key)
                source.read(0, 0, [0], Region(0, 0, 1, 1))
                source.close()
            counts.append(len(os.listdir("/proc/self/fd")))
        assert counts[-1] <= counts[0]

    def test_it_opens_nothing_but_its_own_files(self, place: tuple[Store, str]) -> None:
        store, key = place
        self._open(store, key).close()  # the first time libraries are loaded
        folder = str(store.local_path(""))
        with opens() as opened:
            self.reader.inspect(store, self.reader.fileset(store, key))
            source = self._open(store, key)
            _whole(source, 0)
            source.close()
        assert [path for path in opened if not path.startswith(folder)] == []

    def test_a_shortened_file_is_refused_or_read_right(self, place: tuple[Store, str]) -> None:
        """Never other values, never another kind of error."""
        store, key = place
        path = store.local_path(key)
        assert path is not None
        if path.is_dir():
            pytest.skip("a folder cannot be shortened")
        source = self._open(store, key)
        planes = [_whole(source, level) for level in range(len(source.info.levels))]
        source.close()
        content = path.read_bytes()
        for length in sorted({0, 1, 16, len(content) // 4, len(content) // 2, len(content) * 9 // 10}):
            path.write_bytes(content[:length])
            with suppress(Unreadable):
                shortened = self._open(store, key)
                for level, plane in enumerate(planes):
                    np.testing.assert_array_equal(_whole(shortened, level), plane)
                shortened.close()


def _whole(source: PixelSource, level: int) -> Values:
    """All channels of the first plane of a level."""
    resolution = source.info.levels[level]
    return source.read(0, 0, range(source.info.size.c), Region(0, 0, resolution.width, resolution.height), level)


def _regions(info: ImageInfo, level: int) -> list[Region]:
    """The corners, a tile, and some anywhere, always the same ones."""
    there, chance = info.levels[level], random.Random(level)  # noqa: S311
    corners = [Region(x, y, 1, 1) for x in {0, there.width - 1} for y in {0, there.height - 1}]
    tile = Region(0, 0, min(there.width, there.tile_width), min(there.height, there.tile_height))
    anywhere = []
    for _ in range(8):
        width, height = chance.randint(1, there.width), chance.randint(1, there.height)
        x, y = chance.randint(0, there.width - width), chance.randint(0, there.height - height)
        anywhere.append(Region(x, y, width, height))
    return [*corners, tile, *anywhere]
