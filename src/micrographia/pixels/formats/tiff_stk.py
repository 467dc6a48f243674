"""TIFF as MetaMorph writes stacks (.stk): one page whose planes lie one behind the other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.formats.plane_table import pages_in_order
from micrographia.pixels.formats.tiff_image import TiffImage, simple_image
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.metadata import ChannelInfo

MOST_PLANES = 2**22


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """The one image of the file. Planes are z-sections when they say a distance, timepoints otherwise."""
    facts: Mapping[str, Any] = pages.tiff.stk_metadata or {}
    count = int(facts.get("NumberPlanes", 1))
    if not 1 <= count <= MOST_PLANES:
        raise Unreadable(f"{pages.key}: it says it has {count} planes")
    if count > 1 and pages.segments(0).raw is None:
        raise Unreadable(f"{pages.key}: compressed MetaMorph stacks cannot be read")
    distances = np.abs(np.atleast_1d(np.asarray(facts.get("ZDistance", ()), float)))
    deep = bool(distances.size) and bool(np.any(distances > 0))
    planes = np.arange(count, dtype=np.int32).reshape((1, 1, -1) if deep else (-1, 1, 1))
    table = pages_in_order(np.zeros_like(planes))
    table[..., 2] = planes
    image = simple_image(pages, name, np.zeros_like(planes))
    image = replace(image, table=replace(image.table, pages=(table,)))
    return (_described(image, facts, float(distances[distances > 0][0]) if deep else None),)


def _described(image: TiffImage, facts: Mapping[str, Any], distance: float | None) -> TiffImage:
    calibrated = facts.get("SpatialCalibration")
    x, y = (_positive(facts.get(f"{axis}Calibration")) if calibrated else None for axis in "XY")
    wavelengths = np.atleast_1d(np.asarray(facts.get("Wavelengths", ()), float))
    emission = float(wavelengths[0]) if wavelengths.size and wavelengths[0] > 1 else None
    channel = ChannelInfo(name=_channel_name(facts), emission_nm=emission)
    info = replace(
        image.info,
        channels=(channel,) * image.info.size.c,
        pixel_size_um=(x, y, distance),
        acquired=_moment(facts.get("CreateTime")),
        original=tuple((key, str(value)) for key, value in facts.items() if isinstance(value, str | int | float)),
    )
    return replace(image, info=replace(info, levels=info.levels[:1]))


def _channel_name(facts: Mapping[str, Any]) -> str | None:
    """The illumination setting; where that is empty the name of the property behind it, as Bio-Formats has it."""
    properties = facts.get("PlaneProperty")
    known = [one for one in properties if isinstance(one, dict)] if isinstance(properties, list) else []
    for number, one in enumerate(known):
        if one.get("name") == "_IllumSetting_":
            following = known[number + 1].get("name") if number + 1 < len(known) else None
            return str(one.get("value") or following or "") or None
    return None


def _positive(number: Any) -> float | None:
    return float(number) if isinstance(number, int | float) and number > 0 else None


def _moment(found: Any) -> datetime | None:
    return found.replace(tzinfo=UTC, microsecond=0) if isinstance(found, datetime) else None
