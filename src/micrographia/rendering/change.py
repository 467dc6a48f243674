"""What `c=`, `maps=`, `m=` and `p=` mean on stored settings (reference webgateway.md §2)."""

from __future__ import annotations

from dataclasses import replace

from micrographia.rendering.codomain.codomain_map import CodomainMap
from micrographia.rendering.codomain.reverse import Reverse
from micrographia.rendering.settings import ChannelChange, ChannelSettings, RenderingSettings, SettingsChange


def changed(settings: RenderingSettings, change: SettingsChange) -> RenderingSettings:
    """The settings with all that the change names; what it leaves out stays.

    Changes of channels that the image does not have are passed over; of several for one channel the first counts.
    """
    wanted: dict[int, ChannelChange] = {}
    for each in change.channels:
        wanted.setdefault(each.index, each)
    channels = tuple(
        _channel(channel, wanted.get(index), change.only_listed) for index, channel in enumerate(settings.channels)
    )
    return replace(
        settings,
        channels=channels,
        model=settings.model if change.model is None else change.model,
        projection=settings.projection if change.projection is None else change.projection,
        z_range=settings.z_range if change.projection is None and change.z_range is None else change.z_range,
        default_z=settings.default_z if change.default_z is None else change.default_z,
        default_t=settings.default_t if change.default_t is None else change.default_t,
    )


def _channel(channel: ChannelSettings, change: ChannelChange | None, only_listed: bool) -> ChannelSettings:
    if change is None:
        return replace(channel, active=False) if only_listed else channel
    active = not only_listed and channel.active if change.active is None else change.active
    lut = None if change.color is not None and change.lut is None else change.lut or channel.lut
    return replace(
        channel,
        active=active,
        window=change.window or channel.window,
        color=change.color or channel.color,
        lut=lut,
        family=change.family or channel.family,
        coefficient=channel.coefficient if change.coefficient is None else change.coefficient,
        codomain=_chain(channel.codomain, change),
    )


def _chain(codomain: tuple[CodomainMap, ...], change: ChannelChange) -> tuple[CodomainMap, ...]:
    """At most one map of each kind: reverse first, the others by name, whatever was asked first."""
    kept = (each for each in codomain if each.name not in change.without)
    chain = {each.name: each for each in (*kept, *change.maps)}
    return tuple(sorted(chain.values(), key=lambda each: (each.name != Reverse.name, each.name)))
