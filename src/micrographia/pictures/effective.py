"""How an image looks to somebody: her own settings, else its owner's, else the defaults."""

from __future__ import annotations

from collections.abc import Sequence

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import Channel, Image
from micrographia.pictures.defaults import defaults_of
from micrographia.pictures.rendering_settings import loaded, settings_that_count
from micrographia.rendering.settings import RenderingSettings


def settings_seen(
    image: Image, channels: Sequence[Channel], viewer: Viewer, settings_id: int | None = None
) -> RenderingSettings:
    """The settings that count for the viewer; inside a share the owner's. channels: in the order of their index."""
    in_share = viewer.scope is not None and viewer.scope.share is not None
    stored = settings_that_count(image, None if in_share else viewer.id, settings_id)
    settings = loaded(stored) if stored is not None else None
    if settings is None or len(settings.channels) != image.pixels.size_c:
        return defaults_of(image.pixels, channels)
    return settings
