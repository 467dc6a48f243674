"""Leica LIF, by the extra lif: each image, and each tile of a mosaic, is an image of its own.

The two axes of a stored frame are shown as rows and columns whatever they are: an XZ scan has its depth along the rows.
Sweeps over wavelengths and further axes are shown as timepoints, the sweep first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from math import prod
from threading import Lock
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.extra import library, told
from micrographia.pixels.formats.local_file import local_file
from micrographia.pixels.formats.ome_quantity import moment
from micrographia.pixels.formats.original import Pairs, bounded, of_xml
from micrographia.pixels.geometry import Level, Region, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo, Inspection
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import Values, check_address, native
from micrographia.storage import Store

_MAGIC = b"\x70\x00\x00\x00"
_COLORS = {
    "red": "FF0000FF", "green": "00FF00FF", "blue": "0000FFFF", "cyan": "00FFFFFF", "magenta": "FF00FFFF",
    "yellow": "FFFF00FF", "gray": "FFFFFFFF", "grey": "FFFFFFFF",
}  # fmt: skip
_MICROMETRES = {"m": 1e6, "mm": 1e3, "µm": 1.0, "um": 1.0, "nm": 1e-3}


@dataclass(frozen=True, slots=True)
class _Axes:
    """How an image of the library becomes one of ours. depth: the axis shown as z, None where there is none.

    folded: axes shown as timepoints, the fastest first. colors: place in a frame of red, green and blue.
    """

    rows: str
    columns: str
    depth: str | None
    folded: tuple[str, ...]
    colors: tuple[int, ...]
    tile: int | None
    sizes: Mapping[str, int]

    def count(self, axis: str | None) -> int:
        return self.sizes.get(axis, 1) if axis else 1


_BULK = frozenset({"TimeStampList", "Memory"})
"""Elements with a number for each plane, or none for people."""


@dataclass(frozen=True, slots=True)
class _Series:
    """One image of ours: of which image of the library, and how."""

    image: Any
    axes: _Axes
    info: ImageInfo


class LifSource:
    """An open image; one thread reads at a time, because the library gives wrong pixels otherwise."""

    def __init__(self, file: Any, key: str, series: _Series) -> None:
        self.info = series.info
        self._file, self._key, self._series = file, key, series
        self._lock = Lock()

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        samples = max(1, len(self._series.axes.colors))
        rows, columns = slice(region.y, region.y + region.height), slice(region.x, region.x + region.width)
        frames = {c: self._frame(z, t, c) for c in dict.fromkeys(channel // samples for channel in channels)}
        parts = [frames[channel // samples][channel % samples, rows, columns] for channel in channels]
        values = np.empty((len(channels), region.height, region.width), self.info.pixel_type.dtype)
        for into, part in zip(values, parts, strict=True):
            into[...] = part
        return native(values)

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        self._file.close()

    def _frame(self, z: int, t: int, c: int) -> NDArray[Any]:
        """(samples, height, width)"""
        axes, size = self._series.axes, self.info.size
        places = {"C": c, **({axes.depth: z} if axes.depth else {})}
        for axis in axes.folded:
            t, places[axis] = divmod(t, axes.count(axis))
        if axes.tile is not None:
            places["M"] = axes.tile
        try:
            with self._lock:
                frame = np.array(self._series.image.frame(**{a: n for a, n in places.items() if a in axes.sizes}))
        except Exception as error:
            raise Unreadable(f"{self._key}: a plane cannot be read ({told(error)})") from error
        samples = max(1, len(axes.colors))
        if frame.size != samples * size.y * size.x:
            raise Unreadable(f"{self._key}: a plane has another size than the file says")
        planes = np.moveaxis(frame.reshape(size.y, size.x, samples), -1, 0)
        return planes[list(axes.colors)] if axes.colors else planes


class LifReader:
    """Files that end in .lif."""

    name: ClassVar[str] = "lif"
    suffixes: ClassVar[tuple[str, ...]] = (".lif",)

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        """Four bytes promise little: the test byte and the text's mark after them must be right too."""
        return Claim.EXACT if head.startswith(_MAGIC) and head[8:9] == b"\x2a" else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return (key,)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        file = _opened(store, keys[0])
        try:
            found = _described(file, keys[0])
            return Inspection(tuple(series.info for series in found), original=tuple(map(_said, found)))
        finally:
            file.close()

    def open(self, store: Store, keys: Sequence[str], series: int) -> LifSource:
        file = _opened(store, keys[0])
        try:
            found = _described(file, keys[0])
            if not 0 <= series < len(found):
                raise Unreadable(f"{keys[0]}: there is no image {series}, only {len(found)}")
        except BaseException:
            file.close()
            raise
        return LifSource(file, keys[0], found[series])


def _opened(store: Store, key: str) -> Any:
    liffile = library("liffile", "lif", f"{key}: a Leica LIF file")
    path = local_file(store, key)
    try:
        return liffile.LifFile(path)
    except Exception as error:
        raise Unreadable(f"{key}: this LIF file cannot be read ({told(error)})") from error


def _said(series: _Series) -> Pairs:
    return bounded(of_xml(series.image.xml_element, _BULK))


def _described(file: Any, key: str) -> tuple[_Series, ...]:
    try:
        return tuple(series for image in file.images for series in _series(image))
    except Unreadable as error:
        raise Unreadable(f"{key}: {error}") from error
    except Exception as error:
        raise Unreadable(f"{key}: the metadata of this LIF file cannot be read ({told(error)})") from error


def _series(image: Any) -> tuple[_Series, ...]:
    """One, or one per tile of a mosaic."""
    tiles: Sequence[int | None] = range(image.sizes["M"]) if "M" in image.sizes else (None,)
    found = []
    for tile in tiles:
        axes = _axes(image, tile)
        name = str(image.path) if tile is None else f"{image.path} [tile {tile + 1}]"
        found.append(_Series(image, axes, _info(image, axes, name)))
    return tuple(found)


def _axes(image: Any, tile: int | None) -> _Axes:
    sizes = dict(image.sizes)
    spatial = [axis for axis in image.frames.frame_dims if axis != "S"]
    if len(spatial) != 2 or "H" in sizes:
        raise Unreadable(f"the image {image.name!r} is no sequence of planes (its axes are {', '.join(sizes)})")
    rows, columns = spatial
    depth = next((axis for axis in "ZY" if axis in sizes and axis not in spatial), None)
    rest = [axis for axis in sizes if axis not in {rows, columns, depth, "C", "S", "M", "T"}]
    folded = (*sorted(rest, key=lambda axis: axis not in "λΛ"), *(["T"] if "T" in sizes else []))
    return _Axes(rows, columns, depth, folded, _colors(image) if "S" in sizes else (), tile, sizes)


def _colors(image: Any) -> tuple[int, ...]:
    """By the tags of the channels: 1 is red, 2 green, 3 blue; they lie in the order of their offsets."""
    found = _channel_elements(image)
    tags = [one.get("ChannelTag") for one in sorted(found, key=lambda one: int(one.get("BytesInc", 0)))]
    order = tuple(tags.index(tag) for tag in ("1", "2", "3") if tag in tags[:3])
    return order if len(order) == 3 else tuple(range(image.sizes["S"]))


def _info(image: Any, axes: _Axes, name: str) -> ImageInfo:
    width, height = axes.count(axes.columns), axes.count(axes.rows)
    dtype, samples = np.dtype(image.dtype), max(1, len(axes.colors))
    times = [moment(str(time)) for time in image.timestamps[:1]] if len(image.timestamps) else []
    magnification, aperture = _lens(image)
    count = axes.count("C") * samples
    described = _channels(image) if samples == 1 else ()
    return ImageInfo(
        name=name,
        size=Size5D(width, height, axes.count(axes.depth), count, prod(axes.count(axis) for axis in axes.folded)),
        pixel_type=PixelType.of(dtype),
        levels=(Level(width, height, width, min(height, max(1, 2**20 // (width * dtype.itemsize)))),),
        channels=(*described, *[ChannelInfo()] * count)[:count],
        significant_bits=_significant_bits(image),
        rgb=samples >= 3 and count == samples,
        pixel_size_um=(_spacing(image, axes.columns), _spacing(image, axes.rows), _spacing(image, axes.depth)),
        magnification=magnification,
        lens_na=aperture,
        acquired=times[0].replace(tzinfo=UTC) if times and times[0] else None,
    )


def _channel_elements(image: Any) -> list[Any]:
    return list(image.xml_element.iterfind("./Data/Image/ImageDescription/Channels/ChannelDescription"))


def _significant_bits(image: Any) -> int | None:
    found = {int(one.get("Resolution", 0)) for one in _channel_elements(image)}
    bits = max(found, default=0)
    return bits if 0 < bits <= np.dtype(image.dtype).itemsize * 8 else None


def _channels(image: Any) -> tuple[ChannelInfo, ...]:
    """Names are those of the dyes that the detectors in use were set for, in their order."""
    elements = _channel_elements(image)
    dyes = [one.get("DyeName") for one in image.xml_element.iter("MultiBand")]
    named = list(dict.fromkeys(dye for dye in dyes if dye))
    names = named if len(named) == len(elements) else [None] * len(elements)
    return tuple(
        ChannelInfo(name=name, color=_COLORS.get(element.get("LUTName", "").lower()))
        for name, element in zip(names, elements, strict=True)
    )


def _spacing(image: Any, axis: str | None) -> float | None:
    """µm from the middle of the first to the middle of the last, by the steps between."""
    number = {"X": "1", "Y": "2", "Z": "3"}.get(axis or "")
    for one in image.xml_element.iterfind("./Data/Image/ImageDescription/Dimensions/DimensionDescription"):
        if one.get("DimID") == number:
            steps = int(one.get("NumberOfElements", 1)) - 1
            factor = _MICROMETRES.get(one.get("Unit", ""))
            length = abs(float(one.get("Length", 0)))
            return length * factor / steps if steps > 0 and factor and length else None
    return None


def _lens(image: Any) -> tuple[float | None, float | None]:
    """Magnification and numerical aperture."""
    for element in image.xml_element.iter():
        if element.get("ObjectiveName") and element.get("NumericalAperture"):
            return _positive(element.get("Magnification")), _positive(element.get("NumericalAperture"))
    return None, None


def _positive(text: str | None) -> float | None:
    try:
        number = float(text or 0)
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None
