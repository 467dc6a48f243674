"""Zeiss CZI, by the extra czi: scenes, mosaics, pyramids, all compressions that its libraries know.

Axes that our images do not have (phases, illuminations, rotations, views) are shown as timepoints.
"""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.czi_file import FOLDED, CziFile, CziScene, open_czi
from micrographia.pixels.formats.czi_metadata import CziMetadata, CziPlate
from micrographia.pixels.formats.extra import told
from micrographia.pixels.formats.local_file import local_file
from micrographia.pixels.formats.original import bounded, of_xml
from micrographia.pixels.formats.xml_tree import read_xml
from micrographia.pixels.geometry import Level, Region, Size5D
from micrographia.pixels.metadata import ChannelInfo, FieldInfo, ImageInfo, Inspection, PlateInfo, WellInfo
from micrographia.pixels.reader import Claim
from micrographia.pixels.source import Values, check_address, native
from micrographia.storage import Store

_TILE = 1024
_MAGIC = b"ZISRAWFILE"


class CziSource:
    """An open scene."""

    def __init__(self, file: CziFile, key: str, scene: CziScene, info: ImageInfo) -> None:
        self.info = info
        self._file, self._key, self._scene = file, key, scene

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        samples = self._file.samples
        values = np.empty((len(channels), region.height, region.width), self.info.pixel_type.dtype)
        planes = {c: self._plane({"Z": z, "C": c, **_unfolded(self._file.sizes, t)}, region, level)
                  for c in dict.fromkeys(channel // samples for channel in channels)}  # fmt: skip
        for plane, channel in zip(values, channels, strict=True):
            plane[...] = planes[channel // samples][:, :, channel % samples]
        return native(values)

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        self._file.close()

    def _plane(self, plane: Mapping[str, int], region: Region, level: int) -> NDArray[Any]:
        try:
            found = self._file.read(self._scene, plane, region, self._scene.factors[level])
        except Exception as error:
            raise Unreadable(f"{self._key}: a part of it cannot be decoded ({told(error)})") from error
        if found.shape != (region.height, region.width, self._file.samples):
            raise Unreadable(f"{self._key}: a part of it has another size than the file says")
        return found


class CziReader:
    """Files that end in .czi."""

    name: ClassVar[str] = "czi"
    suffixes: ClassVar[tuple[str, ...]] = (".czi",)

    def claim(self, store: Store, key: str, head: bytes) -> Claim | None:
        return Claim.EXACT if head.startswith(_MAGIC) else None

    def fileset(self, store: Store, key: str) -> tuple[str, ...]:
        return (key,)

    def inspect(self, store: Store, keys: Sequence[str]) -> Inspection:
        file = _opened(store, keys[0])
        try:
            folded = [axis for axis in FOLDED if file.sizes.get(axis, 1) > 1]
            warnings = [f"{keys[0]}: its axis {axis} is shown as timepoints" for axis in folded]
            metadata = CziMetadata.parse(file.xml, keys[0])
            images = _images(file, metadata, keys[0])
            original = bounded(of_xml(read_xml(file.xml, keys[0])))
            return Inspection(
                images, _plates(metadata.plate, len(images)), warnings=tuple(warnings), original=(original,)
            )
        finally:
            file.close()

    def open(self, store: Store, keys: Sequence[str], series: int) -> CziSource:
        file = _opened(store, keys[0])
        try:
            images = _images(file, CziMetadata.parse(file.xml, keys[0]), keys[0])
            if not 0 <= series < len(images):
                raise Unreadable(f"{keys[0]}: there is no scene {series}, only {len(images)}")
        except BaseException:
            file.close()
            raise
        return CziSource(file, keys[0], file.scenes[series], images[series])


def _opened(store: Store, key: str) -> CziFile:
    path = local_file(store, key)
    return open_czi(path, key)


def _plates(plate: CziPlate | None, scenes: int) -> tuple[PlateInfo, ...]:
    """None where fewer regions are listed than scenes are there: nobody knows then which lies where."""
    if plate is None or len(plate.wells) < scenes:
        return ()
    fields: dict[tuple[int, int], list[FieldInfo]] = {}
    for scene, place in enumerate(plate.wells[:scenes]):
        fields.setdefault(place, []).append(FieldInfo(scene))
    wells = tuple(WellInfo(row, column, tuple(there)) for (row, column), there in sorted(fields.items()))
    return (PlateInfo(plate.name, plate.rows, plate.columns, wells),)


def _images(file: CziFile, metadata: CziMetadata, key: str) -> tuple[ImageInfo, ...]:
    name = key.rsplit("/", 1)[-1]
    many = len(file.scenes) > 1
    return tuple(
        _image(
            file, scene, metadata, f"{name} [{metadata.scenes.get(number, f'scene {number + 1}')}]" if many else name
        )
        for number, scene in enumerate(file.scenes)
    )


def _image(file: CziFile, scene: CziScene, metadata: CziMetadata, name: str) -> ImageInfo:
    width, height = scene.rectangle.width, scene.rectangle.height
    sizes, folded = file.sizes, prod(file.sizes.get(axis, 1) for axis in FOLDED)
    groups = sizes.get("C", 1)
    described = (*metadata.channels, *[ChannelInfo()] * groups)[:groups]
    return ImageInfo(
        name=name,
        size=Size5D(width, height, sizes.get("Z", 1), groups * file.samples, sizes.get("T", 1) * folded),
        pixel_type=PixelType.of(file.dtype),
        levels=_levels(scene, width, height),
        channels=tuple(channel for channel in described for _ in range(file.samples)),
        description=metadata.description,
        # Of the first scene alone, as OMERO does: the start windows of the others then are the same there and here.
        significant_bits=metadata.significant_bits if scene is file.scenes[0] else None,
        rgb=file.samples == 3 and groups == 1,
        pixel_size_um=metadata.pixel_size_um,
        magnification=metadata.magnification,
        lens_na=metadata.lens_na,
        acquired=metadata.acquired,
    )


def _levels(scene: CziScene, width: int, height: int) -> tuple[Level, ...]:
    sizes = [(width // factor, height // factor) for factor in scene.factors if min(width, height) >= factor]
    return tuple(Level(w, h, min(w, _TILE), min(h, _TILE)) for w, h in sizes)


def _unfolded(sizes: Mapping[str, int], t: int) -> dict[str, int]:
    """The places along T and the folded axes; of those the last of FOLDED counts fastest."""
    places = {}
    for axis in reversed(FOLDED):
        if axis in sizes:
            t, places[axis] = divmod(t, sizes[axis])
    return {**places, "T": t}
