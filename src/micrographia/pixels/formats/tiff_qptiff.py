"""TIFF as Akoya and PerkinElmer write slides (.qptiff): each page says in XML which channel and level it is."""

from dataclasses import dataclass, replace

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.formats.plane_table import pages_in_order
from micrographia.pixels.formats.tiff_image import TiffImage, is_reduced, level_of, simple_image
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_tags import date_of, description_of, pixel_size_of
from micrographia.pixels.formats.xml_tree import Element, read_xml, text_of
from micrographia.pixels.metadata import ChannelInfo


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    width: int
    kind: str
    facts: Element


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """The slide with one channel per fluorescence page, then label and overview where there are any."""
    known = [_page(pages, number) for number in range(len(pages))]
    full = [page for page in known if page.kind == "FullResolution" and page.width == known[0].width]
    if not full:
        raise Unreadable(f"{pages.key}: no page of it says that it is full resolution")
    slide = _slide(pages, name, full, [page for page in known if page.kind == "ReducedResolution"])
    return (slide, *(_side(pages, page) for page in known if page.kind in ("Label", "Overview")))


def _page(pages: TiffPages, number: int) -> _Page:
    page = pages.page(number)
    facts = read_xml(description_of(page), pages.what(number))
    return _Page(number, page.imagewidth, text_of(facts, "ImageType"), facts)


def _slide(pages: TiffPages, name: str, full: list[_Page], reduced: list[_Page]) -> TiffImage:
    image = simple_image(pages, name, _numbers(full))
    levels, places = [image.info.levels[0]], [image.table.pages[0]]
    for width in sorted({page.width for page in reduced}, reverse=True):
        level = [page for page in reduced if page.width == width]
        small = pages.segments(level[0].number)
        if len(level) == len(full) and is_reduced(small, pages.segments(full[0].number), levels[-1]):
            levels.append(level_of(small))
            places.append(pages_in_order(_numbers(level)))
    facts = full[0].facts
    info = replace(
        image.info,
        levels=tuple(levels),
        channels=_channels(full, image.table.samples),
        pixel_size_um=(*pixel_size_of(pages.first), None),
        magnification=_number(text_of(facts, "Objective").lower().removesuffix("x")),
        acquired=date_of(pages.first),
    )
    return TiffImage(info, replace(image.table, pages=tuple(places), subifds=(None,) * len(places)))


def _numbers(known: list[_Page]) -> np.ndarray[tuple[int, int, int], np.dtype[np.int32]]:
    return np.array([page.number for page in known], np.int32).reshape(1, -1, 1)


def _channels(full: list[_Page], samples: int) -> tuple[ChannelInfo, ...]:
    if samples > 1:
        return (ChannelInfo(),) * (samples * len(full))
    return tuple(
        ChannelInfo(text_of(page.facts, "Name") or None, _color(text_of(page.facts, "Color"))) for page in full
    )


def _color(text: str) -> str | None:
    """ "RRGGBBAA" of "255,0,0"."""
    parts = text.split(",")
    if len(parts) != 3 or not all(part.strip().isdigit() and int(part) < 256 for part in parts):
        return None
    return "".join(f"{int(part):02X}" for part in parts) + "FF"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _side(pages: TiffPages, page: _Page) -> TiffImage:
    return simple_image(pages, f"{page.kind.lower()} image", np.full((1, 1, 1), page.number, np.int32))
