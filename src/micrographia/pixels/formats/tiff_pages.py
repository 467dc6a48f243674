"""The pages of one TIFF file, parsed by tifffile when they are first asked for."""

import logging
from collections import OrderedDict
from itertools import islice
from threading import RLock
from typing import Any

from micrographia.errors import Unreadable
from micrographia.pixels.formats.tiff_directory import Directory, directories, directory_at
from micrographia.pixels.formats.tiff_segments import Segments, segments_of
from micrographia.storage import Store, StoreFile

# The library warns of every oddity of a file; without a handler the warnings would be printed to the terminal.
logging.getLogger("tifffile").addHandler(logging.NullHandler())

MOST_PAGES = 2**22
_DESCRIPTION = 270
_TELLING = (254, 255, 256, 257, 258, 259, 262, 277, 284, 322, 323, 339)
"""Tags in which equal pages agree: purpose, size, kind of pixels, compression, cut."""
_MOST_PLACES = 2**21
"""Offsets of segments that are remembered, over all pages of a file."""
_PAGE_PLACES = 64
"""A page takes as much memory as so many of them."""
_OWN_BYTES = 64 * 1024


Kind = tuple[bytes | None, ...]


class TiffPages:
    """One file. Safe for many threads; holds no file descriptor; never opens another file.

    tiff: the library's object, for its metadata (one thread at a time).
    """

    def __init__(self, store: Store, key: str) -> None:
        # Imported when first used: it takes a tenth of a second.
        import tifffile

        self.store = store
        self.key = key
        self._lock = RLock()
        self._known: OrderedDict[tuple[int, int | None], Segments] = OrderedDict()
        self._places, self._count = 0, 0
        self._whole = False
        try:
            file = StoreFile(store, key)
            self.size = file.size
            self.tiff = tifffile.TiffFile(file, name=key.rpartition("/")[2], is_ome=False)
            self.first = self.page(0)
            self._check_description()
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(f"{key}: not a readable TIFF file ({error})") from error

    def __len__(self) -> int:
        with self._lock:
            try:
                count = len(self.tiff.pages)
            except Exception as error:
                raise Unreadable(f"{self.key}: its list of pages is broken ({error})") from error
        if count > MOST_PAGES:
            raise Unreadable(f"{self.key}: it has {count} pages, more than the {MOST_PAGES} we accept")
        self._check_end(count)
        self._count = count
        return count

    @property
    def bytes(self) -> int:
        """About as much memory as it takes now."""
        described = self.first.tags.get(_DESCRIPTION)
        return _OWN_BYTES + (described.count if described else 0) + 40 * self._count + 16 * self._places

    def kinds(self) -> tuple[Kind, ...]:
        """Of every page what makes it equal to another one or not, without parsing it: quick, also for many pages."""
        count = len(self)
        with self._lock:
            chain = directories(self.store, self.key, self.tiff.tiff, self.first.offset)
            return tuple(_kind(directory) for directory in islice(chain, count))

    def page(self, number: int, subifd: int | None = None) -> Any:
        """The library's page, from 0; subifd: one of its reduced resolutions, from 0. Raises Unreadable."""
        with self._lock:
            try:
                page = self.tiff.pages.get(number)
                return page if subifd is None else page.pages.get(subifd)
            except Exception as error:
                raise Unreadable(f"{self.what(number, subifd)} cannot be read ({error})") from error

    def segments(self, number: int, subifd: int | None = None) -> Segments:
        """How a page is cut. Raises Unreadable when it is not there or makes no sense."""
        with self._lock:
            found = self._known.get((number, subifd))
            if found is not None:
                self._known.move_to_end((number, subifd))
                return found
            page, what = self.page(number, subifd), self.what(number, subifd)
            try:
                found = segments_of(page, what, self.size)
            except Unreadable:
                raise
            except Exception as error:
                raise Unreadable(f"{what} makes no sense ({error})") from error
            self._remember((number, subifd), found)
            return found

    def what(self, number: int, subifd: int | None = None) -> str:
        """File and page, as the start of a sentence."""
        return f"{self.key}: page {number + 1}" + ("" if subifd is None else f", resolution {subifd + 2}")

    def _check_description(self) -> None:
        """The library leaves out a description that lies behind the end of the file, and with it all dimensions."""
        found = None if self.tiff.is_ndpi else directory_at(self.store, self.key, self.tiff.tiff, self.first.offset)
        if found is not None and _DESCRIPTION in found.entries and _DESCRIPTION not in self.first.tags:
            raise Unreadable(f"{self.key}: the file ends before its description")

    def _check_end(self, count: int) -> None:
        """The library takes a page that lies behind the end of the file for the end of the list."""
        if self.tiff.is_ndpi or self._whole:
            return
        last = directory_at(self.store, self.key, self.tiff.tiff, self.page(count - 1).offset)
        if last is None or last.next + self.tiff.tiff.tagnosize > self.size:
            raise Unreadable(f"{self.key}: the file ends before its page {count + 1}")
        self._whole = True

    def _remember(self, place: tuple[int, int | None], segments: Segments) -> None:
        self._known[place] = segments
        self._places += _PAGE_PLACES + len(segments.offsets)
        while self._places > _MOST_PLACES and len(self._known) > 1:
            self._places -= _PAGE_PLACES + len(self._known.popitem(last=False)[1].offsets)


def _kind(directory: Directory) -> Kind:
    """The telling entries; of those whose values stand elsewhere only type and count, for the place is another one."""
    entries = (directory.entries.get(tag) for tag in _TELLING)
    return tuple(None if entry is None else _comparable(entry) for entry in entries)


def _comparable(entry: bytes) -> bytes:
    """Several telling values are numbers of two bytes: more of them than fit stand elsewhere."""
    half = (len(entry) - 2) // 2
    count = entry[2 : 2 + half]
    fits = 2 * min(int.from_bytes(count, "little"), int.from_bytes(count, "big")) <= half
    return entry if fits else entry[: 2 + half]
