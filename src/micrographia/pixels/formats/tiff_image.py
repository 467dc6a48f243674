"""One image found in TIFF files: what is said of it, and where its planes lie."""

from dataclasses import dataclass, replace

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.plane_table import PlaneTable, pages_in_order
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_segments import Segments
from micrographia.pixels.geometry import Level, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo


@dataclass(frozen=True, slots=True)
class TiffImage:
    """info: as a reader says it. table: where its planes lie."""

    info: ImageInfo
    table: PlaneTable


def one_of(images: tuple[TiffImage, ...], series: int, key: str) -> TiffImage:
    """images[series]. Raises Unreadable when there is none with this number. key: of the file."""
    if not 0 <= series < len(images):
        raise Unreadable(f"{key}: it has {len(images)} images, none with the number {series}")
    return images[series]


def level_of(segments: Segments) -> Level:
    """The size of a page and of its tiles; strips are tiles as wide as the page."""
    return Level(segments.width, segments.height, segments.tile_width, segments.tile_height)


def is_rgb(page: object, samples: int) -> bool:
    """Whether the samples are colours of one picture: photometric RGB or YCbCr (2, 6), at least three."""
    return samples >= 3 and getattr(page, "photometric", None) in (2, 6)


def subifd_levels(pages: TiffPages, number: int) -> tuple[tuple[Level, ...], tuple[int | None, ...]]:
    """The levels of a page: itself, then those SubIFDs that hold it smaller, in their order.

    A SubIFD that cannot be read, or is no reduced copy, ends the pyramid.
    """
    full = pages.segments(number)
    levels, subifds = [level_of(full)], [None]
    places: list[int | None] = [*subifds]
    for subifd in range(len(pages.page(number).subifds or ())):
        try:
            small = pages.segments(number, subifd)
        except Unreadable:
            break
        if not is_reduced(small, full, levels[-1]):
            break
        levels.append(level_of(small))
        places.append(subifd)
    return tuple(levels), tuple(places)


def is_reduced(small: Segments, full: Segments, above: Level) -> bool:
    """Whether a page is a smaller copy, in the same type and (within a pixel or 2 %) the same proportions."""
    if (small.samples, small.dtype) != (full.samples, full.dtype):
        return False
    if small.width >= above.width or small.height > above.height:
        return False
    across, down = full.width / small.width, full.height / small.height
    return abs(across - down) <= 0.02 * max(across, down) + max(across / small.width, down / small.height)


def simple_image(
    pages: TiffPages, name: str, numbers: np.ndarray[tuple[int, int, int], np.dtype[np.int32]]
) -> TiffImage:
    """An image of equal pages of one file. numbers: of the pages, (t, c, z)."""
    t, c, z = numbers.shape
    number = int(numbers[0, 0, 0])
    segments = pages.segments(number)
    levels, subifds = subifd_levels(pages, number)
    table = PlaneTable((pages.key,), (pages_in_order(numbers),) * len(levels), subifds, segments.samples)
    channels = c * segments.samples
    info = ImageInfo(
        name=name,
        size=Size5D(segments.width, segments.height, z, channels, t),
        pixel_type=PixelType.of(segments.dtype),
        levels=levels,
        channels=(ChannelInfo(),) * channels,
        significant_bits=segments.significant_bits,
        rgb=is_rgb(pages.page(number), segments.samples),
    )
    return TiffImage(info, table)


def with_page_levels(image: TiffImage, levels: list[tuple[Level, int]]) -> TiffImage:
    """The image of a single plane with more levels, that stand in pages of their own: (level, page number)."""
    more = tuple(pages_in_order(np.full((1, 1, 1), number, np.int32)) for _, number in levels)
    table = image.table
    return TiffImage(
        replace(image.info, levels=image.info.levels + tuple(level for level, _ in levels)),
        replace(table, pages=table.pages + more, subifds=table.subifds + (None,) * len(levels)),
    )
