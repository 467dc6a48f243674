"""A catalogued image with the settings that count for a viewer, as plain values: all that planning needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings as configured

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import Fileset, Image, OriginalFile, Pixels
from micrographia.errors import NotFound
from micrographia.pictures.defaults import statistics_of
from micrographia.pictures.effective import settings_seen
from micrographia.pictures.labels import label_of
from micrographia.pictures.sharing import through
from micrographia.pictures.sources import StoredFileset
from micrographia.pixel_type import PixelType, ValueRange
from micrographia.pixels import Level, Size5D
from micrographia.pixels.pyramid import announced
from micrographia.rendering.settings import RenderingSettings
from micrographia.storage import Place, place_of


@dataclass(frozen=True, slots=True)
class Subject:
    """levels: those that are announced, strictly smaller from one to the next. labels: of the channels.

    until: when the viewer's right ends.
    """

    image_id: int
    fileset: StoredFileset
    series: int
    size: Size5D
    pixel_type: PixelType
    levels: tuple[Level, ...]
    statistics: tuple[ValueRange | None, ...]
    settings: RenderingSettings
    labels: tuple[str, ...]
    significant_bits: int | None = None
    until: datetime | None = None


def seeing(viewer: Viewer, image_id: int, share: int | None) -> Viewer:
    """The viewer, through a share if there is one. Raises NotFound as for an image that does not exist."""
    try:
        return viewer if share is None else through(viewer, share)
    except NotFound:
        raise NotFound(f"Image {image_id} not found") from None


def load_subject(viewer: Viewer, image_id: int, settings_id: int | None = None, share: int | None = None) -> Subject:
    """Reads the rows. Raises NotFound for an image that is not there, not hers, or without pixels."""
    viewer = seeing(viewer, image_id, share)
    image: Image = Image.objects.visible_to(viewer).select_related("pixels", "fileset").one(image_id)
    if image.fileset is None or not hasattr(image, "pixels"):
        raise NotFound(f"Image {image_id} has no pixels")
    return subject_of(image, viewer, settings_id)


def subject_of(image: Image, viewer: Viewer, settings_id: int | None = None) -> Subject:
    """The subject of an image that the viewer may see; inside a share the owner's settings count."""
    pixels, channels = image.pixels, list(image.channels.order_by("index"))
    assert image.fileset is not None
    return Subject(
        image_id=image.pk,
        fileset=stored_fileset(image.fileset),
        series=image.series,
        size=Size5D(pixels.size_x, pixels.size_y, pixels.size_z, pixels.size_c, pixels.size_t),
        pixel_type=PixelType(pixels.pixel_type),
        levels=levels_of(pixels),
        statistics=tuple(statistics_of(channel) for channel in channels),
        settings=settings_seen(image, channels, viewer, settings_id),
        labels=tuple(label_of(channel) for channel in channels),
        significant_bits=pixels.significant_bits,
        until=viewer.scope.until if viewer.scope is not None else None,
    )


def levels_of(pixels: Pixels) -> tuple[Level, ...]:
    """The levels of the files, and those that are made of them."""
    whole = Level(pixels.size_x, pixels.size_y, pixels.size_x, pixels.size_y)
    return announced([Level(*numbers) for numbers in pixels.levels] or [whole])


def folder_of(fileset: Fileset) -> Place:
    """The folder, or the address, below which the keys of a fileset are; copies are kept by their place in the home
    folder."""
    originals: Path = configured.MICROGRAPHIA_HOME.originals
    return originals / fileset.root if fileset.copied else place_of(fileset.root)


def stored_fileset(fileset: Fileset) -> StoredFileset:
    """Where the pixels of a fileset lie. One query."""
    files = {file.key: file for file in OriginalFile.objects.filter(fileset=fileset).only("key", "version", "latest")}
    found = [files.get(key) for key in fileset.entries]
    return StoredFileset(
        id=fileset.pk,
        version=fileset.fingerprint,
        reader=fileset.reader,
        root=str(folder_of(fileset)),
        keys=tuple(fileset.entries),
        versions=tuple(file.version if file is not None else "" for file in found),
        original=fileset.original,
        trouble=fileset.trouble,
        settled=fileset.settled,
        latest=max((file.latest for file in found if file is not None and file.latest is not None), default=None),
    )
