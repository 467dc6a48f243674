"""Whole slides of further makers, by the extra openslide: MIRAX, Hamamatsu VMS and VMU, Ventana BIF, Sakura.

Labels and overviews, which may show a name, are not taken over. What was not scanned has the slide's own background.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.extra import library, told
from micrographia.pixels.formats.local_file import local_file
from micrographia.pixels.formats.original import bounded
from micrographia.pixels.formats.slide_files import slide_files
from micrographia.pixels.geometry import Level, Region, Size5D
from micrographia.pixels.metadata import ChannelInfo, ImageInfo, Inspection
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import Values, check_address, native
from micrographia.storage import Store

_TILE = 256
_WHITE = "FFFFFF"
_STARTS = {
    ".mrxs": (b"\xff\xd8\xff",),
    ".vms": (b"[Virtual Microscope Specimen]",),
    ".vmu": (b"[Uncompressed Virtual Microscope Specimen]",),
    ".bif": (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
    ".svslide": (b"SQLite format 3\0",),
}
"""How files of each ending begin."""


class OpenSlideSource:
    """An open slide; threads may share it."""

    def __init__(self, slide: Any, key: str) -> None:
        self.info = _info(slide, key)
        self._slide, self._key = slide, key
        color = slide.properties.get("openslide.background-color", _WHITE)
        self._background = np.frombuffer(bytes.fromhex(color), np.uint8).astype(np.uint16)

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        factor = self._slide.level_downsamples[level]
        place = (round(region.x * factor), round(region.y * factor))
        try:
            found = self._slide.read_region(place, level, (region.width, region.height))
        except Exception as error:
            raise Unreadable(f"{self._key}: a part of it cannot be read ({told(error)})") from error
        picture = self._opaque(np.asarray(found))
        return native(np.moveaxis(picture, -1, 0)[list(channels)])

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        self._slide.close()

    def _opaque(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """(height, width, 3)"""
        alpha = picture[:, :, 3:].astype(np.uint16)
        if (alpha == 255).all():
            return picture[:, :, :3]
        mixed = (picture[:, :, :3] * alpha + self._background * (255 - alpha) + 127) // 255
        return mixed.astype(np.uint8)


class OpenSlideReader:
    """Slides whose formats no other reader knows, by ending and first bytes."""

    name: ClassVar[str] = "openslide"
    suffixes: ClassVar[tuple[str, ...]] = (".svslide", ".mrxs", ".vms", ".vmu", ".bif")

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        name = key.lower()
        starts = next((starts for ending, starts in _STARTS.items() if name.endswith(ending)), ())
        return Claim.EXACT if head.removeprefix(b"\xef\xbb\xbf").startswith(tuple(starts)) and starts else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return slide_files(store, key)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        slide = _opened(store, keys)
        try:
            return Inspection((_info(slide, keys[0]),), original=(bounded(sorted(slide.properties.items())),))
        finally:
            slide.close()

    def open(self, store: Store, keys: Sequence[str], series: int) -> OpenSlideSource:
        if series != 0:
            raise Unreadable(f"{keys[0]}: there is no image {series}, a slide is one")
        slide = _opened(store, keys)
        try:
            return OpenSlideSource(slide, keys[0])
        except BaseException:
            slide.close()
            raise


def _opened(store: Store, keys: Sequence[str]) -> Any:
    openslide = library("openslide", "openslide", f"{keys[0]}: a slide of this maker")
    path = local_file(store, keys[0])
    # The library follows whatever the slide's texts name, so they are looked at each time.
    slide_files(store, keys[0])
    try:
        return openslide.OpenSlide(path)
    except Exception as error:
        raise Unreadable(f"{keys[0]}: this slide cannot be read ({told(error)})") from error


def _info(slide: Any, key: str) -> ImageInfo:
    (width, height), facts = slide.dimensions, slide.properties
    if min(min(size) for size in slide.level_dimensions) < 1:
        raise Unreadable(f"{key}: it has a level without pixels")
    return ImageInfo(
        name=key.rpartition("/")[2],
        size=Size5D(width, height, 1, 3, 1),
        pixel_type=PixelType.UINT8,
        levels=tuple(Level(wide, tall, min(wide, _TILE), min(tall, _TILE)) for wide, tall in slide.level_dimensions),
        channels=(ChannelInfo(),) * 3,
        rgb=True,
        pixel_size_um=(_positive(facts.get("openslide.mpp-x")), _positive(facts.get("openslide.mpp-y")), None),
        magnification=_positive(facts.get("openslide.objective-power")),
    )


def _positive(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None
