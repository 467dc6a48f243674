"""Facts that tags of any TIFF page carry: size of a pixel, date, description."""

from datetime import UTC, datetime
from typing import Any

from micrographia.pixels.formats.ome_quantity import moment

_MICROMETRES = {1: 1.0, 2: 25400.0, 3: 10000.0}
"""ResolutionUnit → µm. 1 says that there is no unit; Bio-Formats, and so OMERO, take it as µm."""


def pixel_size_of(page: Any) -> tuple[float | None, float | None]:
    """x and y in µm from the resolution tags; None where they are missing or zero."""
    factor = _MICROMETRES.get(int(page.tags.valueof(296, default=2)))
    return _size(page.tags.valueof(282), factor), _size(page.tags.valueof(283), factor)


def pixels_per_unit(page: Any) -> tuple[float | None, float | None]:
    """x and y of the resolution tags as they stand; None where they are missing or zero."""
    return _ratio(page.tags.valueof(282)), _ratio(page.tags.valueof(283))


def date_of(page: Any) -> datetime | None:
    """The tag DateTime, such as "2015:05:09 09:08:29", taken as UTC."""
    text = page.tags.valueof(306)
    if not isinstance(text, str):
        return None
    try:
        return datetime.strptime(text.strip("\0 "), "%Y:%m:%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return moment(text.strip("\0 "))


def description_of(page: Any) -> str:
    """The tag ImageDescription; "" when it is missing or no text."""
    text = page.tags.valueof(270)
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return text.strip("\0 \r\n") if isinstance(text, str) else ""


def _size(resolution: Any, factor: float | None) -> float | None:
    ratio = _ratio(resolution)
    return None if ratio is None or factor is None else factor / ratio


def _ratio(resolution: Any) -> float | None:
    if not isinstance(resolution, tuple) or len(resolution) != 2:
        return None
    above, below = resolution
    return above / below if above > 0 and below > 0 else None
