"""Runs the rendering line on a set of rendering vectors: planes and settings in, RGB out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from micrographia.engine.render import render as render_view
from micrographia.engine.view import View
from micrographia.pixel_type import PixelType, ValueRange
from micrographia.pixels import Region
from micrographia.rendering import histogram as counting
from micrographia.rendering import lut
from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.color import Color
from micrographia.rendering.composite import RGB
from micrographia.rendering.defaults import ChannelFacts, default_settings
from micrographia.rendering.settings import (
    ChannelSettings,
    Family,
    Model,
    Projection,
    Quantum,
    RenderingSettings,
    Window,
)
from micrographia.testing.array_source import ArraySource


def render(entry: Mapping[str, Any], planes: NDArray[Any], luts: Mapping[str, bytes]) -> RGB:
    """The picture of one vector. planes (C, Z, Y, X); luts: content of each `.lut` file.

    Codomain maps that no request can name and steps other than 1 in a projection are not ours: they are passed over.
    """
    source = ArraySource(planes[:, :, None], PixelType(entry["pixel_type"]), entry.get("significant_bits"))
    size = source.info.size
    x, y, width, height = entry.get("region") or (0, 0, size.x, size.y)
    x, y = max(x, 0), max(y, 0)  # as the reference does; a request with a negative place is refused at the door
    region = Region(x, y, min(width, size.x - x), min(height, size.y - y))
    view = View(entry.get("z", 0), 0, region, 0, settings_of(entry))
    tables = {name: table for name, content in luts.items() if (table := lut.parse(content)) is not None}
    statistics = [_range_of(channel.get("stats")) for channel in entry["channels"]]
    return render_view(source, view, tables, statistics)


def settings_of(entry: Mapping[str, Any]) -> RenderingSettings:
    """The settings of one vector."""
    quantum = entry["quantum"]
    projection = entry.get("projection")
    return RenderingSettings(
        model=Model.GREYSCALE if entry["model"] == "greyscale" else Model.COLOR,
        channels=tuple(_channel_of(channel) for channel in entry["channels"]),
        projection=Projection(projection["algorithm"]) if projection else Projection.NORMAL,
        z_range=(projection["start"], projection["end"]) if projection else None,
        quantum=Quantum(quantum["cd_start"], quantum["cd_end"], quantum["bit_resolution"]),
    )


def _channel_of(channel: Mapping[str, Any]) -> ChannelSettings:
    start, end = channel["window"]
    return ChannelSettings(
        active=channel["active"],
        window=Window(float(start), float(end)),
        color=str(Color(*channel["color"])),
        lut=channel["lut"],
        family=Family(channel["family"]),
        coefficient=channel["coefficient"],
        codomain=(REVERSE,) if channel["reverse"] else (),
        noise_reduction=channel["noise_reduction"],
    )


def _range_of(pair: tuple[float | str, float | str] | None) -> ValueRange | None:
    return None if pair is None else ValueRange(float(pair[0]), float(pair[1]))


def defaults(entry: Mapping[str, Any], planes: NDArray[Any] | None) -> RenderingSettings:
    """The first settings for one fixture of kind `defaults`. planes (C, Z, Y, X), where it has pixels."""
    size, channels = entry["size"], entry["channels"]
    type_range = PixelType(entry["pixel_type"]).range(entry.get("significant_bits"))
    middle = None if planes is None else planes[:, (size["z"] - 1) // 2]
    facts = [_facts_of(channel, None if middle is None else middle[c]) for c, channel in enumerate(channels)]
    return default_settings(facts, type_range, size["z"], planes=entry.get("compute_stats", True))


def histogram(entry: Mapping[str, Any], planes: NDArray[Any]) -> list[list[int]]:
    """Counts per channel for one fixture of kind `histogram`. planes (C, Z, Y, X).

    The reference takes the plane's own range where statistics are missing or end at exactly 1; callers of ours say
    which range they want (decision B1), so that rule stands here.
    """
    counts = []
    for c, channel in enumerate(entry["channels"]):
        plane, known = planes[c, entry["z"]], _range_of(channel.get("stats"))
        span = counting.own_range(plane) if known is None or known.high == 1.0 else known
        counts.append(counting.histogram(plane, span, entry["bins"]).tolist())
    return counts


def _facts_of(channel: Mapping[str, Any], plane: NDArray[Any] | None) -> ChannelFacts:
    cut_in = (channel.get("emission_filter") or [None])[0]
    return ChannelFacts(
        color=str(Color(*channel["color"])) if channel.get("color") else None,
        emission_nm=channel.get("emission"),
        excitation_nm=channel.get("excitation"),
        laser_nm=channel.get("laser"),
        emission_filter_nm=cut_in,
        lut=channel.get("lut"),
        statistics=_range_of(channel.get("stats")),
        plane=None if plane is None else ValueRange(float(plane.min()), float(plane.max())),
    )
