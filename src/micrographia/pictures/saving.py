"""A person saves how images look to her: always her own settings, never another's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.models import Image, Pixels, StoredSettings
from micrographia.catalog.permissions import may, require
from micrographia.errors import Invalid, NotFound
from micrographia.pictures.defaults import defaults_of
from micrographia.pictures.effective import settings_seen
from micrographia.pictures.rendering_settings import loaded, save
from micrographia.rendering.change import changed
from micrographia.rendering.settings import RenderingSettings, SettingsChange

AT_ONCE = 500
"""Images whose rows are in memory together."""


def pictured(viewer: Viewer, image_id: int) -> Image:
    """An image that has pixels, with them. Raises NotFound."""
    related = ("group", "pixels")
    image: Image = Image.objects.visible_to(viewer).select_related(*related).one(image_id)
    if not hasattr(image, "pixels"):
        raise NotFound(f"Image {image_id} has no pixels")
    return image


def in_order(viewer: Viewer, image_ids: Iterable[int]) -> Iterator[tuple[int, Image | None]]:
    """Each id once, in the order given, with its image; None where it is not there, not hers or without pixels."""
    ids = list(dict.fromkeys(image_ids))
    visible = Image.objects.visible_to(viewer).filter(pixels__isnull=False).select_related("group", "pixels")
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        found = {image.pk: image for image in visible.filter(pk__in=part).prefetch_related("channels")}
        yield from ((id, found.get(id)) for id in part)


def save_change(viewer: Viewer, image_id: int, change: SettingsChange) -> None:
    """Saves what the viewer sees with a change to it; what the change leaves out stays as she sees it.

    Raises NotFound, Forbidden where she may not annotate, Invalid where the change names what the image does not have.
    """
    image = pictured(viewer, image_id)
    require(viewer, Verb.SAVE_SETTINGS, image)
    _require_fit(change, image.pixels)
    with transaction.atomic():
        seen = settings_seen(image, list(image.channels.order_by("index")), viewer)
        _save(viewer, image, changed(seen, change))


def reset(viewer: Viewer, image_ids: Iterable[int]) -> list[int]:
    """Gives the viewer the settings of the import; the ids of the images she may save settings of."""
    return [image.pk for image in _savable(viewer, image_ids) if _given(viewer, image, _imported(image))]


def apply_owners(viewer: Viewer, image_ids: Iterable[int]) -> list[int]:
    """Gives the viewer the settings of each image's owner; the ids of the images she may save settings of."""
    return [image.pk for image in _savable(viewer, image_ids) if _given(viewer, image, _owners(image))]


def _savable(viewer: Viewer, image_ids: Iterable[int]) -> Iterator[Image]:
    for _, image in in_order(viewer, image_ids):
        if image is not None and may(viewer, Verb.SAVE_SETTINGS, image):
            yield image


def _given(viewer: Viewer, image: Image, settings: RenderingSettings | StoredSettings) -> bool:
    """Saves them, unless they are the viewer's own already."""
    if isinstance(settings, StoredSettings):
        if settings.owner_id == viewer.id:
            return True
        settings = loaded(settings)
    with transaction.atomic():
        _save(viewer, image, settings)
    return True


def _imported(image: Image) -> RenderingSettings | StoredSettings:
    """The owner's settings while they are still those of the import, else what import would choose."""
    stored = _stored_of_owner(image)
    if stored is not None and stored.revision == 0:
        return stored
    return defaults_of(image.pixels, sorted(image.channels.all(), key=lambda channel: channel.index))


def _owners(image: Image) -> RenderingSettings | StoredSettings:
    return _stored_of_owner(image) or _imported(image)


def _stored_of_owner(image: Image) -> StoredSettings | None:
    stored = StoredSettings.objects.filter(image=image, owner=image.owner_id, deleted__isnull=True)
    found: StoredSettings | None = stored.prefetch_related("channels").first()
    return found


def _save(viewer: Viewer, image: Image, settings: RenderingSettings) -> None:
    assert viewer.id is not None
    save(image, viewer.id, settings)


def _require_fit(change: SettingsChange, pixels: Pixels) -> None:
    for each in change.channels:
        if each.index >= pixels.size_c:
            raise Invalid(f"channel {each.index + 1} is not there: the image has {pixels.size_c}", "c")
    for name, place, size in (("z", change.default_z, pixels.size_z), ("t", change.default_t, pixels.size_t)):
        if place is not None and place >= size:
            raise Invalid(f"{name} is a number from 1 to {size}", name)
