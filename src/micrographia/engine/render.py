"""One open image → RGB: the line that every picture takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from micrographia.engine.planes import Checkpoint, never, planes, shown
from micrographia.engine.view import View
from micrographia.errors import Invalid
from micrographia.pixel_type import ValueRange
from micrographia.pixels import ImageInfo, PixelSource
from micrographia.rendering.composite import RGB, composite
from micrographia.rendering.domain import Domain
from micrographia.rendering.layer import Layer, Look, layer_of
from micrographia.rendering.table import Luts

Statistics = Sequence[ValueRange | None]
"""Smallest and largest value per channel; empty or None where not known."""


def render(
    source: PixelSource,
    view: View,
    luts: Luts,
    statistics: Statistics = (),
    checkpoint: Checkpoint = never,
) -> RGB:
    """The picture (height, width, 3) of a view. Without an active channel it is black.

    luts: the lookup tables that the settings may name. Only the channels that are shown are read. Raises Invalid
    outside the image, Unreadable, and whatever the checkpoint raises.
    """
    check(source.info, view)
    return composite(_layers(source, view, luts, statistics, checkpoint), view.region.height, view.region.width)


def check(info: ImageInfo, view: View) -> None:
    """Raises Invalid unless the view lies inside the image and has settings for each channel."""
    if len(view.settings.channels) != info.size.c:
        raise Invalid(f"the settings are of {len(view.settings.channels)} channels, the image has {info.size.c}")
    if not 0 <= view.level < len(info.levels):
        raise Invalid(f"level is one of 0 to {len(info.levels) - 1}", "level")
    if not 0 <= view.t < info.size.t:
        raise Invalid(f"t is one of 0 to {info.size.t - 1}", "t")
    if not 0 <= view.z < info.size.z:
        raise Invalid(f"z is one of 0 to {info.size.z - 1}", "z")
    view.region.within(info.levels[view.level])


def domain_of(info: ImageInfo, statistics: Statistics, channel: int) -> Domain:
    """What the values of a channel can be; channel from 0."""
    known = statistics[channel] if channel < len(statistics) else None
    return Domain(info.pixel_type, info.significant_bits, known)


def _layers(
    source: PixelSource, view: View, luts: Luts, statistics: Statistics, checkpoint: Checkpoint
) -> Iterator[Layer]:
    look = Look(view.settings.model, view.settings.quantum, luts)
    channels = shown(view)
    for channel, values in zip(channels, planes(source, view, channels, checkpoint), strict=True):
        checkpoint()
        yield layer_of(values, view.settings.channels[channel], domain_of(source.info, statistics, channel), look)
