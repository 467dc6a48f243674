"""OME-Zarr: images, plates and bioformats2raw containers in folders and ZIP files, Zarr version 2 and 3.

Labels are images beside theirs. Missing chunks are the fill value, as Zarr says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Unreadable
from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.formats.ngff_layout import Layout, layout_of
from micrographia.pixels.formats.ngff_series import Series, series_of
from micrographia.pixels.formats.zarr_chunks import ZarrChunks
from micrographia.pixels.formats.zarr_folder import ZarrFolder, joined
from micrographia.pixels.formats.zarr_place import ARCHIVES, is_archive, is_group, zarr_folder
from micrographia.pixels.geometry import Region
from micrographia.pixels.metadata import Inspection
from micrographia.pixels.parsed import ParsedStore, name_of
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import Values, check_address
from micrographia.storage import FOLDER_MARKS, Store

_LAYOUT_BYTES = 32 * 2**20


class OmeZarrSource:
    """An open image; holds no file open between reads."""

    def __init__(self, folder: ZarrFolder, series: Series, kept: DecodedStore) -> None:
        self.info = series.info
        self._axes, self._kept, self._far = series.axes, kept, folder.far
        self._levels = tuple(ZarrChunks(folder, path, array, kept, self) for path, array in series.arrays)
        self._depths = tuple(self._by_axis(chunks.array.shape)["z"] for chunks in self._levels)
        self._chunks = tuple(self._by_axis(chunks.array.chunk) for chunks in self._levels)

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        chunks, chunk = self._levels[level], self._chunks[level]
        values = np.empty((len(channels), region.height, region.width), self.info.pixel_type.dtype)
        z = z * self._depths[level] // self.info.size.z  # a level may have fewer z-sections
        within = {"z": z % chunk["z"], "t": t % chunk["t"]}
        place = {"z": z // chunk["z"], "t": t // chunk["t"]}
        groups = _grouped(channels, chunk["c"])
        rows = tuple(_pieces(region.y, region.height, chunk["y"]))
        columns = tuple(_pieces(region.x, region.width, chunk["x"]))
        if self._far:
            touched = product(groups, (row for row, _, _ in rows), (column for column, _, _ in columns))
            places = (place | dict(zip("cyx", one, strict=True)) for one in touched)
            chunks.expect([tuple(one[axis] for axis in self._axes) for one in places])
        for place["c"], asked in groups.items():
            for place["y"], into_y, from_y in rows:
                for place["x"], into_x, from_x in columns:
                    block = chunks.chunk(tuple(place[axis] for axis in self._axes))
                    planes = None if block is None else self._planes(block, within)
                    for out, channel in asked:
                        into = values[out, into_y, into_x]
                        into[...] = chunks.array.fill if planes is None else planes[channel, from_y, from_x]
        return values

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        self._kept.drop_owner(self)

    def _by_axis(self, sizes: Sequence[int]) -> dict[str, int]:
        """Sizes by the names of the axes; 1 along those that the array lacks."""
        return {"t": 1, "c": 1, "z": 1} | dict(zip(self._axes, sizes, strict=True))

    def _planes(self, block: NDArray[Any], at: dict[str, int]) -> NDArray[Any]:
        """(channels, height, width) of a chunk at a z-section and timepoint."""
        left = [axis for axis in self._axes if axis not in at]
        planes = block[tuple(at.get(axis, slice(None)) for axis in self._axes)]
        planes = planes.transpose([left.index(axis) for axis in "cyx" if axis in left])
        return planes if "c" in left else planes[np.newaxis]


class OmeZarrReader:
    """Folders with a Zarr group, and ZIP files of them."""

    name: ClassVar[str] = "ome-zarr"
    suffixes: ClassVar[tuple[str, ...]] = (".ome.zarr", *ARCHIVES[::-1], ".zarr")

    def __init__(self) -> None:
        self._kept = DecodedStore()
        self._layouts: ParsedStore[Layout] = ParsedStore(_LAYOUT_BYTES, _weight)

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        if head:
            return Claim.EXACT if is_archive(store, key, head) else None
        if not store.is_folder(key):
            return None
        if is_group(store, key):
            return Claim.EXACT
        return Claim.LIKELY if key.lower().endswith(self.suffixes) else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return (key,)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        return self._layout(store, zarr_folder(store, keys[0])).inspection

    def open(self, store: Store, keys: Sequence[str], series: int) -> OmeZarrSource:
        folder = zarr_folder(store, keys[0])
        layout = self._layout(store, folder)
        chosen = _chosen(layout, series, folder)
        found, _ = series_of(folder, chosen.path, chosen.info.name)
        if layout.inspection.plates:
            if replace(found, info=replace(found.info, name=chosen.info.name)) != chosen:
                raise Unreadable(f"{folder.describe(chosen.path)} is not like the other fields of its plate")
        elif (found.axes, found.arrays) != (chosen.axes, chosen.arrays):
            chosen = _chosen(layout_of(folder), series, folder)
        return OmeZarrSource(folder, chosen, self._kept)

    def _layout(self, store: Store, folder: ZarrFolder) -> Layout:
        """Of the folders used last, while nothing changes at their root."""
        marks = ("",) if folder.far else ("", *FOLDER_MARKS)
        name = name_of(store, *(joined(folder.key, mark) for mark in marks))
        return self._layouts.get(name, lambda: layout_of(folder))


def _chosen(layout: Layout, series: int, folder: ZarrFolder) -> Series:
    if not 0 <= series < len(layout.series):
        raise Unreadable(f"{folder.key}: there is no image {series}, only {len(layout.series)}")
    return layout.series[series]


def _weight(layout: Layout) -> int:
    return sum(1000 + 500 * len(one.arrays) + 200 * (one.info.size.c + len(one.said)) for one in layout.series)


def _grouped(channels: Sequence[int], chunk: int) -> dict[int, list[tuple[int, int]]]:
    """Chunk along c → (place in the answer, channel within the chunk), so that no chunk is looked up twice."""
    groups: dict[int, list[tuple[int, int]]] = {}
    for out, channel in enumerate(channels):
        groups.setdefault(channel // chunk, []).append((out, channel % chunk))
    return groups


def _pieces(start: int, length: int, chunk: int) -> Iterator[tuple[int, slice, slice]]:
    """The chunks that a stretch touches: (chunk, where it goes in the answer, where it lies in the chunk)."""
    for number in range(start // chunk, (start + length - 1) // chunk + 1):
        first, last = max(start, number * chunk), min(start + length, (number + 1) * chunk)
        yield number, slice(first - start, last - start), slice(first - number * chunk, last - number * chunk)
