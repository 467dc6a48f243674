"""The Zeiss CZI container through pylibCZIrw, or through czifile where that is not installed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Unreadable
from micrographia.pixels.decoded import DECODED
from micrographia.pixels.formats.extra import library, told
from micrographia.pixels.geometry import Region

FOLDED = "HIRV"
"""Phases, illuminations, rotations and views: axes that an image of ours does not have."""

_PART = 16
"""An open file keeps at most this part of the memory for decoded arrays, beside it: the library has its own."""
_KINDS = {
    "gray8": ("u1", 1), "gray16": ("u2", 1), "gray32float": ("f4", 1),
    "bgr24": ("u1", 3), "bgr48": ("u2", 3), "bgr96float": ("f4", 3),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CziScene:
    """One scene. number: None where the file has no scenes. rectangle: where its pixels lie in the file's plane.

    factors: how many pixels of full resolution one pixel of a level stands for along x, level by level, 1 first.
    """

    number: int | None
    rectangle: Region
    factors: tuple[int, ...]


class CziFile(Protocol):
    """An open file, for any number of threads. sizes: of the axes Z, C, T and those of FOLDED that are there."""

    xml: str
    sizes: dict[str, int]
    scenes: tuple[CziScene, ...]
    dtype: np.dtype[np.generic]
    samples: int

    def read(self, scene: CziScene, plane: Mapping[str, int], region: Region, factor: int) -> NDArray[Any]:
        """(height, width, samples), red first; region in pixels of the level with this factor."""
        ...

    def close(self) -> None: ...


def open_czi(path: Path, key: str) -> CziFile:
    """Raises Unreadable."""
    try:
        return _SharedFile(path, key) if find_spec("pylibCZIrw") else _LockedFile(path, key)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"{key}: this CZI file cannot be read ({told(error)})") from error


class _SharedFile:
    """By pylibCZIrw, whose files threads may share."""

    def __init__(self, path: Path, key: str) -> None:
        czi = library("pylibCZIrw.czi", "czi", f"{key}: a Zeiss CZI file")
        most = DECODED.limit // _PART
        cache = czi.CacheOptions(czi.CacheType.Standard, max_memory_usage=most, max_sub_block_count=4096)
        self._file = czi.CziReader(str(path), cache_options=cache)
        try:
            self._describe(key)
        except BaseException:
            self._file.close()
            raise

    def _describe(self, key: str) -> None:
        self.xml = self._file.raw_metadata
        box = self._file.total_bounding_box
        self.sizes = {axis: box[axis][1] - box[axis][0] for axis in "ZCT" + FOLDED if axis in box}
        self.dtype, self.samples = _kind(key, [str(kind) for kind in self._file.pixel_types.values()])
        rectangles = self._file.scenes_bounding_rectangle_no_pyramid
        whole = self._file.total_bounding_rectangle_no_pyramid
        factors = self._factors()
        numbered = sorted(rectangles.items()) if rectangles else [(None, whole)]
        self.scenes = tuple(CziScene(number, Region(*rectangle), factors) for number, rectangle in numbered)

    def read(self, scene: CziScene, plane: Mapping[str, int], region: Region, factor: int) -> NDArray[Any]:
        roi = _absolute(scene, region, factor)
        found = self._file.read(roi=roi, plane=dict(plane), scene=scene.number, zoom=1 / factor)
        return np.asarray(found[:, :, ::-1])  # stored blue first

    def close(self) -> None:
        self._file.close()

    def _factors(self) -> tuple[int, ...]:
        """Of all stored blocks; the library makes what a scene lacks from its next larger level."""
        found = {1}

        def look(_: int, block: Any) -> bool:
            found.add(_factor(block.logicalRect.w, block.physicalSize.w))
            return True

        self._file.enumerate_subblocks(look)
        return tuple(sorted(found))


class _LockedFile:
    """By czifile, which gives wrong pixels when threads share a file."""

    def __init__(self, path: Path, key: str) -> None:
        self._file = library("czifile", "czi", f"{key}: a Zeiss CZI file").CziFile(path, squeeze=False)
        self._lock = Lock()
        try:
            self._describe(key)
        except BaseException:
            self._file.close()
            raise

    def _describe(self, key: str) -> None:
        self.xml = self._file.metadata()
        images = self._file.scenes
        if not images:
            raise Unreadable(f"{key}: there is no image in it")
        first = next(iter(images.values()))
        self.sizes = {axis: size for axis, size in first.sizes.items() if axis in "ZCT" + FOLDED}
        self.dtype, self.samples = _kind(key, {str(first.pixeltype.name) for first in images.values()})
        self._levels = {
            number: {_factor(level.bbox[2], level.sizes["X"]): level for level in reversed(image.levels)}
            for number, image in images.items()
        }
        self.scenes = tuple(
            CziScene(number, Region(*image.bbox), tuple(sorted({1, *self._levels[number]})))
            for number, image in images.items()
        )

    def read(self, scene: CziScene, plane: Mapping[str, int], region: Region, factor: int) -> NDArray[Any]:
        image = self._levels[scene.number or 0][factor]
        starts = dict(zip(image.dims, image.start, strict=True))
        chosen = {axis: starts[axis] + index for axis, index in plane.items() if axis in starts}
        with self._lock:
            found = image(**chosen)(roi=_absolute(scene, region, factor)).asarray(maxworkers=1)
        return np.asarray(found).reshape(region.height, region.width, self.samples)

    def close(self) -> None:
        self._file.close()


def _kind(key: str, kinds: Sequence[str] | set[str]) -> tuple[np.dtype[np.generic], int]:
    """The one type of all channels. Raises Unreadable when there are several or one that we do not show."""
    names = {kind.lower() for kind in kinds}
    if len(names) != 1 or not names <= set(_KINDS):
        raise Unreadable(f"{key}: channels of the types {', '.join(sorted(names)) or 'none'} make no image")
    code, samples = _KINDS[names.pop()]
    return np.dtype(code), samples


def _factor(logical: int, stored: int) -> int:
    """The power of two that a block is reduced by; 1 where it is none."""
    ratio = logical / stored if stored > 0 else 1.0
    factor = 2 ** max(0, round(float(np.log2(ratio)))) if ratio > 1 else 1
    return int(factor) if abs(ratio - factor) < factor / 8 else 1


def _absolute(scene: CziScene, region: Region, factor: int) -> tuple[int, int, int, int]:
    """x, y, width and height in the file's plane of a region in pixels of a level."""
    left, top = scene.rectangle.x + region.x * factor, scene.rectangle.y + region.y * factor
    return left, top, region.width * factor, region.height * factor
