"""TIFF as FEI and Thermo Fisher electron microscopes write it: an INI text gives the size of a pixel in metres."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from micrographia.pixels.formats import tiff_plain
from micrographia.pixels.formats.tiff_image import TiffImage
from micrographia.pixels.formats.tiff_pages import TiffPages


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """The images of the plain file, the first with what the microscope says."""
    first, *others = tiff_plain.images_of(pages, name)
    facts: Mapping[str, Any] = pages.tiff.fei_metadata or {}
    scan = facts.get("Scan") or {}
    info = replace(
        first.info,
        pixel_size_um=(_micrometres(scan.get("PixelWidth")), _micrometres(scan.get("PixelHeight")), None),
        # The local date and time, in the order of the microscope's language, stay here as User/Date and User/Time.
        original=tuple((f"{group}/{key}", str(value)) for group, key, value in _pairs(facts)),
    )
    return (replace(first, info=info), *others)


def _pairs(facts: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    groups = ((name, group) for name, group in facts.items() if isinstance(group, dict))
    return [(name, key, value) for name, group in groups for key, value in group.items()]


def _micrometres(metres: Any) -> float | None:
    return metres * 1e6 if isinstance(metres, float) and 0 < metres < 1 else None
