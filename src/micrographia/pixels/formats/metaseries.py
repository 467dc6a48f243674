"""What MetaMorph and MetaXpress write into each TIFF file of one plane."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_tags import description_of
from micrographia.pixels.formats.xml_tree import NotXml, read_xml

_START = "<MetaData>"


@dataclass(frozen=True, slots=True)
class PlaneFacts:
    """None where the file is silent. acquired: its local time, taken for UTC."""

    pixel_size_um: tuple[float | None, float | None] = (None, None)
    emission_nm: float | None = None
    acquired: datetime | None = None
    magnification: float | None = None
    lens_na: float | None = None


def plane_facts(pages: TiffPages) -> PlaneFacts:
    """From the XML of the first page; all None when there is none that can be read."""
    text = description_of(pages.first).strip()
    if not text.startswith(_START):
        return PlaneFacts()
    try:
        root = read_xml(text, pages.key)
    except NotXml:
        return PlaneFacts()
    return _facts(
        {one.get("id", ""): one.get("value", "") for one in root.iter() if one.tag in ("prop", "custom-prop")}
    )


def _facts(said: Mapping[str, str]) -> PlaneFacts:
    calibrated = said.get("spatial-calibration-state") == "on" and said.get("spatial-calibration-units") in ("um", "µm")
    x, y = (_positive(said, f"spatial-calibration-{axis}") if calibrated else None for axis in "xy")
    return PlaneFacts(
        (x, y),
        _positive(said, "wavelength"),
        _moment(said.get("acquisition-time-local", "")),
        _magnification(said.get("_MagSetting_", "")),
        _positive(said, "_MagNA_"),
    )


def _positive(said: Mapping[str, str], name: str) -> float | None:
    try:
        number = float(said.get(name, ""))
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None


def _magnification(text: str) -> float | None:
    """Of a text like "20X Plan Apo"."""
    found = re.match(r"\s*(\d{1,3}(?:\.\d+)?)\s*[xX]", text)
    return (float(found[1]) or None) if found else None


def _moment(text: str) -> datetime | None:
    for form in ("%Y%m%d %H:%M:%S.%f", "%Y%m%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
