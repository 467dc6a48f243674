"""What the viewer's page tells its script: the image, how it looks, where to ask."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from django.urls import reverse

from micrographia.catalog.models import Image
from micrographia.pixel_type import PixelType
from micrographia.rendering.settings import Model, Projection, RenderingSettings
from micrographia.webgateway.query.number import real, whole
from micrographia.webgateway.query.picture import RenderingQuery
from micrographia.webgateway.shapes.stored_settings import told_channel, type_range_of


def told_settings(image: Image, settings: RenderingSettings) -> dict[str, Any]:
    """Everything that can be saved; z and t from 0."""
    type_range = type_range_of(image)
    return {
        "model": "greyscale" if settings.model is Model.GREYSCALE else "color",
        "channels": [told_channel(channel, type_range) for channel in settings.channels],
        "z": min(settings.default_z, image.pixels.size_z - 1),
        "t": min(settings.default_t, image.pixels.size_t - 1),
    }


def shown_first(
    image: Image, settings: RenderingSettings, asked: RenderingQuery, query: Mapping[str, str]
) -> dict[str, Any]:
    """What the page shows first: settings, changed by what was asked already; plane, projection, quality and place."""
    told = told_settings(image, settings)
    return {
        **told,
        "z": _position(query.get("z"), told["z"], image.pixels.size_z),
        "t": _position(query.get("t"), told["t"], image.pixels.size_t),
        "projection": _projection(settings),
        "quality": asked.quality,
        "look": _look(query),
    }


def value_range(image: Image) -> dict[str, Any]:
    """The values that the pixels can have, and whether they are whole numbers."""
    type_range = type_range_of(image)
    kind = PixelType(image.pixels.pixel_type)
    return {"low": type_range.low, "high": type_range.high, "whole": kind not in (PixelType.FLOAT, PixelType.DOUBLE)}


def addresses(image_id: int, share: int | None) -> dict[str, str]:
    """Where the page asks; {z}, {t}, {channel} and {settings} are places to fill in."""
    seen = "" if share is None else f"?share={share}"

    def of_image(name: str, tail: str = "", drop: int = 0, query: str = seen) -> str:
        path = reverse(name, args=[image_id, *[0] * drop])
        return path.removesuffix("0/" * drop) + tail + query

    return {
        "page": of_image("webgateway_full_viewer"),
        "region": of_image("webgateway_render_image_region", "{z}/{t}/", 2),
        "plane": of_image("webgateway_render_image", "{z}/{t}/", 2),
        "split": of_image("webgateway_render_split_channel", "{z}/{t}/", 2),
        "histogram": of_image("histogram_json", "{channel}/", 1),
        "imported": of_image("webgateway_imageData_json"),
        "everybody": of_image("webgateway_get_image_rdefs_json"),
        "thumbnail": of_image("webgateway_render_thumbnail", "96/"),
        "originals": of_image("archived_files"),
        "save": of_image("webgateway_save_image_rdef_json", query=""),
        "copy": reverse("webgateway_copy_image_rdef_json"),
        "copied": reverse("webgateway_get_image_rdef_json"),
        "reset": reverse("reset_rdef_json"),
        "owners": reverse("reset_owners_rdef_json"),
        "luts": reverse("webgateway_listLuts_json"),
        "lut_sheet": reverse("webgateway_luts_png"),
    }


def _position(text: str | None, default: int, size: int) -> int:
    """From 0, inside the image; the query counts from 1."""
    number = whole(text or "")
    return min(max(default if number is None else number - 1, 0), size - 1)


def _projection(settings: RenderingSettings) -> str:
    if settings.projection is Projection.NORMAL or settings.z_range is None:
        return str(settings.projection)
    return "{}|{}:{}".format(settings.projection, *settings.z_range)


def _look(query: Mapping[str, str]) -> dict[str, float | None]:
    """Where the view's middle is, in pixels, and the zoom in percent; None for what is not said or no number."""
    numbers = {name: real(query.get(name, "")) for name in ("x", "y", "zm")}
    told = {name: number if number is not None and isfinite(number) else None for name, number in numbers.items()}
    zoom = told["zm"]
    return {**told, "zm": zoom if zoom is not None and zoom > 0 else None}
