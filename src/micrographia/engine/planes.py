"""The values of the active channels of a view, projected if asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np

from micrographia.engine.view import View
from micrographia.pixels import PixelSource, Region, Values
from micrographia.rendering.projection import projector, sections
from micrographia.rendering.settings import Model, Projection

Checkpoint: TypeAlias = Callable[[], None]
"""Called between steps; raises when nobody waits for the result any more."""

TOGETHER_BYTES = 64 * 2**20
"""How much is read at a time: channels together as far as they fit, projections in strips."""


def never() -> None:
    """The checkpoint of one who always waits."""


def shown(view: View) -> tuple[int, ...]:
    """The channels that the view draws: all active ones, in greyscale only the first."""
    active = tuple(c for c, channel in enumerate(view.settings.channels) if channel.active)
    return active[:1] if view.settings.model is Model.GREYSCALE else active


def planes(source: PixelSource, view: View, channels: Sequence[int], checkpoint: Checkpoint) -> Iterator[Values]:
    """(height, width) per channel, in the order of `channels`.

    Channels are read together as far as memory allows, because one chunk of the file may hold several.
    """
    plane = view.region.width * view.region.height * source.info.pixel_type.dtype.itemsize
    together = len(channels) if source.info.rgb else max(1, TOGETHER_BYTES // plane)
    for start in range(0, len(channels), together):
        group = channels[start : start + together]
        checkpoint()
        if view.settings.projection is Projection.NORMAL:
            yield from source.read(view.z, view.t, group, view.region, view.level)
        else:
            yield from _projected(source, view, group, checkpoint)


def _projected(source: PixelSource, view: View, channels: Sequence[int], checkpoint: Checkpoint) -> Values:
    """Strip by strip, each a whole number of the level's tiles high, so that sums stay small."""
    result = np.empty((len(channels), view.region.height, view.region.width), source.info.pixel_type.dtype)
    tile = source.info.levels[view.level].tile_height
    rows = max(1, TOGETHER_BYTES // (8 * len(channels) * view.region.width) // tile) * tile
    top, bottom = view.region.y, view.region.y + view.region.height
    while top < bottom:
        end = min(bottom, (top // rows + 1) * rows)
        strip = Region(view.region.x, top, view.region.width, end - top)
        result[:, top - view.region.y : end - view.region.y] = _strip(source, view, channels, strip, checkpoint)
        top = end
    return result


def _strip(source: PixelSource, view: View, channels: Sequence[int], strip: Region, checkpoint: Checkpoint) -> Values:
    settings, info = view.settings, source.info
    sums = projector(settings.projection, (len(channels), strip.height, strip.width), info.pixel_type)
    for z in sections(settings.z_range, info.size.z):
        checkpoint()
        sums.add(source.read(z, view.t, channels, strip, view.level))
    return sums.result()
