"""The rendering query as a whole: channels, model, projection, quality, format (reference webgateway.md §2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from micrographia.errors import Invalid
from micrographia.pictures.request import Box, PictureRequest, Split
from micrographia.rendering.settings import Model, Projection, SettingsChange
from micrographia.webgateway.query.area import area_query
from micrographia.webgateway.query.channels import channels_query
from micrographia.webgateway.query.fault import Fault, refuse
from micrographia.webgateway.query.number import is_quality, real, whole

_MODELS = {"g": Model.GREYSCALE, "c": Model.COLOR}
SPLIT_QUALITY = 0.9
KEPT_LENGTH = 2000
"""Longer texts are read anew each time, so that what is kept stays below a few MiB."""

_RANGE = re.compile(r"(-?[0-9]{1,9}):(-?[0-9]{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class RenderingQuery:
    """What a query asks to look different; faults: the malformed parts, which are not in `change`."""

    change: SettingsChange
    quality: float | None
    format: str
    share: int | None
    faults: tuple[Fault, ...]


def rendering_query(query: Mapping[str, str]) -> RenderingQuery:
    """Reads `c maps m p q format share`; whatever else stands there is not ours.

    Raises Invalid for `q` outside 0..1 and a `share` that is no number; every other malformed part is a fault.
    """
    change, faults = _change(query.get("c"), query.get("maps"), query.get("m"), query.get("p", ""))
    return RenderingQuery(change, _quality(query.get("q")), query.get("format", "jpeg"), share_of(query), faults)


def _change(c: str | None, maps: str | None, m: str | None, p: str) -> tuple[SettingsChange, tuple[Fault, ...]]:
    """The tiles of a view all ask the same change: the last few hundred are kept."""
    if len(c or "") + len(maps or "") + len(m or "") + len(p) <= KEPT_LENGTH:
        return _kept(c, maps, m, p)
    return _read(c, maps, m, p)


def _read(c: str | None, maps: str | None, m: str | None, p: str) -> tuple[SettingsChange, tuple[Fault, ...]]:
    channels = channels_query(c, maps)
    model = _MODELS.get(m or "")
    faults = () if model is not None or m is None else (Fault("m", "m is g (greyscale) or c (color)"),)
    projection, z_range = _projection(p)
    change = SettingsChange(channels.changes, channels.only_listed, model, projection, z_range)
    return change, channels.faults + faults


_kept = lru_cache(maxsize=256)(_read)


def refuse_incomplete(query: Mapping[str, str]) -> None:
    """Raises Invalid unless the query alone decides how the picture looks: `c` with a window and a color in each entry,
    `m`, and nothing malformed (reference webgateway.md §2.9)."""
    if "c" not in query:
        raise Invalid("c is needed: channels, each with window and color", "c")
    asked = rendering_query(query)
    for change in asked.change.channels:
        if change.window is None:
            raise Invalid(f"channel {change.index + 1} needs a window, start:end", "c")
        if change.color is None and change.lut is None:
            raise Invalid(f"channel {change.index + 1} needs a color or a lookup table", "c")
    if asked.change.model is None:
        raise Invalid("m is needed: g (greyscale) or c (color)", "m")
    refuse(asked.faults)


def picture_query(
    query: Mapping[str, str], image_id: int, z: int | None = None, t: int | None = None, needs_area: bool = False
) -> PictureRequest:
    """The request for a plane or, with `needs_area`, for a tile or region of it. Raises Invalid."""
    area = area_query(query) if needs_area else None
    asked = rendering_query(query)
    return PictureRequest(
        image_id, z, t, area, change=asked.change, share=asked.share, format=asked.format, quality=asked.quality
    )


def split_query(query: Mapping[str, str], image_id: int, z: int, t: int) -> PictureRequest:
    """The request for the split channels of a plane, whose JPEG is a little finer. Raises Invalid."""
    asked = picture_query(query, image_id, z, t)
    quality = SPLIT_QUALITY if asked.quality is None else asked.quality
    return replace(asked, form=Split(), quality=quality)


def thumbnail_query(query: Mapping[str, str], image_id: int, box: Box) -> PictureRequest:
    """The request for a thumbnail: only `z`, `t` (from 0), `rdefId` and `share` count. Raises Invalid."""
    z, t, settings_id = (_optional(query, name) for name in ("z", "t", "rdefId"))
    return PictureRequest(image_id, z, t, form=box, settings_id=settings_id, share=share_of(query))


def share_of(query: Mapping[str, str]) -> int | None:
    """The share through which the viewer looks. Raises Invalid."""
    return _optional(query, "share")


def _optional(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    number = whole(text)
    if text and number is None:
        raise Invalid(f"{name} is a whole number", name)
    return number


def _projection(text: str) -> tuple[Projection | None, tuple[int, int] | None]:
    """The projection and its z-sections from 0, both included, in order; an unreadable range is the whole stack."""
    name, _, span = text.partition("|")
    if name not in set(Projection):
        return None, None
    found = _RANGE.fullmatch(span)
    if found is None or name == Projection.NORMAL:
        return Projection(name), None
    first, last = sorted((int(found.group(1)), int(found.group(2))))
    return Projection(name), (first, last)


def _quality(text: str | None) -> float | None:
    if text is None:
        return None
    if not is_quality(text):
        raise Invalid("q is a number from 0 to 1", "q")
    return real(text)
