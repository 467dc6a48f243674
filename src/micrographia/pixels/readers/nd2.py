"""Nikon ND2, by the extra nd2: time, positions, z-stacks; each position is an image of its own."""

import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

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

_MAGIC = (b"\xda\xce\xbe\x0a", b"\x00\x00\x00\x0cjP  ")
_SETTINGS = {"ImageAttributesLV", "ImageCalibrationLV|0", "ImageMetadataLV", "ImageMetadataSeqLV|0"}
"""Without the text of above, and what is said of every frame."""
_SHOWN_AXES = frozenset("PTZCYXS")
_FRAME_AXES = frozenset("CYXS")


@dataclass(frozen=True, slots=True)
class _Frames:
    """How frames are found and laid out. numbers: (position, t, z) → number of the frame.

    samples: colours of one channel, side by side in a frame.
    """

    numbers: Mapping[tuple[int, int, int], int]
    channels: int
    samples: int


class Nd2Source:
    """An open position; one thread decodes at a time."""

    def __init__(self, file: Any, key: str, info: ImageInfo, frames: _Frames, position: int) -> None:
        self.info = info
        self._file, self._key, self._frames, self._position = file, key, frames, position
        self._lock = Lock()

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        frame = self._frame(z, t)
        rows, columns = slice(region.y, region.y + region.height), slice(region.x, region.x + region.width)
        return native(frame[list(channels), rows, columns].astype(self.info.pixel_type.dtype, copy=False))

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        self._file.close()

    def _frame(self, z: int, t: int) -> NDArray[Any]:
        """(channels, height, width), colours red first."""
        number = self._frames.numbers.get((self._position, t, z))
        if number is None:
            raise Unreadable(f"{self._key}: the plane at z={z}, t={t} was not recorded")
        # The library gives zeros for a frame that the file does not hold.
        offsets = getattr(getattr(self._file, "_rdr", None), "_frame_offsets", None)
        if isinstance(offsets, dict) and number not in offsets:
            raise Unreadable(f"{self._key}: frame {number} is missing in the file")
        try:
            with self._lock:
                frame = np.asarray(self._file.read_frame(number))
        except Exception as error:
            raise Unreadable(f"{self._key}: frame {number} cannot be read ({told(error)})") from error
        size = self.info.size
        if frame.size != size.c * size.y * size.x:
            raise Unreadable(f"{self._key}: frame {number} has another size than the file says")
        if self._frames.samples == 1:
            return frame.reshape(size.c, size.y, size.x)
        shape = (self._frames.channels, size.y, size.x, self._frames.samples)
        return np.moveaxis(frame.reshape(shape), -1, 1).reshape(size.c, size.y, size.x)


class Nd2Reader:
    """Files that end in .nd2."""

    name: ClassVar[str] = "nd2"
    suffixes: ClassVar[tuple[str, ...]] = (".nd2",)

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        named = key.lower().endswith(self.suffixes)
        if head.startswith(_MAGIC[0]) or (named and head.startswith(_MAGIC[1])):
            return Claim.EXACT
        return None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return (key,)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        file = _opened(store, keys[0])
        try:
            images = _described(file, keys[0])[0]
            return Inspection(images, original=(_said(file),))
        finally:
            file.close()

    def open(self, store: Store, keys: Sequence[str], series: int) -> Nd2Source:
        file = _opened(store, keys[0])
        try:
            images, frames = _described(file, keys[0])
            if not 0 <= series < len(images):
                raise Unreadable(f"{keys[0]}: there is no position {series}, only {len(images)}")
        except BaseException:
            file.close()
            raise
        return Nd2Source(file, keys[0], images[series], frames, series)


def _opened(store: Store, key: str) -> Any:
    nd2 = library("nd2", "nd2", f"{key}: a Nikon ND2 file")
    path = local_file(store, key)
    try:
        return nd2.ND2File(path)
    except Exception as error:
        raise Unreadable(f"{key}: this ND2 file cannot be read ({told(error)})") from error


def _said(file: Any) -> Pairs:
    """The texts of the microscope, what the file says of its channels and loops, and its own trees of settings; as much
    of it as can be read."""
    found: dict[str, Any] = {}
    with suppress(Exception):
        found |= file.text_info
        found["channels"] = [asdict(one) for one in file.metadata.channels or []]
        found["experiment"] = [asdict(one) for one in file.experiment]
    with suppress(Exception), warnings.catch_warnings(action="ignore"):  # of those that this file does not have
        found |= file.unstructured_metadata(include=_SETTINGS)
    return bounded(of_mapping(found))


def _described(file: Any, key: str) -> tuple[tuple[ImageInfo, ...], _Frames]:
    try:
        sizes, frames = dict(file.sizes), _frames(file)
        images = _images(file, key.rsplit("/", 1)[-1], sizes, frames)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"{key}: the metadata of this ND2 file cannot be read ({told(error)})") from error
    strange = sorted(set(sizes) - _SHOWN_AXES)
    if strange:
        raise Unreadable(f"{key}: it has the axes {', '.join(strange)}, which an image here cannot have")
    return images, frames


def _frames(file: Any) -> _Frames:
    sizes = dict(file.sizes)
    numbers = {
        (place.get("P", 0), place.get("T", 0), place.get("Z", 0)): number
        for number, place in enumerate(file.loop_indices)
    } or {(0, 0, 0): 0}
    return _Frames(numbers, sizes.get("C", 1), sizes.get("S", 1))


def _images(file: Any, name: str, sizes: Mapping[str, int], frames: _Frames) -> tuple[ImageInfo, ...]:
    width, height, depth = sizes["X"], sizes["Y"], sizes.get("Z", 1)
    voxel, described = file.voxel_size(), file.metadata.channels or []
    lens = described[0].microscope if described else None
    channels = tuple(map(_channel, described))
    channels = (*channels, *[ChannelInfo()] * frames.channels)[: frames.channels]
    positions = sizes.get("P", 1)
    strip = min(height, max(1, 2**20 // (width * file.dtype.itemsize)))
    return tuple(
        ImageInfo(
            name=name if positions == 1 else f"{name} [position {position + 1}]",
            size=Size5D(width, height, depth, frames.channels * frames.samples, sizes.get("T", 1)),
            pixel_type=PixelType.of(file.dtype.newbyteorder("=")),
            levels=(Level(width, height, width, strip),),
            channels=tuple(channel for channel in channels for _ in range(frames.samples)),
            significant_bits=file.attributes.bitsPerComponentSignificant,
            rgb=frames.samples >= 3 and frames.channels == 1,
            # without a stack the library says 1 µm
            pixel_size_um=(_length(voxel.x), _length(voxel.y), _length(voxel.z) if depth > 1 else None),
            magnification=_length(lens.objectiveMagnification) if lens else None,
            lens_na=_length(lens.objectiveNumericalAperture) if lens else None,
            acquired=_acquired(file),
        )
        for position in range(positions)
    )


def _channel(found: Any) -> ChannelInfo:
    meta, color = found.channel, found.channel.color
    pinhole = found.microscope.pinholeDiameterUm if found.microscope else None
    return ChannelInfo(
        name=meta.name or None,
        color=f"{color.r:02X}{color.g:02X}{color.b:02X}FF",
        emission_nm=_length(meta.emissionLambdaNm),
        excitation_nm=_length(meta.excitationLambdaNm),
        pinhole_um=_length(pinhole),
    )


def _length(number: float | None) -> float | None:
    return float(number) if number is not None and 0 < number < float("inf") else None


def _acquired(file: Any) -> datetime | None:
    """Of the first frame, by its Julian day, which is in UTC."""
    times = file.frame_metadata(0)
    first = times.channels[0].time if getattr(times, "channels", None) else None
    day = getattr(first, "absoluteJulianDayNumber", None)
    unix_epoch = 2440587.5
    if day is None or not unix_epoch < day < unix_epoch + 100_000:
        return None
    return datetime.fromtimestamp(round((day - unix_epoch) * 86400, 3), UTC)
