"""The channels of one OME-XML image."""

from collections.abc import Mapping

from micrographia.pixels.formats.ome_quantity import micrometres, nanometres
from micrographia.pixels.formats.xml_tree import Element, first, integer
from micrographia.pixels.metadata import ChannelInfo

MOST_CHANNELS = 10_000


def channels_of(instruments: Mapping[str, Element], pixels: Element, size_c: int) -> tuple[ChannelInfo, ...]:
    """One value for each of the size_c channels; a Channel of several samples (RGB) counts several times.

    instruments: ID → parts of the microscopes (objectives, lasers, filters).
    """
    found: list[ChannelInfo] = []
    for element in pixels.iterfind("Channel"):
        samples = max(1, integer(element, "SamplesPerPixel") or 1)
        found.extend([_channel(element, instruments)] * min(samples, size_c - len(found)))
    return tuple([*found, *[ChannelInfo()] * size_c][:size_c])


def samples_of(pixels: Element) -> int:
    """How many samples the first Channel says each pixel has: 3 or 4 for RGB, else 1."""
    element = pixels.find("Channel")
    return 1 if element is None else max(1, integer(element, "SamplesPerPixel") or 1)


def color_of(element: Element, name: str) -> str | None:
    """ "RRGGBBAA" of a colour that OME-XML writes as a signed 32-bit number; None when there is none."""
    number = integer(element, name)
    return None if number is None else f"{number & 0xFFFFFFFF:08X}"


def _channel(element: Element, instruments: Mapping[str, Element]) -> ChannelInfo:
    light = _referenced(element, instruments, "LightSourceSettings")
    return ChannelInfo(
        name=element.get("Name"),
        color=color_of(element, "Color"),
        emission_nm=nanometres(element, "EmissionWavelength"),
        excitation_nm=nanometres(element, "ExcitationWavelength"),
        laser_nm=nanometres(light, "Wavelength") if light is not None and light.tag == "Laser" else None,
        emission_filter_nm=_cut_in(element, instruments, "EmissionFilterRef"),
        excitation_filter_nm=_cut_in(element, instruments, "ExcitationFilterRef"),
        fluor=element.get("Fluor"),
        acquisition_mode=element.get("AcquisitionMode"),
        illumination=element.get("IlluminationType"),
        contrast_method=element.get("ContrastMethod"),
        pinhole_um=micrometres(element, "PinholeSize"),
    )


def _cut_in(channel: Element, instruments: Mapping[str, Element], kind: str) -> float | None:
    """Cut-in of the first filter of a kind, in the channel's light path or else in its filter set."""
    path, filters = first(channel, "LightPath"), _referenced(channel, instruments, "FilterSetRef")
    for owner in (path, filters):
        found = None if owner is None else _referenced(owner, instruments, kind)
        band = None if found is None else found.find("TransmittanceRange")
        if band is not None:
            return nanometres(band, "CutIn")
    return None


def _referenced(element: Element, instruments: Mapping[str, Element], kind: str) -> Element | None:
    reference = element.find(kind)
    return None if reference is None else instruments.get(reference.get("ID"))
