"""Images for tests that can be drawn: synthetic files with all their rows."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from catalog_world import attach
from micrographia.accounts.models import Experimenter, ExperimenterGroup
from micrographia.catalog.models import (
    Annotation,
    Channel,
    Dataset,
    DatasetImage,
    Fileset,
    Image,
    OriginalFile,
    Owned,
    Pixels,
    Statistics,
)
from micrographia.importing.annotation_rows import annotation_row
from micrographia.importing.attaching import keep_attachments
from micrographia.pictures.defaults import store_defaults
from micrographia.pixels import AnnotationInfo, ChannelInfo, ImageInfo
from micrographia.pixels.registry import readers
from micrographia.pixels.statistics import channel_ranges
from micrographia.storage import LocalStore

CELLS = "sizeX=64 sizeY=48 sizeZ=5 sizeC=3 sizeT=2 pixelType=uint16 channels=DAPI,GFP,Cy3 emission=460,520,600"


def make_picture(
    owner: Experimenter,
    group: ExperimenterGroup,
    folder: Path,
    recipe: str = CELLS,
    *,
    name: str = "cells",
    dataset: Dataset | None = None,
    statistics: bool = True,
) -> Image:
    """An image of a synthetic file that is written to `folder`. recipe: the file's settings between blanks.

    statistics: whether smallest and largest values are taken, as an import of a small file does.
    """
    (folder / f"{name}.fake").write_text("\n".join(recipe.split()))
    store, reader = LocalStore(folder), readers()["fake"]
    key = f"{name}.fake"
    (info,) = reader.inspect(store, (key,)).images
    whose = {"owner": owner, "group": group}
    version = store.stat(key).version
    fileset = Fileset.objects.create(
        **whose,
        name=key,
        root=str(folder),
        entries=[key],
        reader="fake",
        fingerprint=hashlib.sha256(f"{folder}/{key} {version}".encode()).hexdigest(),
    )
    OriginalFile.objects.create(**whose, fileset=fileset, key=key, name=key, version=version)
    image = Image.objects.create(**whose, name=info.name, fileset=fileset, acquired=info.acquired)
    _make_pixels(image, info, statistics=statistics)
    ranges = channel_ranges(reader.open(store, (key,), 0), lambda: None) if statistics else [None] * info.size.c
    for index, (channel, found) in enumerate(zip(info.channels, ranges, strict=True)):
        extremes = {"low": found.low, "high": found.high} if found else {}
        _make_channel(image, index, channel, extremes)
    store_defaults(image)
    if dataset is not None:
        DatasetImage.objects.create(**whose, parent=dataset, child=image)
    return image


def _make_pixels(image: Image, info: ImageInfo, *, statistics: bool) -> None:
    x, y, z = info.pixel_size_um
    Pixels.objects.create(
        image=image,
        size_x=info.size.x,
        size_y=info.size.y,
        size_z=info.size.z,
        size_c=info.size.c,
        size_t=info.size.t,
        pixel_type=info.pixel_type.value,
        significant_bits=info.significant_bits,
        rgb=info.rgb,
        levels=[[level.width, level.height, level.tile_width, level.tile_height] for level in info.levels],
        physical_x=x,
        physical_y=y,
        physical_z=z,
        magnification=info.magnification,
        statistics=Statistics.EXACT if statistics else Statistics.NONE,
    )


def _make_channel(image: Image, index: int, channel: ChannelInfo, extremes: dict[str, float]) -> None:
    Channel.objects.create(
        image=image,
        index=index,
        name=channel.name or "",
        color=channel.color or "",
        emission_nm=channel.emission_nm,
        excitation_nm=channel.excitation_nm,
        **extremes,
    )


def attached_file(thing: Owned, content: bytes, name: str = "notes.txt") -> Annotation:
    """A file that hangs on a thing, as an import keeps it."""
    info = AnnotationInfo((), "file", name, content=content)
    keep_attachments(settings.MICROGRAPHIA_HOME.path, [info])
    row = annotation_row(info, {"owner": thing.owner, "group": thing.group})
    row.file.save()
    row.save()
    attach(row, thing)
    return row
