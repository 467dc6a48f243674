"""The XML document of a Zeiss CZI file: scaling, objective, channels, names of scenes."""

import re
from dataclasses import dataclass
from datetime import datetime

from micrographia.pixels.formats.ome_quantity import moment
from micrographia.pixels.formats.xml_tree import Element, first, read_xml, text_of
from micrographia.pixels.metadata import ChannelInfo


@dataclass(frozen=True, slots=True)
class CziPlate:
    """The sample holder. wells: (row, column) from 0 of the regions that were to be imaged, one per scene in turn."""

    name: str
    rows: int
    columns: int
    wells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class CziMetadata:
    """What the document says; lengths in µm, None where it is silent. scenes: names by number."""

    pixel_size_um: tuple[float | None, float | None, float | None]
    magnification: float | None
    lens_na: float | None
    acquired: datetime | None
    significant_bits: int | None
    description: str
    channels: tuple[ChannelInfo, ...]
    scenes: dict[int, str]
    plate: "CziPlate | None"

    @classmethod
    def parse(cls, xml: str, key: str) -> "CziMetadata":
        """Raises Unreadable."""
        root = read_xml(xml, key)
        information = first(root, "Metadata", "Information")
        image = first(information, "Image") if information is not None else None
        lens = _lens(information, image)
        return cls(
            pixel_size_um=(_scaling(root, "X"), _scaling(root, "Y"), _scaling(root, "Z")),
            magnification=_positive(text_of(lens, "NominalMagnification")) if lens is not None else None,
            lens_na=_positive(text_of(lens, "LensNA")) if lens is not None else None,
            acquired=moment(text_of(image, "AcquisitionDateAndTime")) if image is not None else None,
            significant_bits=int(_positive(text_of(image, "ComponentBitCount")) or 0) or None
            if image is not None
            else None,
            description=text_of(information, "Document", "Description") if information is not None else "",
            channels=_channels(root, image),
            scenes=_scenes(image),
            plate=_plate(root),
        )


def _positive(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None


def _scaling(root: Element, axis: str) -> float | None:
    """The document says metres."""
    items = first(root, "Metadata", "Scaling", "Items")
    for distance in [] if items is None else items.iterfind("Distance"):
        if distance.get("Id") == axis:
            metres = _positive(text_of(distance, "Value"))
            return None if metres is None else metres * 1e6
    return None


def _lens(information: Element | None, image: Element | None) -> Element | None:
    """The objective that the image refers to."""
    if information is None or image is None:
        return None
    reference = first(image, "ObjectiveSettings", "ObjectiveRef")
    lenses = first(information, "Instrument", "Objectives")
    if reference is None or lenses is None:
        return None
    return next((lens for lens in lenses.iterfind("Objective") if lens.get("Id") == reference.get("Id")), None)


def _channels(root: Element, image: Element | None) -> tuple[ChannelInfo, ...]:
    """Of the image; what it leaves open is taken from the display settings of the same channel."""
    shown = _listed(first(root, "Metadata", "DisplaySetting", "Channels"))
    described = _listed(first(image, "Dimensions", "Channels") if image is not None else None) or shown
    by_id = {channel.get("Id"): channel for channel in shown}
    beside = shown if len(shown) == len(described) else [None] * len(described)  # where the ids say nothing
    return tuple(
        _channel(channel, by_id.get(channel.get("Id"), other)) for channel, other in zip(described, beside, strict=True)
    )


def _listed(channels: Element | None) -> list[Element]:
    return [] if channels is None else list(channels.iterfind("Channel"))


def _channel(channel: Element, shown: Element | None) -> ChannelInfo:
    pinhole = _positive(text_of(channel, "PinholeSize"))
    display = "" if shown is None else text_of(shown, "Color")
    name = channel.get("Name")
    return ChannelInfo(
        name=name if name is not None or shown is None else shown.get("Name"),
        color=_color(text_of(channel, "Color")) or _color(display),
        emission_nm=_positive(text_of(channel, "EmissionWavelength")),
        excitation_nm=_positive(text_of(channel, "ExcitationWavelength")),
        fluor=text_of(channel, "Fluor") or None,
        acquisition_mode=text_of(channel, "AcquisitionMode") or None,
        illumination=text_of(channel, "IlluminationType") or None,
        contrast_method=text_of(channel, "ContrastMethod") or None,
        pinhole_um=pinhole,
    )


def _color(text: str) -> str | None:
    """ "#AARRGGBB" or "#RRGGBB" → "RRGGBBAA"; transparency there has no meaning."""
    found = re.fullmatch("#(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", text)
    return found[1].upper() + "FF" if found else None


def _scenes(image: Element | None) -> dict[int, str]:
    listed = None if image is None else first(image, "Dimensions", "S", "Scenes")
    names = {}
    for scene in [] if listed is None else listed.iterfind("Scene"):
        if scene.get("Index", "").isdecimal() and scene.get("Name"):
            names[int(scene.get("Index"))] = scene.get("Name")
    return names


def _plate(root: Element) -> CziPlate | None:
    """Of the first sample holder, if it has wells: a region of it says "row-column", from 1."""
    holder = next(root.iter("SampleHolder"), None)
    template = None if holder is None else first(holder, "Template")
    if holder is None or template is None:
        return None
    rows, columns = (int(_positive(text_of(template, name)) or 0) for name in ("ShapeRows", "ShapeColumns"))
    places = [re.fullmatch(r"(\d{1,4})-(\d{1,4})", (one.text or "").strip()) for one in holder.iter("TemplateShapeId")]
    wells = tuple((int(place[1]) - 1, int(place[2]) - 1) for place in places if place)
    inside = all(0 <= row < rows and 0 <= column < columns for row, column in wells)
    return CziPlate(template.get("Name", ""), rows, columns, wells) if wells and inside else None
