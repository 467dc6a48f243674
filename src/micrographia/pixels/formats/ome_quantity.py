"""Numbers with a unit, as OME-XML writes them → micrometres, nanometres, seconds."""

from datetime import UTC, datetime

from micrographia.pixels.formats.xml_tree import Element, real

_METRES = {
    "Ym": 1e24, "Zm": 1e21, "Em": 1e18, "Pm": 1e15, "Tm": 1e12, "Gm": 1e9, "Mm": 1e6, "km": 1e3, "hm": 1e2,
    "dam": 1e1, "m": 1.0, "dm": 1e-1, "cm": 1e-2, "mm": 1e-3, "µm": 1e-6, "μm": 1e-6, "um": 1e-6, "nm": 1e-9,
    "pm": 1e-12, "fm": 1e-15, "am": 1e-18, "zm": 1e-21, "ym": 1e-24, "Å": 1e-10, "\u212b": 1e-10,
    "thou": 2.54e-5, "li": 2.54e-2 / 12, "in": 2.54e-2, "ft": 0.3048, "yd": 0.9144, "mi": 1609.344,
    "pt": 2.54e-2 / 72,
}  # fmt: skip
"""Lengths of the OME schema that have a size; "pixel" and "reference frame" have none."""

_SECONDS = {
    "d": 86400.0,
    "h": 3600.0,
    "min": 60.0,
    "s": 1.0,
    "ms": 1e-3,
    "µs": 1e-6,
    "μs": 1e-6,
    "us": 1e-6,
    "ns": 1e-9,
}


def micrometres(element: Element, name: str) -> float | None:
    """A length in µm; None when it is missing, no number, or in a unit that has no size."""
    return _length(element, name, "µm", 1e-6)


def nanometres(element: Element, name: str) -> float | None:
    """A wavelength in nm; None when it is missing, not positive, or in a unit that has no size."""
    number = _length(element, name, "nm", 1e-9)
    return number if number is not None and number > 0 else None


def pixel_size(element: Element, name: str) -> float | None:
    """A length in µm that is positive, as the size of a pixel must be."""
    number = micrometres(element, name)
    return number if number is not None and number > 0 else None


def seconds(element: Element, name: str) -> float | None:
    """A time in s; None when it is missing or in an unknown unit."""
    number, factor = real(element, name), _SECONDS.get(element.get(name + "Unit", "s"))
    return None if number is None or factor is None else number * factor


def moment(text: str) -> datetime | None:
    """A date with time zone; one that names no zone is UTC. None when it is no date of ISO 8601."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _length(element: Element, name: str, usual: str, usual_metres: float) -> float | None:
    number, unit = real(element, name), element.get(name + "Unit", usual)
    if number is None or unit == usual:
        return number
    metres = _METRES.get(unit)
    return None if metres is None else float(f"{number * metres / usual_metres:.14g}")
