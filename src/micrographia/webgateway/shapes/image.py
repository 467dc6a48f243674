"""The keys of `imgData` (reference webgateway.md §6, clients.md §2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from micrographia.catalog.models import Channel, Image, Pixels
from micrographia.catalog.permissions import Flags
from micrographia.catalog.whereabouts import Place, Whereabouts
from micrographia.engine.area import tile_size
from micrographia.engine.split import BORDER, grid_of
from micrographia.pictures.defaults import statistics_of
from micrographia.pictures.labels import label_of, plain
from micrographia.pixel_type import PixelType, ValueRange
from micrographia.pixels import Level
from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.settings import ChannelSettings, Model, RenderingSettings


def described(image: Image, places: Whereabouts, flags: Flags) -> dict[str, Any]:
    """id, meta and perms: what is told of an image whose pixels cannot be opened, too."""
    pixels: Pixels | None = getattr(image, "pixels", None)
    return {
        "id": image.pk,
        "meta": {
            "imageId": image.pk,
            "imageName": image.name,
            "imageDescription": image.description,
            "imageAuthor": image.owner.full_name,
            "imageTimestamp": timestamp_of(image),
            **_place("project", places.projects),
            **_place("dataset", places.datasets),
            "wellSampleId": "",
            "wellId": places.wells[0] if len(places.wells) == 1 else "",
            "pixelsType": pixels.pixel_type if pixels is not None else None,
            "imageArchived": image.archived,
        },
        "perms": {
            "canAnnotate": flags.can_annotate,
            "canEdit": flags.can_edit,
            "canDelete": flags.can_delete,
            "canLink": flags.can_link,
        },
    }


def image_data(
    pixels: Pixels, channels: Sequence[Channel], levels: Sequence[Level], settings: RenderingSettings
) -> dict[str, Any]:
    """What is told beside `described`; channels in the order of their index."""
    kind = PixelType(pixels.pixel_type)
    full = kind.range()
    tiled = _tiles(levels) if len(levels) > 1 else {"tiles": False}
    magnified = {} if pixels.magnification is None else {"nominalMagnification": pixels.magnification}
    type_range = kind.range(pixels.significant_bits)
    return {
        "size": {
            "width": pixels.size_x,
            "height": pixels.size_y,
            "z": pixels.size_z,
            "t": pixels.size_t,
            "c": pixels.size_c,
        },
        "pixel_size": {"x": pixels.physical_x, "y": pixels.physical_y, "z": pixels.physical_z},
        "pixel_range": [int(full.low), int(full.high)],
        **tiled,
        "interpolate": True,
        "init_zoom": 0,
        **magnified,
        "channels": [
            _channel(channel, chosen, type_range) for channel, chosen in zip(channels, settings.channels, strict=True)
        ],
        "split_channel": {
            "g": split_layout(pixels.size_x, pixels.size_y, pixels.size_c, Model.GREYSCALE),
            "c": split_layout(pixels.size_x, pixels.size_y, pixels.size_c, Model.COLOR),
        },
        "rdefs": {
            "model": "greyscale" if settings.model is Model.GREYSCALE else "color",
            "projection": "normal",
            "defaultZ": min(settings.default_z, pixels.size_z - 1),
            "defaultT": min(settings.default_t, pixels.size_t - 1),
            "invertAxis": False,
        },
    }


def timestamp_of(image: Image) -> float:
    """Seconds since 1970: when it was taken, else when it was imported."""
    return (image.acquired or image.created).timestamp()


def split_layout(width: int, height: int, channels: int, model: Model) -> dict[str, int]:
    """How the panels of a split channel picture lie."""
    grid = grid_of(width, height, channels, model)
    return {
        "width": grid.width,
        "height": grid.height,
        "gridx": grid.columns,
        "gridy": grid.rows,
        "border": BORDER,
    }


def _place(kind: str, places: Sequence[Place]) -> dict[str, Any]:
    if len(places) != 1:
        return {f"{kind}Id": None, f"{kind}Name": "Multiple", f"{kind}Description": ""}
    (place,) = places
    return {f"{kind}Id": place.id, f"{kind}Name": place.name, f"{kind}Description": place.description}


def _tiles(levels: Sequence[Level]) -> dict[str, Any]:
    width, height = tile_size(levels)
    return {
        "tiles": True,
        "tile_size": {"width": width, "height": height},
        "levels": len(levels),
        "zoomLevelScaling": {str(i): level.width / levels[0].width for i, level in enumerate(levels)},
        "resolutions": {str(i): {"sizeX": level.width, "sizeY": level.height} for i, level in enumerate(levels)},
    }


def _channel(channel: Channel, chosen: ChannelSettings, type_range: ValueRange) -> dict[str, Any]:
    extent = statistics_of(channel) or type_range
    numbers = {"min": extent.low, "max": extent.high, "start": chosen.window.start, "end": chosen.window.end}
    reverse = REVERSE in chosen.codomain
    return {
        "label": label_of(channel),
        "emissionWave": None if channel.emission_nm is None else plain(channel.emission_nm),
        "color": chosen.color[:6],
        **({} if chosen.lut is None else {"lut": chosen.lut}),
        "active": chosen.active,
        "window": {name: type_range.finite(number) for name, number in numbers.items()},
        "inverted": reverse,
        "reverseIntensity": reverse,
        "family": chosen.family.value,
        "coefficient": chosen.coefficient,
    }
