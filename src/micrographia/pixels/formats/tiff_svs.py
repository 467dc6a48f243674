"""TIFF as Aperio writes slides (.svs): a tiled pyramid, a thumbnail, a label and a macro photograph."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.formats.tiff_image import TiffImage, is_reduced, level_of, simple_image, with_page_levels
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_tags import description_of
from micrographia.pixels.geometry import Level


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """The slide, then the label and the macro photograph where there are any. The thumbnail is left out."""
    facts = _facts(description_of(pages.first))
    slide = simple_image(pages, name, np.zeros((1, 1, 1), np.int32))
    levels: list[tuple[Level, int]] = []
    sides = []
    for number in range(1, len(pages)):
        page = pages.page(number)
        if page.is_tiled:
            small = pages.segments(number)
            if not is_reduced(small, pages.segments(0), levels[-1][0] if levels else slide.info.levels[0]):
                raise Unreadable(f"{pages.what(number)} is no smaller copy of the slide")
            levels.append((level_of(small), number))
        elif kind := _kind(description_of(page), number):
            sides.append(_side(pages, number, kind, facts))
    return (_described(with_page_levels(slide, levels), facts, pages), *sides)


def _kind(description: str, number: int) -> str:
    """ "label", "macro" or, of the thumbnail, ""."""
    second = description.partition("\n")[2]
    return next((kind for kind in ("label", "macro") if second.startswith(kind)), "" if number == 1 else "macro")


def _side(pages: TiffPages, number: int, kind: str, facts: dict[str, str]) -> TiffImage:
    image = simple_image(pages, f"{kind} image", np.full((1, 1, 1), number, np.int32))
    description = description_of(pages.page(number)).rpartition("\n")[2]
    power = _number(facts.get("AppMag"))
    return replace(
        image, info=replace(image.info, description=description, magnification=power, acquired=_moment(facts))
    )


def _described(image: TiffImage, facts: dict[str, str], pages: TiffPages) -> TiffImage:
    size = _number(facts.get("MPP"))
    info = replace(
        image.info,
        description=description_of(pages.first).partition("\n")[0].strip(),
        pixel_size_um=(size, size, None),
        magnification=_number(facts.get("AppMag")),
        acquired=_moment(facts),
        original=tuple(facts.items()),
    )
    return replace(image, info=info)


def _facts(description: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in description.split("|")[1:])
    return {key.strip(): value.strip() for key, equals, value in pairs if equals}


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 < number < 1e6 else None


def _moment(facts: dict[str, str]) -> datetime | None:
    text = f"{facts.get('Date', '')} {facts.get('Time', '')}"
    for form in ("%m/%d/%y %H:%M:%S", "%m/%d/%Y %H:%M:%S"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
