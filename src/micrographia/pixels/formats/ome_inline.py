"""Pixels that stand in an OME-XML text itself, as base64, a BinData element for each plane."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.formats.bin_data import decoded
from micrographia.pixels.formats.ome_image import OmeImage
from micrographia.pixels.formats.xml_tree import Element
from micrographia.pixels.geometry import Level, Region
from micrographia.pixels.metadata import ImageInfo
from micrographia.pixels.source import Values, check_address

MOST_PLANE_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class InlinePlane:
    """One plane as it is stored. compression: none, zlib or bzip2."""

    text: str
    compression: str
    big_endian: bool


@dataclass(frozen=True, slots=True)
class InlineImage:
    """planes: in the order of the image (fastest axis first). samples: values side by side (interleaved) or plane
    behind plane in one BinData."""

    info: ImageInfo
    order: str
    samples: int
    interleaved: bool
    planes: tuple[InlinePlane, ...]


def inline_image(image: OmeImage, pixels: Element, name: str, what: str) -> InlineImage:
    """The image of a Pixels element. Raises Unreadable when planes are missing, too large or of an unknown type."""
    if image.pixel_type is None:
        raise Unreadable(f"{what}: pixels of type {image.type_name[:20]!r} cannot be shown")
    size = image.size
    plane_bytes = size.x * size.y * image.samples * image.pixel_type.dtype.itemsize
    if plane_bytes > MOST_PLANE_BYTES:
        raise Unreadable(
            f"{what}: a plane of {plane_bytes >> 20} MiB, more than the {MOST_PLANE_BYTES >> 20} we decode"
        )
    level = Level(size.x, size.y, size.x, size.y)
    planes = tuple(_plane(element, pixels) for element in pixels.iterfind("BinData"))
    expected = size.z * size.t * (size.c // image.samples)
    if len(planes) < expected or size.c % image.samples:
        raise Unreadable(f"{what}: it holds {len(planes)} planes where its sizes need {expected}")
    info = image.info(name, image.pixel_type, (level,), image.samples >= 3)
    return InlineImage(info, image.order, image.samples, pixels.get("Interleaved") == "true", planes)


def _plane(element: Element, pixels: Element) -> InlinePlane:
    big_endian = element.get("BigEndian", pixels.get("BigEndian", "false"))
    return InlinePlane(element.text or "", element.get("Compression", "none"), big_endian.lower() in ("true", "1"))


class InlineSource:
    """An open image; it keeps the text of its planes and a few of them decoded."""

    def __init__(self, image: InlineImage, what: str) -> None:
        self._image = image
        self._what = what
        self._decoded = DecodedStore()

    @property
    def info(self) -> ImageInfo:
        return self._image.info

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        check_address(self.info, z, t, channels, region, level)
        rows, columns = slice(region.y, region.y + region.height), slice(region.x, region.x + region.width)
        parts = []
        for channel in channels:
            group, sample = divmod(channel, self._image.samples)
            parts.append(self._plane(z, group, t)[sample, rows, columns])
        return np.stack(parts) if parts else np.empty((0, region.height, region.width), self.info.pixel_type.dtype)

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        return None

    def close(self) -> None:
        self._decoded.clear()

    def _plane(self, z: int, group: int, t: int) -> Values:
        """(samples, height, width)"""
        at, size = {"Z": z, "C": group, "T": t}, self.info.size
        counts = {"Z": size.z, "C": size.c // self._image.samples, "T": size.t}
        number, step = 0, 1
        for axis in self._image.order:
            number, step = number + at[axis] * step, step * counts[axis]
        found = self._decoded.get(number)
        if found is None:
            found = self._values(number)
            self._decoded.put(number, found)
        return found

    def _values(self, number: int) -> Values:
        plane, size = self._image.planes[number], self.info.size
        dtype = self.info.pixel_type.dtype.newbyteorder(">" if plane.big_endian else "<")
        length = size.x * size.y * self._image.samples * dtype.itemsize
        try:
            data = decoded(plane.text, plane.compression, length)
        except ValueError as error:
            raise Unreadable(f"{self._what}: plane {number + 1} cannot be decoded ({error})") from error
        if len(data) != length:
            raise Unreadable(f"{self._what}: plane {number + 1} decodes to another size than its image says")
        values = np.frombuffer(data, dtype).astype(self.info.pixel_type.dtype)
        if self._image.interleaved:
            return np.ascontiguousarray(values.reshape(size.y, size.x, -1).transpose(2, 0, 1))
        return values.reshape(-1, size.y, size.x)
