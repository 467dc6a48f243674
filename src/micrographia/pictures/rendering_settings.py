"""Rows ↔ rendering settings, and whose settings count for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from math import isnan
from typing import Any

from django.db.models import F
from django.utils import timezone

from micrographia.catalog.models import Image, StoredChannel, StoredSettings
from micrographia.pixel_type import PixelType
from micrographia.rendering.codomain.codomain_map import CodomainMap
from micrographia.rendering.codomain.registry import codomain_maps
from micrographia.rendering.settings import ChannelSettings, Family, Model, Quantum, RenderingSettings, Window


def settings_that_count(image: Image, viewer_id: int | None, settings_id: int | None = None) -> StoredSettings | None:
    """The stored settings, in order: those asked for by id, the viewer's own, the owner's; None when there are none.

    An id that does not belong to this image is passed over. viewer_id None: nobody's own, as inside a share.
    """
    stored = StoredSettings.objects.filter(image=image, deleted__isnull=True).prefetch_related("channels")
    asked: StoredSettings | None = stored.filter(pk=settings_id).first() if settings_id is not None else None
    if asked is not None:
        return asked
    by_owner: dict[int, StoredSettings] = {
        each.owner_id: each for each in stored.filter(owner__in=[viewer_id or 0, image.owner_id])
    }
    own = by_owner.get(viewer_id) if viewer_id is not None else None
    return own or by_owner.get(image.owner_id)


def loaded(stored: StoredSettings) -> RenderingSettings:
    """The value behind the rows."""
    return RenderingSettings(
        Model(stored.model),
        tuple(_channel(row) for row in stored.channels.all()),
        default_z=stored.default_z,
        default_t=stored.default_t,
        quantum=Quantum(stored.codomain_start, stored.codomain_end, stored.bit_resolution),
    )


def save(
    image: Image, owner_id: int, settings: RenderingSettings, *, provisional: bool | None = None
) -> StoredSettings:
    """Writes one person's settings of an image, in place of what she had; projections are never stored.

    provisional: None when a person saves; else these are the settings of an import. To be called in a transaction.
    """
    values = {"group_id": image.group_id, "provisional": bool(provisional), **_values(settings)}
    saved_by_person = provisional is None
    stored, created = StoredSettings.objects.get_or_create(
        image=image, owner_id=owner_id, deleted=None, defaults={**values, "revision": int(saved_by_person)}
    )
    if not created:
        if saved_by_person:
            values |= {"revision": F("revision") + 1, "updated": timezone.now()}
        StoredSettings.objects.filter(pk=stored.pk).update(**values)
        stored.channels.all().delete()
    StoredChannel.objects.bulk_create(_rows(stored, settings.channels, _type_window(image)))
    stored.refresh_from_db()
    return stored


def unsaved(
    image: Image, settings: RenderingSettings, *, provisional: bool
) -> tuple[StoredSettings, list[StoredChannel]]:
    """The owner's settings of an image that may not be saved itself yet, as rows for an import to write in bulk."""
    stored = StoredSettings(
        image=image,
        owner_id=image.owner_id,
        group_id=image.group_id,
        provisional=provisional,
        **_values(settings),
    )
    return stored, _rows(stored, settings.channels, _type_window(image))


def _values(settings: RenderingSettings) -> dict[str, Any]:
    return {
        "model": settings.model.value,
        "default_z": settings.default_z,
        "default_t": settings.default_t,
        "codomain_start": settings.quantum.codomain_start,
        "codomain_end": settings.quantum.codomain_end,
        "bit_resolution": settings.quantum.bit_resolution,
    }


def _channel(row: StoredChannel) -> ChannelSettings:
    return ChannelSettings(
        active=row.active,
        window=Window(row.start, row.end),
        color=row.color,
        lut=row.lut or None,
        family=Family(row.family),
        coefficient=row.coefficient,
        codomain=_maps(row.codomain),
        noise_reduction=row.noise_reduction,
    )


def _maps(stored: Iterable[tuple[str, dict[str, Any]]]) -> tuple[CodomainMap, ...]:
    """Maps of a plug-in that is no longer there are passed over: an image stays visible without it."""
    known = codomain_maps()
    return tuple(known[name].parse(parameters) for name, parameters in stored if name in known)


def _type_window(image: Image) -> Window:
    type_range = PixelType(image.pixels.pixel_type).range(image.pixels.significant_bits)
    return Window(type_range.low, type_range.high)


def _rows(stored: StoredSettings, channels: Sequence[ChannelSettings], full: Window) -> list[StoredChannel]:
    """full: what a window that is no number means, because no database keeps a NaN."""
    return [
        StoredChannel(
            settings=stored,
            index=index,
            active=channel.active,
            start=window.start,
            end=window.end,
            color=channel.color,
            lut=channel.lut or "",
            family=channel.family.value,
            coefficient=channel.coefficient,
            codomain=[[each.name, asdict(each)] for each in channel.codomain],  # type: ignore[call-overload]
            noise_reduction=channel.noise_reduction,
        )
        for index, channel in enumerate(channels)
        for window in [full if isnan(channel.window.start + channel.window.end) else channel.window]
    ]
