"""Imaris, by the extra ims: HDF5 with resolution levels, timepoints and channels.

Nothing but the file itself is read: data that lie in other files (external storage, external links, virtual data sets)
are refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from threading import Lock
from typing import Any, ClassVar

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.extra import library, told
from micrographia.pixels.formats.local_file import local_file
from micrographia.pixels.formats.original import Pairs, bounded, of_mapping
from micrographia.pixels.geometry import Level, Region, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo, Inspection
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import Values, check_address, native
from micrographia.storage import Store

_HDF5 = b"\x89HDF\r\n\x1a\n"
_MOST_CHUNK_BYTES = 256 * 2**20
_MOST = 100_000
_HALVES = 64
_MOST_GROUPS = 1000


@dataclass(frozen=True, slots=True)
class _Described:
    """An image with the depth of each level."""

    info: ImageInfo
    depths: tuple[int, ...]


class ImsSource:
    """An open file; HDF5 lets one thread in at a time."""

    def __init__(self, file: Any, key: str, described: _Described) -> None:
        self.info = described.info
        self._file, self._key, self._depths = file, key, described.depths
        self._lock = Lock()

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        values = np.empty((len(channels), region.height, region.width), self.info.pixel_type.dtype)
        depth = z * self._depths[level] // self.info.size.z  # a level may have fewer z-sections
        rows, columns = slice(region.y, region.y + region.height), slice(region.x, region.x + region.width)
        with self._lock:
            for into, c in zip(values, channels, strict=True):
                data = _data(self._file, self._key, (level, t, c))
                self._check(data, level, depth)
                try:
                    into[...] = data[depth, rows, columns]
                except Exception as error:
                    raise Unreadable(f"{self._key}: a part of it cannot be decoded ({told(error)})") from error
        return native(values)

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        self._file.close()

    def _check(self, data: Any, level: int, depth: int) -> None:
        there = self.info.levels[level]
        same = data.shape[1] >= there.height and data.shape[2] >= there.width and data.shape[0] > depth
        if not same or data.dtype.newbyteorder("=") != self.info.pixel_type.dtype:
            raise Unreadable(f"{self._key}: its channels or timepoints are not alike")


class ImsReader:
    """Files that end in .ims."""

    name: ClassVar[str] = "ims"
    suffixes: ClassVar[tuple[str, ...]] = (".ims",)

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        """By its name, because any HDF5 file starts with the same bytes."""
        return Claim.EXACT if head.startswith(_HDF5) and key.lower().endswith(self.suffixes) else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return (key,)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        file = _opened(store, keys[0])
        try:
            info = _described(file, keys[0]).info
            return Inspection((info,), original=(_said(file, keys[0]),))
        finally:
            file.close()

    def open(self, store: Store, keys: Sequence[str], series: int) -> ImsSource:
        if series != 0:
            raise Unreadable(f"{keys[0]}: there is no image {series}, an Imaris file holds one")
        file = _opened(store, keys[0])
        try:
            return ImsSource(file, keys[0], _described(file, keys[0]))
        except BaseException:
            file.close()
            raise


def _opened(store: Store, key: str) -> Any:
    h5py = library("h5py", "ims", f"{key}: an Imaris file")
    try:
        return h5py.File(local_file(store, key), "r", locking=False)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"{key}: this Imaris file cannot be read ({told(error)})") from error


def _data(file: Any, key: str, place: tuple[int, int, int]) -> Any:
    """The data set of a level, timepoint and channel. Raises Unreadable."""
    level, t, c = place
    path = ("DataSet", f"ResolutionLevel {level}", f"TimePoint {t}", f"Channel {c}", "Data")
    try:
        return _checked(_below(file, key, path), key)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"{key}: {'/'.join(path)} cannot be read ({told(error)})") from error


def _below(group: Any, key: str, path: Sequence[str]) -> Any:
    """Down hard links alone. Raises Unreadable at any other, and where nothing is."""
    h5py = library("h5py", "ims", f"{key}: an Imaris file")
    for name in path:
        if not isinstance(group, h5py.Group) or group.get(name, getlink=True) is None:
            raise Unreadable(f"{key}: {name} is missing in it")
        if not isinstance(group.get(name, getlink=True), h5py.HardLink):
            raise Unreadable(f"{key}: {name} is a link to somewhere else, which is refused")
        group = group[name]
    return group


def _checked(data: Any, key: str) -> Any:
    h5py = library("h5py", "ims", f"{key}: an Imaris file")
    if not isinstance(data, h5py.Dataset) or data.ndim != 3 or 0 in data.shape:
        raise Unreadable(f"{key}: its pixels are no data set of three dimensions")
    if data.is_virtual or data.external:
        raise Unreadable(f"{key}: its pixels lie in another file, which is refused")
    if data.chunks and int(np.prod(data.chunks, dtype=object)) * data.dtype.itemsize > _MOST_CHUNK_BYTES:
        raise Unreadable(f"{key}: its chunks are larger than {_MOST_CHUNK_BYTES >> 20} MiB")
    return data


def _described(file: Any, key: str) -> _Described:
    try:
        return _facts(file, key)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"{key}: what it says of itself cannot be read ({told(error)})") from error


def _facts(file: Any, key: str) -> _Described:
    channels = _count(_below(file, key, ("DataSet", "ResolutionLevel 0", "TimePoint 0")), "Channel")
    times = _count(_below(file, key, ("DataSet", "ResolutionLevel 0")), "TimePoint")
    resolutions = _count(_below(file, key, ("DataSet",)), "ResolutionLevel")
    sizes, levels = [], []
    for level in range(resolutions):
        data = _data(file, key, (level, 0, 0))
        width, height, depth = _size(file, key, level, data)
        chunk = data.chunks or (1, height, width)
        sizes.append((width, height, depth))
        levels.append(Level(width, height, min(width, chunk[2]), min(height, chunk[1])))
    width, height, depth = sizes[0]
    stored = _data(file, key, (0, 0, 0))
    facts = _attributes(file, key, ("DataSetInfo", "Image"))
    info = ImageInfo(
        name=key.rpartition("/")[2],
        size=Size5D(width, height, depth, channels, times),
        pixel_type=PixelType.of(stored.dtype.newbyteorder("=")),
        levels=tuple(levels),
        channels=tuple(_channel(_attributes(file, key, ("DataSetInfo", f"Channel {c}"))) for c in range(channels)),
        description=facts.get("Description", ""),
        pixel_size_um=(_spacing(facts, 0, width), _spacing(facts, 1, height), _spacing(facts, 2, depth)),
        magnification=_positive(facts.get("LensPower", "").rstrip("xX")),
        lens_na=_positive(facts.get("NumericalAperture", "")),
        acquired=_date(facts.get("RecordingDate", "")),
    )
    return _Described(info, tuple(size[2] for size in sizes))


def _count(group: Any, word: str) -> int:
    """How many members are called "word 0", "word 1" …, without a gap."""
    count = 0
    while count < _MOST and group.get(f"{word} {count}", getlink=True) is not None:
        count += 1
    return count


def _size(file: Any, key: str, level: int, data: Any) -> tuple[int, int, int]:
    """Width, height and depth: what the attributes say, because data sets are padded to whole chunks."""
    said = _attributes(file, key, ("DataSet", f"ResolutionLevel {level}", "TimePoint 0", "Channel 0"))
    found = []
    for axis, stored in zip("XYZ", reversed(data.shape), strict=True):
        text = said.get(f"ImageSize{axis}", str(stored))
        if not text.isdecimal() or not 1 <= int(text[:12]) <= stored:
            raise Unreadable(f"{key}: ImageSize{axis} is {text[:20]}, but {stored} are there")
        found.append(int(text))
    padded = [stored - size for stored, size in zip(reversed(data.shape), found, strict=True)]
    chunk = tuple(reversed(data.chunks)) if data.chunks else (1, 1, 1)
    if any(extra >= max(one, _HALVES) for extra, one in zip(padded, chunk, strict=True)):
        raise Unreadable(f"{key}: the data set is {data.shape[2]} x {data.shape[1]} x {data.shape[0]}, "
                         f"the image only {found[0]} x {found[1]} x {found[2]}")  # fmt: skip
    return found[0], found[1], found[2]


def _attributes(file: Any, key: str, path: Sequence[str]) -> dict[str, str]:
    """As text, which Imaris writes letter by letter; empty where there is no such group."""
    try:
        group = _below(file, key, path)
    except Unreadable:
        return {}
    found = {}
    for name in list(group.attrs)[:1000]:
        value = np.asarray(group.attrs[name])
        if value.dtype.kind == "S":
            found[name] = b"".join(value.ravel().tolist()).decode("utf-8", "replace").strip()
    return found


def _said(file: Any, key: str) -> Pairs:
    """The attributes of the groups below DataSetInfo; nothing where they cannot be read."""
    try:
        names = islice(_below(file, key, ("DataSetInfo",)), _MOST_GROUPS)
        return bounded(of_mapping({name: _attributes(file, key, ("DataSetInfo", name)) for name in names}))
    except Exception:
        return ()


def _channel(facts: dict[str, str]) -> ChannelInfo:
    return ChannelInfo(
        name=facts.get("Name") or None,
        color=_color(facts.get("Color", "")),
        emission_nm=_positive(facts.get("LSMEmissionWavelength", "")),
        excitation_nm=_positive(facts.get("LSMExcitationWavelength", "")),
    )


def _color(text: str) -> str | None:
    """Three numbers from 0 to 1."""
    try:
        parts = [float(part) for part in text.split()]
    except ValueError:
        return None
    if len(parts) != 3 or not all(0 <= part <= 1 for part in parts):
        return None
    return "".join(f"{round(part * 255):02X}" for part in parts) + "FF"


def _spacing(facts: dict[str, str], axis: int, count: int) -> float | None:
    """The extent, divided by the number of pixels; the unit is µm unless another is named."""
    unit = {"um": 1.0, "µm": 1.0, "": 1.0, "nm": 1e-3, "mm": 1e3, "m": 1e6}.get(facts.get("Unit", ""))
    try:
        extent = abs(float(facts[f"ExtMax{axis}"]) - float(facts[f"ExtMin{axis}"]))
    except (KeyError, ValueError):
        return None
    return extent * unit / count if unit and 0 < extent < float("inf") else None


def _positive(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None


def _date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
