"""TIFF as Leica writes slides (.scn): XML says which page is which image, level, channel and z-section."""

from dataclasses import replace

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.formats.ome_quantity import moment
from micrographia.pixels.formats.plane_table import Pages, no_pages
from micrographia.pixels.formats.tiff_image import TiffImage, is_reduced, level_of, simple_image
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_tags import description_of
from micrographia.pixels.formats.xml_tree import Element, integer, read_xml, real, text_of
from micrographia.pixels.geometry import Size5D
from micrographia.pixels.metadata import ChannelInfo

_MOST_PLANES = 2**20


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """The images in the order of the XML: usually an overview, then the scanned regions."""
    root = read_xml(description_of(pages.first), pages.key)
    elements = [
        element for element in root.iterfind("collection/image") if element.find("pixels/dimension") is not None
    ]
    if not elements:
        raise Unreadable(f"{pages.key}: its XML describes no image")
    return tuple(_image(pages, element, f"{name} #{number + 1}") for number, element in enumerate(elements))


def _image(pages: TiffPages, element: Element, name: str) -> TiffImage:
    tables = _tables(pages, element)
    first = int(tables[0][0, 0, 0, 1])
    image = simple_image(pages, element.get("name") or name, np.full((1, 1, 1), first, np.int32))
    levels, places = [image.info.levels[0]], [tables[0]]
    for table in tables[1:]:
        small = pages.segments(int(table[0, 0, 0, 1]))
        if is_reduced(small, pages.segments(first), levels[-1]):
            levels.append(level_of(small))
            places.append(table)
    size, samples = image.info.size, image.table.samples
    _, channels, sections, _ = tables[0].shape
    view = element.find("view")
    info = replace(
        image.info,
        size=Size5D(size.x, size.y, sections, channels * samples, 1),
        levels=tuple(levels),
        channels=(ChannelInfo(),) * (channels * samples),
        pixel_size_um=_pixel_size(view, size),
        magnification=_number(text_of(element, "scanSettings", "objectiveSettings", "objective")),
        lens_na=_number(text_of(element, "scanSettings", "illuminationSettings", "numericalAperture")),
        acquired=moment(text_of(element, "creationDate")),
    )
    return TiffImage(info, replace(image.table, pages=tuple(places), subifds=(None,) * len(places)))


def _tables(pages: TiffPages, element: Element) -> list[Pages]:
    """One table a level, the largest first. Raises Unreadable when the first level is not complete."""
    found: dict[int, dict[tuple[int, int], int]] = {}
    for dimension in element.iterfind("pixels/dimension"):
        page = integer(dimension, "ifd")
        if page is not None and 0 <= page < len(pages):
            place = (integer(dimension, "c") or 0, integer(dimension, "z") or 0)
            found.setdefault(integer(dimension, "r") or 0, {})[place] = page
    full, *smaller = [_table(found[level]) for level in sorted(found)] or [None]
    if full is None:
        raise Unreadable(f"{pages.key}: its XML does not say where all planes of an image lie")
    return [full, *(table for table in smaller if table is not None and table.shape == full.shape)]


def _table(places: dict[tuple[int, int], int]) -> Pages | None:
    channels, sections = (1 + max(place[axis] for place in places) for axis in (0, 1))
    if min(min(place) for place in places) < 0 or channels * sections != len(places) or len(places) > _MOST_PLANES:
        return None
    table = no_pages(1, channels, sections)
    for (channel, section), page in places.items():
        table[0, channel, section] = (0, page, 0)
    return table


def _pixel_size(view: Element | None, size: Size5D) -> tuple[float | None, float | None, float | None]:
    """The view is given in nanometres."""
    if view is None:
        return (None, None, None)
    across, down, apart = real(view, "sizeX"), real(view, "sizeY"), real(view, "spacingZ")
    return (
        across / size.x / 1000 if across and across > 0 else None,
        down / size.y / 1000 if down and down > 0 else None,
        apart / 1000 if apart and apart > 0 else None,
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
