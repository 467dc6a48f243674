"""A region of one TIFF page, from just the strips or tiles that it touches."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.formats.tiff_segments import Segments
from micrographia.pixels.geometry import Region
from micrographia.pixels.source import Values
from micrographia.storage import Part, Store

_RUN_BYTES = 8 * 2**20
"""Neighbouring segments are read together up to this size."""

_GAP_BYTES = 32 * 2**10
"""On another machine segments are also read together when no more than this lies between them."""

_ROW_WASTE = 4 * 2**20
"""Rows of an uncompressed page are read whole unless that would read this much and four times what is asked."""


@dataclass(frozen=True, slots=True)
class OpenPage:
    """One page with its place. name: what the cache calls it, its owner first. what: file and page, for sentences."""

    store: Store
    key: str
    segments: Segments
    cache: DecodedStore
    name: tuple[Hashable, ...]
    what: str


def read_region(page: OpenPage, samples: Sequence[int], region: Region, out: Values) -> None:
    """Writes the region of each sample into out[i]; out is (len(samples), height, width).

    Raises Unreadable when the file ends too early or a codec fails.
    """
    if page.segments.raw is not None:
        _read_rows(page, samples, region, out)
    elif page.segments.separate:
        for number, sample in enumerate(samples):
            _read_segments(page, sample, [0], region, out[number : number + 1])
    else:
        _read_segments(page, 0, samples, region, out)


def parts_of(page: OpenPage, samples: Sequence[int], region: Region) -> Iterator[Part]:
    """What `read_region` is going to read, in that order."""
    segments = page.segments
    if segments.raw is not None:
        for _, _, _, index, inside in _strips(segments, samples, region):
            yield from (Part(page.key, *place) for place in _row_places(segments, index, inside, region))
        return
    for plane in samples if segments.separate else [0]:
        missing = [index for index in _wanted(segments, plane, region) if page.cache.get((*page.name, index)) is None]
        yield from (Part(page.key, first, length) for first, length, _ in _runs(page, missing))


def _read_segments(page: OpenPage, plane: int, samples: Sequence[int], region: Region, out: Values) -> None:
    segments = page.segments
    for row, column, values in _decoded(page, plane, region):
        top, left = row * segments.tile_height, column * segments.tile_width
        y0, y1 = max(region.y, top), min(region.y + region.height, top + values.shape[0])
        x0, x1 = max(region.x, left), min(region.x + region.width, left + values.shape[1])
        part = values[y0 - top : y1 - top, x0 - left : x1 - left]
        rows, columns = slice(y0 - region.y, y1 - region.y), slice(x0 - region.x, x1 - region.x)
        for number, sample in enumerate(samples):
            out[number, rows, columns] = part[:, :, sample]


def _decoded(page: OpenPage, plane: int, region: Region) -> Iterator[tuple[int, int, Values]]:
    """(row, column, values) of every segment that the region touches."""
    segments = page.segments
    wanted = _wanted(segments, plane, region)
    missing = []
    for index, (row, column) in wanted.items():
        found = page.cache.get((*page.name, index))
        if found is None:
            missing.append(index)
        else:
            yield row, column, found
    for index, data in _bytes(page, missing):
        row, column = wanted[index]
        values = _values(page, index, data, row)
        if not _covers(region, segments, row, column):
            page.cache.put((*page.name, index), values)
        yield row, column, values


def _wanted(segments: Segments, plane: int, region: Region) -> dict[int, tuple[int, int]]:
    """The segments that the region touches: index → row, column."""
    rows = range(region.y // segments.tile_height, (region.y + region.height - 1) // segments.tile_height + 1)
    columns = range(region.x // segments.tile_width, (region.x + region.width - 1) // segments.tile_width + 1)
    return {segments.index(plane, row, column): (row, column) for row in rows for column in columns}


def _covers(region: Region, segments: Segments, row: int, column: int) -> bool:
    """Whether the region takes all of a segment, so that nobody will soon ask for the rest of it."""
    top, left = row * segments.tile_height, column * segments.tile_width
    bottom, right = min(top + segments.tile_height, segments.height), min(left + segments.tile_width, segments.width)
    inside = region.x <= left and region.y <= top
    return inside and region.x + region.width >= right and region.y + region.height >= bottom


def _bytes(page: OpenPage, indices: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """The stored bytes of each segment; neighbours in the file are read in one go."""
    offsets, counts = page.segments.offsets, page.segments.counts
    for first, length, run in _runs(page, indices):
        data = page.store.read(page.key, first, length) if length else b""
        if len(data) < length:
            raise Unreadable(f"{page.what}: the file ends before its pixels")
        for index in run:
            at, count = int(offsets[index]) - first, int(counts[index])
            yield index, data if count == len(data) else data[at : at + count]


def _runs(page: OpenPage, indices: Sequence[int]) -> Iterator[tuple[int, int, Sequence[int]]]:
    """(offset, length, segments) of what is read together."""
    offsets, counts = page.segments.offsets, page.segments.counts
    gap = _GAP_BYTES if page.store.far else 0
    start = 0
    while start < len(indices):
        first = int(offsets[indices[start]])
        end, stop = first, start
        while stop < len(indices) and (
            stop == start or (0 <= int(offsets[indices[stop]]) - end <= gap and end - first < _RUN_BYTES)
        ):
            end = int(offsets[indices[stop]]) + int(counts[indices[stop]])
            stop += 1
        yield first, end - first, indices[start:stop]
        start = stop


def _values(page: OpenPage, index: int, data: bytes, row: int) -> Values:
    segments = page.segments
    height = min(segments.tile_height, segments.height - row * segments.tile_height)
    samples = 1 if segments.separate else segments.samples
    if not data:
        # A segment without bytes is not stored: all its pixels are 0 (as GDAL and libtiff write sparse files).
        return np.zeros((height, segments.tile_width, samples), segments.dtype)
    try:
        values = segments.decode(data, index)
    except Exception as error:
        raise Unreadable(f"{page.what}: its pixels cannot be decoded ({error})") from error
    if values.shape[0] < height or values.shape[2] != samples or not _wide_enough(segments, index, values):
        raise Unreadable(f"{page.what}: a strip or tile decodes to another size than it says")
    return values


def _wide_enough(segments: Segments, index: int, values: Values) -> bool:
    column = index % segments.columns
    width: int = values.shape[1]
    return width >= min(segments.tile_width, segments.width - column * segments.tile_width)


def _read_rows(page: OpenPage, samples: Sequence[int], region: Region, out: Values) -> None:
    """Of an uncompressed page: just the rows, or just the pixels where rows are very long."""
    segments = page.segments
    for number, group, top, index, inside in _strips(segments, samples, region):
        pixels = _rows(page, index, inside, region)
        chosen = [0] if segments.separate else list(group)
        part = out[number : number + len(group), top : top + len(inside)]
        part[...] = np.moveaxis(pixels[:, :, chosen], 2, 0)


def _strips(
    segments: Segments, samples: Sequence[int], region: Region
) -> Iterator[tuple[int, Sequence[int], int, int, range]]:
    """The strips that the region touches: (first sample and row in the answer with the samples between, index of the
    strip, its rows)."""
    height = segments.tile_height
    for number, group in _planes(segments, samples):
        for row in range(region.y // height, (region.y + region.height - 1) // height + 1):
            y0, y1 = max(region.y, row * height), min(region.y + region.height, (row + 1) * height)
            inside = range(y0 - row * height, y1 - row * height)
            yield number, group, y0 - region.y, segments.index(group[0], row, 0), inside


def _planes(segments: Segments, samples: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """(first index in the answer, samples) that are read together."""
    if segments.separate:
        yield from ((number, [sample]) for number, sample in enumerate(samples))
    else:
        yield 0, samples


def _rows(page: OpenPage, index: int, rows: range, region: Region) -> Values:
    """(len(rows), region.width, samples) of rows of a strip, in the file's byte order."""
    segments = page.segments
    raw = segments.raw
    assert raw is not None
    places = _row_places(segments, index, rows, region)
    if len(places) > 1:
        data = b"".join(_exactly(page, *place) for place in places)
        return np.frombuffer(data, raw).reshape(len(rows), region.width, -1)
    data = _exactly(page, *places[0])
    found = np.frombuffer(data, raw).reshape(len(rows), -1, 1 if segments.separate else segments.samples)
    return found[:, region.x : region.x + region.width] if found.shape[1] > region.width else found


def _row_places(segments: Segments, index: int, rows: range, region: Region) -> list[tuple[int, int]]:
    """(offset, length) of what is read of a strip: its rows in one piece, or of each only the pixels."""
    assert segments.raw is not None
    pixel = segments.raw.itemsize * (1 if segments.separate else segments.samples)
    start = int(segments.offsets[index]) + rows.start * segments.width * pixel
    stride = segments.width * pixel
    if len(rows) * stride > _ROW_WASTE and region.width * 4 < segments.width:
        return [(start + n * stride + region.x * pixel, region.width * pixel) for n in range(len(rows))]
    return [(start, len(rows) * stride)]


def _exactly(page: OpenPage, offset: int, length: int) -> bytes:
    data = page.store.read(page.key, offset, length)
    if len(data) < length:
        raise Unreadable(f"{page.what}: the file ends before its pixels")
    return data
