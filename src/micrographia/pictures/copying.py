"""Settings of one image for others that are like it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.contained_images import Holder, images_in
from micrographia.catalog.models import Channel, Image, Pixels
from micrographia.catalog.permissions import may
from micrographia.catalog.whereabouts import whereabouts_of
from micrographia.pictures.effective import settings_seen
from micrographia.pictures.labels import label_of
from micrographia.pictures.rendering_settings import save
from micrographia.pictures.saving import AT_ONCE, in_order, pictured
from micrographia.rendering.change import changed
from micrographia.rendering.settings import RenderingSettings, SettingsChange


@dataclass(frozen=True, slots=True)
class Pasted:
    """Ids of images that have the settings now, and of those that are not like the source, not hers or not there."""

    done: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


def paste_from(viewer: Viewer, source_id: int, targets: Iterable[int]) -> Pasted:
    """Saves what the viewer sees of one image for others. Raises NotFound where the source is not there."""
    source = pictured(viewer, source_id)
    return _pasted(viewer, source, settings_seen(source, _channels(source), viewer), targets)


def paste_change(
    viewer: Viewer, source_id: int, change: SettingsChange, targets: Iterable[int], *, keep: bool
) -> Pasted:
    """The same with a change to what she sees of the source; keep: the source gets it too, where she may save.

    Raises NotFound where the source is not there.
    """
    source = pictured(viewer, source_id)
    settings = changed(settings_seen(source, _channels(source), viewer), change)
    if keep and may(viewer, Verb.SAVE_SETTINGS, source):
        _save(viewer, source, settings)
    return _pasted(viewer, source, settings, targets)


def compatible(viewer: Viewer, image_id: int) -> list[int]:
    """Ids of images of the same project with the same pixel type, number of channels and names of channels.

    In their order, without the image itself; none where it is not in exactly one project. Raises NotFound.
    """
    image = pictured(viewer, image_id)
    projects = whereabouts_of(image, viewer).projects
    if len(projects) != 1:
        return []
    beside = images_in(viewer, Holder.PROJECT, [projects[0].id])
    same = {"pixels__pixel_type": image.pixels.pixel_type, "pixels__size_c": image.pixels.size_c}
    labels, found = _labels(image), []
    for start in range(0, len(beside), AT_ONCE):
        part = Image.objects.filter(pk__in=beside[start : start + AT_ONCE], **same).exclude(pk=image.pk)
        found += [other.pk for other in part.order_by("pk").prefetch_related("channels") if _labels(other) == labels]
    return found


def _pasted(viewer: Viewer, source: Image, settings: RenderingSettings, targets: Iterable[int]) -> Pasted:
    waves, done, refused = _waves(source), [], []
    for id, target in in_order(viewer, targets):
        alike = target is not None and _alike(source.pixels, target.pixels) and _waves(target) == waves
        if target is None or not alike or not may(viewer, Verb.SAVE_SETTINGS, target):
            refused.append(id)
            continue
        _save(viewer, target, settings)
        done.append(id)
    return Pasted(tuple(done), tuple(refused))


def _save(viewer: Viewer, image: Image, settings: RenderingSettings) -> None:
    """One short transaction per image; a z-section or timepoint that the image does not have stays as it is."""
    assert viewer.id is not None
    pixels = image.pixels
    with transaction.atomic():
        if settings.default_z >= pixels.size_z or settings.default_t >= pixels.size_t:
            seen = settings_seen(image, _channels(image), viewer)
            if settings.default_z >= pixels.size_z:
                settings = replace(settings, default_z=seen.default_z)
            if settings.default_t >= pixels.size_t:
                settings = replace(settings, default_t=seen.default_t)
        save(image, viewer.id, settings)


def _alike(one: Pixels, other: Pixels) -> bool:
    return one.pixel_type == other.pixel_type and one.size_c == other.size_c


def _waves(image: Image) -> list[float | None]:
    return [channel.emission_nm for channel in _channels(image)]


def _labels(image: Image) -> list[str]:
    return sorted(label_of(channel) for channel in _channels(image))


def _channels(image: Image) -> Sequence[Channel]:
    return sorted(image.channels.all(), key=lambda channel: channel.index)
