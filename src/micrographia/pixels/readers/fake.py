"""Synthetic images: a file whose name says what it holds, and whose pixels are arithmetic.

    cells&sizeX=512&sizeY=512&sizeZ=3&sizeC=2&sizeT=1&pixelType=uint16&levels=3.fake

Before the first "&" stands the name; more settings may stand in the file itself, one `key=value` a line (they win).
Numbers: sizeX sizeY (512) sizeZ sizeC sizeT (1) levels (1) tileSize (256) series (1) significantBits physicalSizeX
physicalSizeY physicalSizeZ (µm) magnification. Words: pixelType (uint8) rgb (false) acquired (ISO 8601). Lists with
commas, one item a channel: channels (names) colors (RRGGBBAA) emission excitation (nm). A plate: plateRows
plateColumns fields runs.

The value at x, y of level 0 is

    x + 3 y + 7 z + 11 t + 100 c + 1000 s        (all from 0; s counts the series)

modulo 2ⁿ for integers of n bits (so signed ones wrap to negative values), and half of it for float and double. The
value at x, y of level l is that of x·2ˡ, y·2ˡ of level 0. Level l is sizeX // 2ˡ wide, at least 1.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import numpy as np

from micrographia.errors import NotFound, Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.original import bounded
from micrographia.pixels.geometry import Level, Region, Size5D
from micrographia.pixels.metadata import (
    ChannelInfo,
    FieldInfo,
    ImageInfo,
    Inspection,
    PlateInfo,
    RunInfo,
    WellInfo,
)
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import Values, check_address
from micrographia.storage import Store

_TEXT_BYTES = 65536
_MOST = {"sizeX": 2**24, "sizeY": 2**24, "sizeZ": 100_000, "sizeC": 1000, "sizeT": 100_000, "levels": 24}


@dataclass(frozen=True, slots=True)
class _Recipe:
    """The settings of one file, as text."""

    key: str
    name: str
    settings: dict[str, str]

    def number(self, key: str, default: int) -> int:
        """A whole number of at least 1. Raises Unreadable."""
        text = self.settings.get(key)
        if text is None:
            return default
        most = _MOST.get(key, 100_000)
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:12]) <= most:
            raise Unreadable(f"{self.key}: {key} is a whole number from 1 to {most}")
        return int(text)

    def real(self, key: str) -> float | None:
        text = self.settings.get(key)
        try:
            return None if text is None else float(text)
        except ValueError:
            raise Unreadable(f"{self.key}: {key} is a number") from None

    def items(self, key: str, count: int) -> list[str | None]:
        """One item per channel; an empty or missing one is None."""
        found = [item or None for item in self.settings.get(key, "").split(",")]
        return [*found, *[None] * count][:count]


class FakeSource:
    """An open synthetic image."""

    def __init__(self, info: ImageInfo, series: int) -> None:
        self.info = info
        self._series = series

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        x = np.arange(region.x, region.x + region.width, dtype=np.int64) << level
        y = np.arange(region.y, region.y + region.height, dtype=np.int64) << level
        c = np.asarray(channels, dtype=np.int64)[:, None, None]
        sums = x + 3 * y[:, None] + (7 * z + 11 * t + 1000 * self._series) + 100 * c
        dtype = self.info.pixel_type.dtype
        return (sums / 2).astype(dtype) if self.info.pixel_type.floating else sums.astype(dtype)

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        """Nothing is held open."""


class FakeReader:
    """Files that end in ".fake"."""

    name: ClassVar[str] = "fake"
    suffixes: ClassVar[tuple[str, ...]] = (".fake",)

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        return Claim.EXACT if key.lower().endswith(".fake") and not store.is_folder(key) else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return (key,)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        recipe = _recipe(store, keys[0])
        plate = _plate(recipe)
        wells = len(plate.wells) * len(plate.wells[0].fields) if plate else 1
        count = recipe.number("series", wells)
        if plate and count != wells:
            raise Unreadable(f"{recipe.key}: a plate has one series per field, {wells} here")
        images = tuple(_image(recipe, series, count) for series in range(count))
        return Inspection(images, (plate,) if plate else ())

    def open(self, store: Store, keys: Sequence[str], series: int) -> FakeSource:
        images = self.inspect(store, keys).images
        if not 0 <= series < len(images):
            raise Unreadable(f"{keys[0]}: there is no series {series}, only {len(images)}")
        return FakeSource(images[series], series)


def _recipe(store: Store, key: str) -> _Recipe:
    name, *pairs = key.rsplit("/", 1)[-1][: -len(".fake")].split("&")
    try:
        text = store.read(key, 0, _TEXT_BYTES).decode(errors="replace")
    except NotFound as error:
        raise Unreadable(str(error)) from error
    pairs += [line.strip() for line in text.splitlines() if line.strip()]
    if any("=" not in pair for pair in pairs):
        raise Unreadable(f"{key}: settings are written key=value")
    return _Recipe(key, name, dict(pair.split("=", 1) for pair in pairs))


def _image(recipe: _Recipe, series: int, count: int) -> ImageInfo:
    rgb = recipe.settings.get("rgb", "false") == "true"
    channels = recipe.number("sizeC", 3 if rgb else 1)
    sides = recipe.number("sizeX", 512), recipe.number("sizeY", 512)
    return ImageInfo(
        name=recipe.name if count == 1 else f"{recipe.name} [{series + 1}]",
        size=Size5D(*sides, recipe.number("sizeZ", 1), channels, recipe.number("sizeT", 1)),
        pixel_type=_pixel_type(recipe),
        levels=_levels(recipe, *sides),
        channels=_channels(recipe, channels),
        significant_bits=recipe.number("significantBits", 0) or None,
        rgb=rgb,
        pixel_size_um=(recipe.real("physicalSizeX"), recipe.real("physicalSizeY"), recipe.real("physicalSizeZ")),
        magnification=recipe.real("magnification"),
        acquired=_acquired(recipe),
        original=bounded(recipe.settings.items()),
    )


def _pixel_type(recipe: _Recipe) -> PixelType:
    try:
        return PixelType(recipe.settings.get("pixelType", "uint8"))
    except ValueError:
        raise Unreadable(f"{recipe.key}: pixelType is one of {', '.join(kind.value for kind in PixelType)}") from None


def _levels(recipe: _Recipe, width: int, height: int) -> tuple[Level, ...]:
    tile = recipe.number("tileSize", 256)
    sizes = [(max(1, width >> level), max(1, height >> level)) for level in range(recipe.number("levels", 1))]
    return tuple(Level(w, h, min(tile, w), min(tile, h)) for w, h in sizes)


def _channels(recipe: _Recipe, count: int) -> tuple[ChannelInfo, ...]:
    for color in recipe.items("colors", count):
        if color and not re.fullmatch("[0-9A-Fa-f]{8}", color):
            raise Unreadable(f"{recipe.key}: colors are written RRGGBBAA")
    lists = zip(*(recipe.items(key, count) for key in ("channels", "colors", "emission", "excitation")), strict=True)
    try:
        return tuple(
            ChannelInfo(name, color, float(em) if em else None, float(ex) if ex else None)
            for name, color, em, ex in lists
        )
    except ValueError:
        raise Unreadable(f"{recipe.key}: emission and excitation are numbers of nm") from None


def _acquired(recipe: _Recipe) -> datetime | None:
    text = recipe.settings.get("acquired")
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        raise Unreadable(f"{recipe.key}: acquired is a date as ISO 8601 writes it") from None


def _plate(recipe: _Recipe) -> PlateInfo | None:
    """Wells row by row, all imaged; with several runs the fields are dealt out to them in turn."""
    if not {"plateRows", "plateColumns"} & recipe.settings.keys():
        return None
    rows, columns = recipe.number("plateRows", 1), recipe.number("plateColumns", 1)
    fields, runs = recipe.number("fields", 1), recipe.number("runs", 1)
    if rows * columns * fields > 100_000:
        raise Unreadable(f"{recipe.key}: a plate has at most 100000 fields")
    wells = tuple(
        WellInfo(row, column, tuple(FieldInfo((row * columns + column) * fields + f, f % runs) for f in range(fields)))
        for row in range(rows)
        for column in range(columns)
    )
    return PlateInfo(recipe.name, rows, columns, wells, tuple(RunInfo(f"Run {run + 1}") for run in range(runs)))
