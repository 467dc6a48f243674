"""What the settings of an Olympus FV1000 file say of its image."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from micrographia.pixels.metadata import ChannelInfo

_MICROMETRES = {"um": 1.0, "nm": 1e-3, "mm": 1e3}


@dataclass(frozen=True, slots=True)
class OlympusSettings:
    """Sizes in pixels, lengths in µm. depth_step: 1 where the file has no stack, as OMERO says then."""

    width: int
    height: int
    bits: int
    pixel_size: tuple[float | None, float | None]
    depth_step: float | None
    acquired: datetime | None
    channels: tuple[ChannelInfo, ...]

    @classmethod
    def parse(cls, settings: Mapping[str, Mapping[str, Any]]) -> "OlympusSettings":
        """Raises KeyError or ValueError when the size is not said."""
        picture = settings["Reference Image Parameter"]
        numbers = sorted(int(name.split()[1]) for name in settings if _is_channel(name))
        return cls(
            width=int(picture["ImageWidth"]),
            height=int(picture["ImageHeight"]),
            bits=int(picture.get("ValidBitCounts", 0)),
            pixel_size=(
                _length(picture.get("WidthConvertValue"), picture.get("WidthUnit")),
                _length(picture.get("HeightConvertValue"), picture.get("HeightUnit")),
            ),
            depth_step=_depth_step(settings),
            acquired=_date(settings.get("Acquisition Parameters Common", {}).get("ImageCaputreDate")),
            channels=tuple(_channel(settings[f"Channel {number} Parameters"]) for number in numbers),
        )


def lens(settings: Mapping[str, Mapping[str, Any]]) -> tuple[float | None, float | None]:
    """Magnification and numerical aperture, from the settings of a plane."""
    for section in settings.values():
        if "Magnification" in section:
            return _positive(section["Magnification"]), _positive(section.get("ObjectiveLens NAValue"))
    return None, None


def _is_channel(name: str) -> bool:
    words = name.split()
    return len(words) == 3 and words[0] == "Channel" and words[1].isdecimal() and words[2] == "Parameters"


def _channel(found: Mapping[str, Any]) -> ChannelInfo:
    dye = str(found.get("DyeName", ""))
    return ChannelInfo(
        name=str(found["CH Name"]) if found.get("CH Name") else None,
        emission_nm=_positive(found.get("EmissionWavelength")),
        excitation_nm=_positive(found.get("ExcitationWavelength")),
        fluor=dye if dye not in ("", "None") else None,
        illumination=str(found["LightType"]) if found.get("LightType") else None,
    )


def _depth_step(settings: Mapping[str, Mapping[str, Any]]) -> float | None:
    for name, axis in settings.items():
        if name.startswith("Axis ") and axis.get("AxisCode") == "Z":
            if int(axis.get("MaxSize", 0)) > 1:
                return _length(axis.get("Interval"), axis.get("PixUnit") or axis.get("UnitName"))
            return 1.0
    return None


def _length(number: Any, unit: Any) -> float | None:
    found, factor = _positive(number), _MICROMETRES.get(str(unit))
    return None if found is None or factor is None else found * factor


def _positive(number: Any) -> float | None:
    try:
        found = float(number)
    except (TypeError, ValueError):
        return None
    return found if 0 < found < float("inf") else None


def _date(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
