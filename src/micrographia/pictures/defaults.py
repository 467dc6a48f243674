"""The first settings of an image: computed from its rows, stored for its owner at import."""

from __future__ import annotations

from collections.abc import Sequence

from micrographia.catalog.models import Channel, Image, Pixels, Statistics, StoredChannel, StoredSettings
from micrographia.pictures.rendering_settings import save, unsaved
from micrographia.pixel_type import PixelType, ValueRange
from micrographia.rendering.defaults import ChannelFacts, default_settings
from micrographia.rendering.settings import RenderingSettings

Planes = Sequence[ValueRange | None]
"""Smallest and largest value of each channel in one plane of the middle; empty where nobody looked."""


def defaults_of(pixels: Pixels, channels: Sequence[Channel], planes: Planes = ()) -> RenderingSettings:
    """How an image looks before anybody has said how; channels in the order of their index."""
    facts = tuple(
        ChannelFacts(
            color=channel.color or None,
            emission_nm=channel.emission_nm,
            excitation_nm=channel.excitation_nm,
            laser_nm=channel.laser_nm,
            emission_filter_nm=channel.emission_filter_nm,
            lut=channel.lut or None,
            statistics=statistics_of(channel),
            plane=planes[channel.index] if channel.index < len(planes) else None,
        )
        for channel in channels
    )
    type_range = PixelType(pixels.pixel_type).range(pixels.significant_bits)
    return default_settings(facts, type_range, pixels.size_z)


def statistics_of(channel: Channel) -> ValueRange | None:
    """Smallest and largest value of a channel, once they are known."""
    if channel.low is None or channel.high is None:
        return None
    return ValueRange(channel.low, channel.high)


def store_defaults(image: Image, planes: Planes = ()) -> StoredSettings:
    """The owner's first settings, written; to be called in the transaction that writes the image or its statistics.

    Before the exact statistics are there they are provisional: the call after that makes them again, unless somebody
    has saved in the meantime. Settings that are not provisional stay as they are.
    """
    stored = StoredSettings.objects.filter(image=image, owner=image.owner_id, deleted__isnull=True)
    found: StoredSettings | None = stored.first()
    if found is not None and not (found.provisional and found.revision == 0):
        return found
    provisional = image.pixels.statistics != Statistics.EXACT
    settings = defaults_of(image.pixels, list(image.channels.order_by("index")), planes)
    return save(image, image.owner_id, settings, provisional=provisional)


def unsaved_defaults(
    image: Image, channels: Sequence[Channel], planes: Planes = ()
) -> tuple[StoredSettings, list[StoredChannel]]:
    """What `store_defaults` would write for an image that is not saved yet; `image.pixels` and channels are unsaved."""
    settings = defaults_of(image.pixels, channels, planes)
    return unsaved(image, settings, provisional=image.pixels.statistics != Statistics.EXACT)
