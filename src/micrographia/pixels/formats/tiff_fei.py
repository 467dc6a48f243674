"""TIFF as FEI and Thermo Fisher electron microscopes write it: an INI text gives the size of a pixel in metres."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from micrographia.pixels.formats import tiff_plain
from micrographia.pixels.formats.tiff_image import TiffImage
from micrographia.pixels.formats.tiff_pages import TiffPages


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """The images of the plain file, the first with what the microscope says."""
    first, *others = tiff_plain.images_of(pages, name)
    facts: Mapping[str, Any] = pages.tiff.fei_metadata or {}
    scan, user = facts.get("Scan") or {}, facts.get("User") or {}
    info = replace(
        first.info,
        pixel_size_um=(_micrometres(scan.get("PixelWidth")), _micrometres(scan.get("PixelHeight")), None),
        acquired=_moment(f"{user.get('Date', '')} {user.get('Time', '')}"),
        original=tuple((f"{group}/{key}", str(value)) for group, key, value in _pairs(facts)),
    )
    return (replace(first, info=info), *others)


def _pairs(facts: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    groups = ((name, group) for name, group in facts.items() if isinstance(group, dict))
    return [(name, key, value) for name, group in groups for key, value in group.items()]


def _micrometres(metres: Any) -> float | None:
    return metres * 1e6 if isinstance(metres, float) and 0 < metres < 1 else None


def _moment(text: str) -> datetime | None:
    for form in ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
