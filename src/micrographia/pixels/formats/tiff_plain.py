"""TIFF without a dialect: equal pages are timepoints, smaller copies are levels."""

from dataclasses import dataclass, field, replace

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.formats.tiff_image import TiffImage, is_reduced, level_of, simple_image, with_page_levels
from micrographia.pixels.formats.tiff_pages import Kind, TiffPages
from micrographia.pixels.formats.tiff_tags import date_of, description_of, pixel_size_of
from micrographia.pixels.geometry import Level

_REDUCED, _MASK = 1, 4


@dataclass(slots=True)
class _Run:
    """Equal pages that follow one another, and the smaller copies behind them."""

    kind: tuple[object, ...]
    numbers: list[int]
    reduced: list[int] = field(default_factory=list)


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """One image for each run of equal pages. Pages of a file of several images have "#1", "#2" … in their names.

    The size of a pixel is said of the first image only, as Bio-Formats does.
    """
    runs = _runs(pages)
    if not runs:
        raise Unreadable(f"{pages.key}: it holds no full-resolution page")
    images = []
    for number, run in enumerate(runs):
        numbers = np.array(run.numbers, np.int32).reshape(-1, 1, 1)
        image = simple_image(pages, name if len(runs) == 1 else f"{name} #{number + 1}", numbers)
        if len(run.numbers) == 1 and len(image.info.levels) == 1:
            image = with_page_levels(image, _levels(pages, run))
        images.append(_described(pages, image, run.numbers[0], number == 0))
    return tuple(images)


def _runs(pages: TiffPages) -> list[_Run]:
    runs: list[_Run] = []
    known: dict[Kind, tuple[int, tuple[object, ...]]] = {}
    for number, raw in enumerate(pages.kinds()):
        if raw not in known:
            page = pages.page(number)
            facts = (page.imagewidth, page.imagelength, page.samplesperpixel, page.dtype)
            known[raw] = (page.subfiletype, facts)
        purpose, kind = known[raw]
        if purpose & _MASK:
            continue
        if purpose & _REDUCED:
            if runs:
                runs[-1].reduced.append(number)
        elif runs and runs[-1].kind == kind and not runs[-1].reduced:
            runs[-1].numbers.append(number)
        else:
            runs.append(_Run(kind, [number]))
    return runs


def _levels(pages: TiffPages, run: _Run) -> list[tuple[Level, int]]:
    full = pages.segments(run.numbers[0])
    levels: list[tuple[Level, int]] = []
    for number in run.reduced:
        try:
            small = pages.segments(number)
        except Unreadable:
            continue
        if is_reduced(small, full, levels[-1][0] if levels else level_of(full)):
            levels.append((level_of(small), number))
    return levels


def _described(pages: TiffPages, image: TiffImage, number: int, first: bool) -> TiffImage:
    page = pages.page(number)
    x, y = pixel_size_of(page) if first else (None, None)
    info = replace(image.info, description=description_of(page), pixel_size_um=(x, y, None), acquired=date_of(page))
    return replace(image, info=info)
