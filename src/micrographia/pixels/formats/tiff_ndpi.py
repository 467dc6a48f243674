"""TIFF as Hamamatsu writes slides (.ndpi): one JPEG per level, cut by its restart markers into thin strips."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.formats.plane_table import pages_in_order
from micrographia.pixels.formats.tiff_image import TiffImage, is_reduced, level_of, simple_image
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_tags import date_of, pixel_size_of
from micrographia.pixels.geometry import Level
from micrographia.pixels.metadata import ChannelInfo, ImageInfo

_SIDES = {-1.0: "macro image", -2.0: "macro mask image"}
_TILE = 1024
"""What we call a tile: the strips are 8 rows high, and decoded ones are kept."""


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """The slide (with z-sections where it has several focal planes), then the macro photograph and its mask."""
    by_power: dict[float, list[int]] = {}
    for number in range(len(pages)):
        by_power.setdefault(float(_facts(pages, number).get("Magnification", 0)), []).append(number)
    powers = sorted((power for power in by_power if power > 0), reverse=True)
    if not powers:
        raise Unreadable(f"{pages.key}: no page of it is a slide")
    slide = _slide(pages, name, [by_power[power] for power in powers])
    slide = _described(pages, slide)
    sides = [(power, by_power[power][0]) for power in _SIDES if power in by_power]
    return (slide, *(_side(pages, number, power, slide.info) for power, number in sides))


def _slide(pages: TiffPages, name: str, levels: list[list[int]]) -> TiffImage:
    full = levels[0]
    image = simple_image(pages, name, np.array(full, np.int32).reshape(1, 1, -1))
    segments = pages.segments(full[0])
    known, places = [image.info.levels[0]], [image.table.pages[0]]
    for numbers in levels[1:]:
        small = pages.segments(numbers[0])
        if len(numbers) == len(full) and is_reduced(small, segments, known[-1]):
            known.append(level_of(small))
            places.append(pages_in_order(np.array(numbers, np.int32).reshape(1, 1, -1)))
    info = replace(image.info, levels=tuple(_in_squares(level) for level in known))
    return TiffImage(info, replace(image.table, pages=tuple(places), subifds=(None,) * len(places)))


def _in_squares(level: Level) -> Level:
    return Level(level.width, level.height, min(level.width, _TILE), min(level.height, _TILE))


def _side(pages: TiffPages, number: int, power: float, slide: ImageInfo) -> TiffImage:
    """A picture beside the slide. Its size of a pixel is taken from the second or third page of the file, whatever
    those are: that is how Bio-Formats, and so OMERO, has it, instead of the picture's own resolution."""
    image = simple_image(pages, _SIDES[power], np.full((1, 1, 1), number, np.int32))
    x, y = pixel_size_of(pages.page(int(-power)))
    info = replace(image.info, pixel_size_um=(x, y, None), acquired=slide.acquired, magnification=slide.magnification)
    return replace(image, info=info)


def _described(pages: TiffPages, image: TiffImage) -> TiffImage:
    number = int(image.table.pages[0][0, 0, 0, 1])
    facts = _facts(pages, number)
    fluorescence = str(facts.get("Fluorescence", "")) or None
    info = replace(
        image.info,
        description=str(facts.get("ScannerSerialNumber") or facts.get("Reference") or ""),
        channels=(ChannelInfo(name=fluorescence),) * image.info.size.c,
        pixel_size_um=(*pixel_size_of(pages.page(number)), None),
        magnification=float(facts["Magnification"]),
        acquired=date_of(pages.page(number)),
        original=tuple((key, str(value)) for key, value in facts.items() if isinstance(value, str | int | float)),
    )
    return replace(image, info=info)


def _facts(pages: TiffPages, number: int) -> Mapping[str, Any]:
    return pages.page(number).ndpi_tags or {}
