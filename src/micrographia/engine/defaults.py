"""The first settings of an open image."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from micrographia.engine.planes import Checkpoint, never
from micrographia.engine.render import Statistics
from micrographia.pixel_type import ValueRange
from micrographia.pixels import ChannelInfo, ImageInfo, PixelSource, Region
from micrographia.pixels.pyramid import LARGEST_PLANE
from micrographia.rendering.defaults import ChannelFacts, default_settings, import_colors
from micrographia.rendering.settings import RenderingSettings


def first_settings(
    source: PixelSource, statistics: Statistics = (), checkpoint: Checkpoint = never
) -> RenderingSettings:
    """Settings as import makes them: colors of the file, windows of the statistics, else of a plane in the middle.

    Reads that plane only when the first channel has no statistics; the checkpoint is called before each channel.
    """
    info = source.info
    known = [statistics[c] if c < len(statistics) else None for c in range(info.size.c)]
    facts = [replace(facts_of(channel), statistics=known[c]) for c, channel in enumerate(info.channels)]
    if known[0] is None:
        planes = (_plane_range(source, c, checkpoint) for c in range(info.size.c))
        facts = [replace(each, plane=plane) for each, plane in zip(facts, planes, strict=True)]
    colors = import_colors(facts, info.rgb)
    facts = [replace(each, color=color) for each, color in zip(facts, colors, strict=True)]
    return default_settings(facts, info.pixel_type.range(info.significant_bits), info.size.z)


def facts_of(channel: ChannelInfo) -> ChannelFacts:
    """What the file says of a channel, as far as it decides how the channel looks at first."""
    return ChannelFacts(
        color=channel.color,
        emission_nm=channel.emission_nm,
        excitation_nm=channel.excitation_nm,
        laser_nm=channel.laser_nm,
        emission_filter_nm=channel.emission_filter_nm,
        lut=channel.lut,
    )


def measured_level(info: ImageInfo) -> int | None:
    """The largest level of at most 3192² pixels; None when even the smallest is larger (decision B16)."""
    fitting = (n for n, level in enumerate(info.levels) if level.width * level.height <= LARGEST_PLANE)
    return next(fitting, None)


def _plane_range(source: PixelSource, channel: int, checkpoint: Checkpoint) -> ValueRange | None:
    """Smallest and largest value of one plane in the middle of the stack; a NaN makes both NaN."""
    checkpoint()
    info, level = source.info, measured_level(source.info)
    if level is None:
        return None
    whole = Region(0, 0, info.levels[level].width, info.levels[level].height)
    values = source.read((info.size.z - 1) // 2, (info.size.t - 1) // 2, [channel], whole, level)
    return ValueRange(float(np.min(values)), float(np.max(values)))
