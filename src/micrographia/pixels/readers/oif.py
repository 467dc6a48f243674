"""Olympus FV1000, by the extra oif: OIB (all in one file) and OIF (a file with a folder beside it).

Axes beyond z, channel and time (wavelengths, angles, positions) are shown as timepoints. A plane is decoded whole.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from math import prod
from threading import Lock
from typing import Any, ClassVar

import numpy as np
import tifffile
from numpy.typing import NDArray

from micrographia.errors import NotFound, Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.formats.extra import library, told
from micrographia.pixels.formats.local_file import local_file
from micrographia.pixels.formats.olympus_settings import OlympusSettings, lens
from micrographia.pixels.formats.original import bounded, of_mapping
from micrographia.pixels.geometry import Level, Region, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo, Inspection
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import Values, check_address, native
from micrographia.storage import Store

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLANE = re.compile(r"s_((?:[A-Z]\d{3,})+)\.tif", re.IGNORECASE)
_FOLDER = ".files"


@dataclass(frozen=True, slots=True)
class _Planes:
    """names: place along the axes ((axis, number from 1) …) → name of the plane's file. counts: of every axis."""

    names: dict[tuple[tuple[str, int], ...], str]
    counts: dict[str, int]

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(axis for axis in sorted(self.counts) if axis not in "CZT")

    def name(self, z: int, c: int, t: int) -> str | None:
        places = {"Z": z, "C": c}
        for axis in self.folded:
            t, places[axis] = divmod(t, self.counts[axis])
        places["T"] = t
        return self.names.get(tuple(sorted((axis, places[axis] + 1) for axis in self.counts)))


class OifSource:
    """An open image; one thread reads the file at a time."""

    def __init__(self, file: "_File", info: ImageInfo, planes: _Planes) -> None:
        self.info = info
        self._file, self._planes = file, planes
        self._lock, self._kept = Lock(), DecodedStore()

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        rows, columns = slice(region.y, region.y + region.height), slice(region.x, region.x + region.width)
        values = np.empty((len(channels), region.height, region.width), self.info.pixel_type.dtype)
        for into, c in zip(values, channels, strict=True):
            into[...] = self._plane(z, c, t)[rows, columns]
        return native(values)

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        self._kept.clear()
        self._file.close()

    def _plane(self, z: int, c: int, t: int) -> NDArray[Any]:
        with self._lock:
            plane = self._kept.get((z, c, t))
            if plane is None:
                plane = self._decoded(self._planes.name(z, c, t))
                self._kept.put((z, c, t), plane)
            return plane

    def _decoded(self, name: str | None) -> NDArray[Any]:
        if name is None:
            raise Unreadable(f"{self._file.key}: a plane was not recorded")
        try:
            plane = tifffile.imread(BytesIO(self._file.read(name)), key=0)
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(f"{self._file.key}: the plane {name} cannot be read ({told(error)})") from error
        size = self.info.size
        if plane.shape != (size.y, size.x) or plane.dtype != self.info.pixel_type.dtype:
            raise Unreadable(f"{self._file.key}: the plane {name} is not what the settings say")
        return np.asarray(plane)


class _File:
    """The main settings, with the bytes of the other files by their names."""

    def __init__(self, store: Store, keys: Sequence[str]) -> None:
        self.key = keys[0]
        self._store = store
        self._oiffile = library("oiffile", "oif", f"{self.key}: an Olympus OIB or OIF file")
        self._file: Any = None
        try:
            if len(keys) == 1:
                self._file = self._oiffile.OifFile(local_file(store, self.key))
                self.names = set(self._file.glob())
                self.settings = self._file.mainfile
            else:
                self.names = set(keys[1:])
                self.settings = self._oiffile.SettingsFile(BytesIO(self.read(self.key)), self.key)
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(f"{self.key}: this Olympus file cannot be read ({told(error)})") from error

    def read(self, name: str) -> bytes:
        """Of a folder's file through the store, which follows no link out of it."""
        if self._file is not None:
            with self._file.open_file(name) as file:
                return bytes(file.read())
        try:
            return self._store.read(name, 0, self._store.stat(name).size)
        except NotFound as error:
            raise Unreadable(str(error)) from error

    def plane_settings(self, name: str) -> Any:
        """Of the file beside a plane; empty where there is none."""
        beside = name[: -len(".tif")] + ".pty"
        return self._oiffile.SettingsFile(BytesIO(self.read(beside)), beside) if beside in self.names else {}

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


class OifReader:
    """Files that end in .oib or .oif."""

    name: ClassVar[str] = "oif"
    suffixes: ClassVar[tuple[str, ...]] = (".oib", ".oif")

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        named = key.lower()
        if named.endswith(".oib") and head.startswith(_OLE):
            return Claim.EXACT
        text = head[:2048].decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
        return Claim.EXACT if named.endswith(".oif") and text.lstrip().startswith("[") else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        if not key.lower().endswith(".oif"):
            return (key,)
        try:
            beside = [found for found in store.keys(key + _FOLDER) if not store.is_folder(found)]
            for one in beside:
                store.stat(one)
        except NotFound as error:
            raise Unreadable(f"{key}: the folder of its planes is not complete ({error})") from error
        if not beside:
            raise Unreadable(f"{key}: the folder of its planes is empty")
        return (key, *sorted(beside))

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        file = _File(store, keys)
        try:
            info, planes = _described(file)
            return Inspection((info,), original=(bounded(_said(file, planes)),))
        finally:
            file.close()

    def open(self, store: Store, keys: Sequence[str], series: int) -> OifSource:
        if series != 0:
            raise Unreadable(f"{keys[0]}: there is no image {series}, an Olympus file holds one")
        file = _File(store, keys)
        try:
            info, planes = _described(file)
        except BaseException:
            file.close()
            raise
        return OifSource(file, info, planes)


def _described(file: _File) -> tuple[ImageInfo, _Planes]:
    planes = _planes(file.names)
    if not planes.names:
        raise Unreadable(f"{file.key}: there are no planes in it")
    try:
        settings = OlympusSettings.parse(file.settings)
        first = file.read(next(iter(planes.names.values())))
        with tifffile.TiffFile(BytesIO(first)) as tiff:
            dtype = np.dtype(tiff.pages[0].dtype)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"{file.key}: what it says of itself cannot be read ({told(error)})") from error
    return _info(file, planes, settings, dtype), planes


def _said(file: _File, planes: _Planes) -> Iterator[tuple[str, str]]:
    """All settings, and those of the first plane."""
    yield from of_mapping(file.settings)
    first = next(iter(planes.names.values()))
    with suppress(Exception):  # somebody else's parser, of a text that is not needed for the picture
        yield from of_mapping(file.plane_settings(first), first.rpartition("/")[2])


def _planes(names: set[str]) -> _Planes:
    found = {}
    for name in sorted(names):
        match = _PLANE.fullmatch(name.rpartition("/")[2])
        if match:
            places = re.findall(r"([A-Z])(\d+)", match[1].upper())
            found[tuple(sorted((axis, int(number)) for axis, number in places))] = name
    counts: dict[str, int] = {}
    for place in found:
        for axis, number in place:
            counts[axis] = max(counts.get(axis, 1), number)
    return _Planes(found, counts)


def _info(file: _File, planes: _Planes, settings: OlympusSettings, dtype: "np.dtype[np.generic]") -> ImageInfo:
    counts, width, height = planes.counts, settings.width, settings.height
    count, depth = counts.get("C", 1), counts.get("Z", 1)
    times = counts.get("T", 1) * prod(counts[axis] for axis in planes.folded)
    if min(width, height) < 1 or count * depth * times > 1_000_000:
        raise Unreadable(f"{file.key}: {width} x {height} pixels in {count * depth * times} planes make no image")
    magnification, aperture = None, None
    with suppress(Unreadable, ValueError, KeyError):  # an image without the settings of its planes is still one
        magnification, aperture = lens(file.plane_settings(next(iter(planes.names.values()))))
    pixel_type = PixelType.of(dtype.newbyteorder("="))
    return ImageInfo(
        name=file.key.rpartition("/")[2],
        size=Size5D(width, height, depth, count, times),
        pixel_type=pixel_type,
        levels=(Level(width, height, width, height),),
        channels=(*settings.channels, *[ChannelInfo()] * count)[:count],
        significant_bits=settings.bits if 0 < settings.bits <= pixel_type.bits else None,
        pixel_size_um=(*settings.pixel_size, settings.depth_step),
        magnification=magnification,
        lens_na=aperture,
        acquired=settings.acquired,
    )
