"""What people want to know of an image, as words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micrographia.catalog.models import Image, Pixels

Fact = tuple[str, str]
"""What it is, and its value."""


def facts_of(image: Image) -> tuple[Fact, ...]:
    """The facts in the order in which people read them; what is not known is left out."""
    return tuple(_facts(image, image.pixels))


def _facts(image: Image, pixels: Pixels) -> Iterator[Fact]:
    yield "Size", f"{pixels.size_x:,} × {pixels.size_y:,} pixels"
    if pixels.physical_x and pixels.physical_y:
        yield "Field", f"{length(pixels.size_x * pixels.physical_x)} × {length(pixels.size_y * pixels.physical_y)}"
        yield "Pixel", f"{length(pixels.physical_x)} × {length(pixels.physical_y)}"
    yield from _axes(pixels)
    yield "Values", _values(pixels)
    if pixels.magnification:
        yield "Objective", f"{pixels.magnification:g}×" + (f" / {pixels.lens_na:g}" if pixels.lens_na else "")
    if image.acquired:
        yield "Acquired", _moment(image.acquired)
    yield "Imported", _moment(image.created)
    yield "Owner", image.owner.full_name or image.owner.username
    yield "Group", image.group.name


def _axes(pixels: Pixels) -> Iterator[Fact]:
    if pixels.size_z > 1:
        yield "Z-sections", f"{pixels.size_z}" + (f", {length(pixels.physical_z)} apart" if pixels.physical_z else "")
    if pixels.size_t > 1:
        apart = f", {pixels.time_increment_s:g} s apart" if pixels.time_increment_s else ""
        yield "Timepoints", f"{pixels.size_t}{apart}"


def _values(pixels: Pixels) -> str:
    bits = pixels.significant_bits
    return pixels.pixel_type + (f", {bits} bits used" if bits else "")


def length(micrometres: float) -> str:
    """A length with the unit that suits it."""
    if micrometres >= 1000:
        return f"{micrometres / 1000:.3g} mm"
    return f"{micrometres:.4g} µm" if micrometres >= 1 else f"{micrometres * 1000:.3g} nm"


def _moment(moment: datetime) -> str:
    return f"{moment:%d %B %Y, %H:%M}".removeprefix("0")
