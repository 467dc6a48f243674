"""An open image whose planes are pages of TIFF files."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from threading import Lock

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.formats.jpeg_stream import whole_jpeg
from micrographia.pixels.formats.parsed_pages import ParsedPages
from micrographia.pixels.formats.tiff_image import TiffImage
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_region import OpenPage, parts_of, read_region
from micrographia.pixels.geometry import Region
from micrographia.pixels.metadata import ImageInfo
from micrographia.pixels.source import Values, check_address
from micrographia.storage import Store

_MOST_FILES = 256
"""Parsed files of a set that an open image holds; none of them holds a file descriptor."""


class TiffKept:
    """What all open images of one reader keep together: decoded segments, and files as they were parsed."""

    def __init__(self) -> None:
        self.segments = DecodedStore()
        self.pages = ParsedPages()


class TiffSource:
    """Reads by offset, so that any number of threads may read.

    kept: what it shares with other sources, so that its bounds hold for all of them.
    """

    def __init__(self, store: Store, image: TiffImage, kept: TiffKept) -> None:
        self._store = store
        self._image = image
        self._parsed, self._kept, self._owner = kept.pages, kept.segments, object()
        self._files: OrderedDict[str, TiffPages] = OrderedDict()
        self._lock = Lock()

    @property
    def info(self) -> ImageInfo:
        return self._image.info

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        out: Values = np.empty((len(channels), region.height, region.width), self.info.pixel_type.dtype)
        by_page = [
            (
                self._page(z, t, page_channel, level),
                places,
                [channels[place] % self._image.table.samples for place in places],
            )
            for page_channel, places in self._by_page(channels)
        ]
        if self._store.far:
            there = ((page, samples) for page, _, samples in by_page if page is not None)
            self._store.expect([part for page, samples in there for part in parts_of(page, samples, region)])
        for page, places, samples in by_page:
            if page is None:
                out[places] = 0
                continue
            if places == list(range(places[0], places[0] + len(places))):
                read_region(page, samples, region, out[places[0] : places[0] + len(places)])
            else:
                part = np.empty((len(places), region.height, region.width), out.dtype)
                read_region(page, samples, region, part)
                out[places] = part
        return out

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        check_address(self.info, z, t, (), region, level)
        if self._image.table.samples != 3 or self.info.size.c != 3:
            return None
        page = self._page(z, t, 0, level)
        return None if page is None else whole_jpeg(page, region)

    def close(self) -> None:
        self._kept.drop_owner(self._owner)
        with self._lock:
            self._files.clear()

    def _by_page(self, channels: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """(page channel, places in the answer), one for each page that holds some of the channels."""
        groups: dict[int, list[int]] = {}
        for place, channel in enumerate(channels):
            groups.setdefault(channel // self._image.table.samples, []).append(place)
        yield from groups.items()

    def _page(self, z: int, t: int, page_channel: int, level: int) -> OpenPage | None:
        """None for a plane of zeros that no file holds."""
        table = self._image.table
        file, number, shift = (int(value) for value in table.pages[level][t, page_channel, z])
        if file < 0 and table.sparse:
            return None
        if file < 0:
            raise Unreadable(f"{self.info.name}: no file of the set holds the plane z={z}, c={page_channel}, t={t}")
        pages, subifd = self._pages(table.files[file]), table.subifds[level]
        segments = pages.segments(number, subifd)
        expected, what = self.info.levels[level], pages.what(number, subifd)
        if (segments.width, segments.height) != (expected.width, expected.height):
            raise Unreadable(f"{what} is {segments.width} x {segments.height} pixels, unlike the first of its image")
        if segments.dtype != self.info.pixel_type.dtype or segments.samples != table.samples:
            raise Unreadable(f"{what} has another kind of pixels than the first of its image")
        name = (self._owner, file, number, subifd, shift)
        return OpenPage(self._store, pages.key, segments.shifted(shift), self._kept, name, what)

    def _pages(self, key: str) -> TiffPages:
        with self._lock:
            found = self._files.get(key)
            if found is None:
                found = self._files[key] = self._parsed.pages(self._store, key)
                if len(self._files) > _MOST_FILES:
                    self._files.popitem(last=False)
            self._files.move_to_end(key)
            return found
