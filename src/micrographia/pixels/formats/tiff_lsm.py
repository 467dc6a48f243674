"""TIFF as Zeiss LSM writes it: channels are the separate samples of a page, every second page is a thumbnail."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.formats.tiff_image import TiffImage, simple_image
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.metadata import ChannelInfo

_LEAST_SIZE, _MOST_SIZE = 1e-12, 1.0
"""Metres; a size outside is nonsense (files with 1e-19 m exist) and is left out."""


def images_of(pages: TiffPages, name: str) -> tuple[TiffImage, ...]:
    """The one image of the file: z-sections fastest, then timepoints."""
    facts: Mapping[str, Any] = pages.tiff.lsm_metadata or {}
    full = [number for number in range(len(pages)) if not pages.page(number).subfiletype & 1]
    if not full:
        raise Unreadable(f"{pages.key}: it holds no full-resolution page")
    slices, frames = max(1, facts.get("DimensionZ", 1)), max(1, facts.get("DimensionTime", 1))
    if slices * frames != len(full):
        slices, frames = 1, len(full)
    numbers = np.array(full, np.int32).reshape(frames, slices, 1).transpose(0, 2, 1)
    image = simple_image(pages, _name(facts, name), numbers)
    return (replace(image, info=_described(image, facts)),)


def _described(image: TiffImage, facts: Mapping[str, Any]) -> Any:
    scan: Mapping[str, Any] = facts.get("ScanInformation") or {}
    objective = str(scan.get("Objective", ""))
    found = re.search(r"(\d+(?:\.\d+)?)x\s*/\s*(\d+(?:\.\d+)?)", objective)
    x, y, z = (_micrometres(facts.get(f"VoxelSize{axis}")) for axis in "XYZ")
    return replace(
        image.info,
        channels=_channels(facts, image.info.size.c),
        description=str(scan.get("Description") or ""),
        rgb=False,
        pixel_size_um=(x, y, z),
        time_increment_s=facts.get("TimeIntervall") or None,
        magnification=float(found[1]) if found else None,
        lens_na=float(found[2]) if found else None,
        # The clock of the microscope, without a time zone, stays here as Sample0time: days since 1899-12-30.
        original=tuple((key, str(value)) for key, value in scan.items() if isinstance(value, str | int | float)),
    )


def _name(facts: Mapping[str, Any], name: str) -> str:
    return name.removesuffix(".lsm")


def _channels(facts: Mapping[str, Any], count: int) -> tuple[ChannelInfo, ...]:
    table = facts.get("ChannelColors") or {}
    names, colors = list(table.get("ColorNames") or ()), list(table.get("Colors") or ())
    return tuple(
        ChannelInfo(
            name=str(names[number]) if number < len(names) else None,
            color="{:02X}{:02X}{:02X}FF".format(*colors[number][:3]) if number < len(colors) else None,
        )
        for number in range(count)
    )


def _micrometres(metres: Any) -> float | None:
    return metres * 1e6 if isinstance(metres, float) and _LEAST_SIZE <= metres <= _MOST_SIZE else None
