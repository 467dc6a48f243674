"""Settings as the addresses tell them that save, list and copy them (reference webgateway.md §8.4, §8.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import orjson

from micrographia.catalog.models import Image, StoredSettings
from micrographia.pictures.rendering_settings import loaded
from micrographia.pixel_type import PixelType, ValueRange
from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings
from micrographia.webgateway.query.number import whole


def listed_settings(stored: StoredSettings, image: Image) -> dict[str, Any]:
    """One entry of `get_image_rdefs_json`; z and t from 0. stored: with its owner."""
    settings, owner = loaded(stored), stored.owner
    return {
        "id": stored.pk,
        "owner": {"id": owner.pk, "firstName": owner.first_name, "lastName": owner.last_name},
        "z": settings.default_z,
        "t": settings.default_t,
        "model": "greyscale" if settings.model is Model.GREYSCALE else "rgb",
        "c": [told_channel(channel, type_range_of(image)) for channel in settings.channels],
    }


def remembered_query(query: Mapping[str, str], image_id: int | None) -> dict[str, Any]:
    """Settings that were copied as parameters, for `getImgRDef`: numbers as numbers, maps as a list; z, t from 1."""
    told: dict[str, Any] = {name: query[name] for name in ("c", "m", "pixel_range") if name in query}
    if "maps" in query:
        told["maps"] = _list_or_text(query["maps"])
    for name in ("z", "t"):
        if name in query:
            told[name] = whole(query[name])
    return {**told, "imageId": image_id}


def copied_settings(image: Image, settings: RenderingSettings) -> dict[str, Any]:
    """The settings of an image as parameters, for `getImgRDef`; z and t from 1."""
    full = PixelType(image.pixels.pixel_type).range()
    type_range = type_range_of(image)
    return {
        "c": ",".join(_entry(number, each, type_range) for number, each in enumerate(settings.channels, 1)),
        "m": settings.model.value,
        "maps": [_maps(each) for each in settings.channels],
        "pixel_range": f"{int(full.low)}:{int(full.high)}",
        "z": settings.default_z + 1,
        "t": settings.default_t + 1,
        "imageId": image.pk,
    }


def told_channel(channel: ChannelSettings, type_range: ValueRange) -> dict[str, Any]:
    """One channel. alpha, which the field's clients do not know: how much the color counts, 255 is fully."""
    reverse = REVERSE in channel.codomain
    red, green, blue = bytes.fromhex(channel.color[:6])
    return {
        "active": channel.active,
        "start": type_range.finite(channel.window.start),
        "end": type_range.finite(channel.window.end),
        "color": channel.color[:6],
        "alpha": int(channel.color[6:8], 16),
        "rgb": {"red": red, "green": green, "blue": blue},
        **({} if channel.lut is None else {"lut": channel.lut}),
        "inverted": reverse,
        "reverseIntensity": reverse,
        "family": channel.family.value,
        "coefficient": channel.coefficient,
    }


def _entry(number: int, channel: ChannelSettings, type_range: ValueRange) -> str:
    start, end = (type_range.finite(value) for value in (channel.window.start, channel.window.end))
    sign = "" if channel.active else "-"
    return f"{sign}{number}|{start}:{end}${channel.lut or channel.color[:6]}"


def _maps(channel: ChannelSettings) -> dict[str, Any]:
    further = (each for each in channel.codomain if each != REVERSE)
    return {
        "inverted": {"enabled": REVERSE in channel.codomain},
        "quantization": {"family": channel.family.value, "coefficient": channel.coefficient},
        **{each.name: {"enabled": True, **asdict(each)} for each in further},  # type: ignore[call-overload]
    }


def type_range_of(image: Image) -> ValueRange:
    """What the image's values can be."""
    return PixelType(image.pixels.pixel_type).range(image.pixels.significant_bits)


def _list_or_text(maps: str) -> Any:
    try:
        return orjson.loads(maps)
    except orjson.JSONDecodeError:
        return maps
