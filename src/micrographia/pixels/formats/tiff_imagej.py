"""TIFF as ImageJ writes it: the description names the dimensions, the unit and the distance of z-sections."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from micrographia.pixels.formats.plane_table import pages_in_order
from micrographia.pixels.formats.tiff_image import TiffImage, simple_image
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_tags import pixels_per_unit

_MICROMETRES = {
    "nm": 1e-3, "mm": 1e3, "cm": 1e4, "m": 1e6, "inch": 25400.0,
    "\\u00b5m": 1.0, "µm": 1.0, "um": 1.0, "micron": 1.0, "microns": 1.0,
}  # fmt: skip
"""Other words (such as "pixel" and, oddly, "millimeter") are taken as µm, as Bio-Formats and so OMERO do."""

MOST_PLANES = 2**24


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """The one image of the file. Planes lie in the order channels, z-sections, timepoints (fastest first); a file
    larger than 4 GB has a single page, and its other planes behind the pixels of that."""
    facts = _facts(pages)
    channels, slices, frames = (_count(facts, word) for word in ("channels", "slices", "frames"))
    count, planes = len(pages), channels * slices * frames
    behind = count == 1 and 1 < planes <= MOST_PLANES and pages.segments(0).raw is not None
    if not behind and planes != count:
        channels, slices, frames = 1, 1, count
    numbers = np.arange(channels * slices * frames, dtype=np.int32).reshape(frames, slices, channels).transpose(0, 2, 1)
    image = simple_image(pages, name, np.zeros_like(numbers) if behind else numbers)
    if behind:
        image = _behind_the_first(image, numbers)
    return (_described(pages, image, facts),)


def _behind_the_first(image: TiffImage, numbers: NDArray[np.int32]) -> TiffImage:
    table = pages_in_order(np.zeros_like(numbers))
    table[..., 2] = numbers
    return replace(image, table=replace(image.table, pages=(table,) * len(image.table.pages)))


def _described(pages: TiffPages, image: TiffImage, facts: Mapping[str, object]) -> TiffImage:
    factor = _MICROMETRES.get(str(facts.get("unit", "")).strip().lower(), 1.0)
    across, down = pixels_per_unit(pages.first)
    spacing, interval = facts.get("spacing"), facts.get("finterval")
    info = replace(
        image.info,
        pixel_size_um=(
            factor / across if across else None,
            factor / down if down else None,
            abs(spacing) * factor if isinstance(spacing, int | float) and spacing else None,
        ),
        time_increment_s=float(interval) if isinstance(interval, int | float) and interval > 0 else None,
        original=tuple((key, str(value)) for key, value in facts.items() if isinstance(value, str | int | float)),
    )
    return replace(image, info=info)


def _facts(pages: TiffPages) -> dict[str, object]:
    found = pages.tiff.imagej_metadata
    return dict(found) if found else {}


def _count(facts: Mapping[str, object], word: str) -> int:
    found = facts.get(word, 1)
    return found if isinstance(found, int) and 1 <= found <= MOST_PLANES else 1
