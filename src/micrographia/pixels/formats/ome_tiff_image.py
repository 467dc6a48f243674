"""The images of an OME-TIFF set: which plane of which image lies in which page of which file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats.ome_image import OmeImage, TiffData
from micrographia.pixels.formats.ome_tiff_set import OmeSet
from micrographia.pixels.formats.parsed_pages import ParsedPages
from micrographia.pixels.formats.plane_table import Pages, PlaneTable, no_pages
from micrographia.pixels.formats.tiff_image import TiffImage, is_rgb, subifd_levels
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.metadata import Inspection
from micrographia.storage import Store


def inspection_of(store: Store, ome: OmeSet, parsed: ParsedPages) -> Inspection:
    """All that the set says, without decoding pixels. Raises Unreadable."""
    files, document = _Files(store, parsed), ome.document
    found = [_image(files, ome, series) for series in range(len(document.images))]
    warnings = (*ome.warnings, *document.warnings, *(warning for _, more in found for warning in more))
    images = tuple(image.info for image, _ in found)
    return Inspection(images, document.plates, document.rois, document.annotations, warnings, (document.original,))


def image_of(store: Store, ome: OmeSet, series: int, parsed: ParsedPages) -> TiffImage:
    """One image of the set. Raises Unreadable, also when there is none with this number."""
    count = len(ome.document.images)
    if not 0 <= series < count:
        raise Unreadable(f"{ome.entry}: it has {count} images, none with the number {series}")
    return _image(_Files(store, parsed), ome, series)[0]


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a set."""

    store: Store
    parsed: ParsedPages

    def pages(self, key: str) -> TiffPages:
        return self.parsed.pages(self.store, key)


def _image(files: _Files, ome: OmeSet, series: int) -> tuple[TiffImage, list[str]]:
    image = ome.document.images[series]
    data = image.tiff_data or (TiffData(0, 0, 0, _start(ome, series), None, "", ""),)
    first, number = files.pages(ome.names[data[0].file_name]), data[0].ifd
    segments = first.segments(number)
    image, warnings = _fitted(image, first, number, segments.samples, ome.entry)
    table, keys = _table(files, ome, image, data, segments.samples)
    missing = int(np.sum(table[..., 0] < 0))
    if missing == table[..., 0].size:
        raise Unreadable(f"{ome.entry}: no file of the set holds a plane of the image {image.name!r}")
    if missing:
        warnings.append(
            f"{missing} of {table[..., 0].size} planes of the image {image.name!r} are in no file of the set"
        )
    levels, subifds = subifd_levels(first, number)
    rgb = is_rgb(first.page(number), segments.samples)
    info = image.info(_name(ome, series), PixelType.of(segments.dtype), levels, rgb)
    return TiffImage(info, PlaneTable(keys, (table,) * len(levels), subifds, segments.samples)), warnings


def _start(ome: OmeSet, series: int) -> int:
    """The first page of an image that says nothing of its pages: behind those of the images before it."""
    before = [image for image in ome.document.images[:series] if not image.tiff_data]
    return sum(image.size.z * image.size.t * (image.size.c // image.samples) for image in before)


def _name(ome: OmeSet, series: int) -> str:
    """For an image without a name: that of the file, numbered when there are several."""
    name = ome.entry.rpartition("/")[2]
    return name if len(ome.document.images) == 1 else f"{name} #{series + 1}"


def _fitted(image: OmeImage, pages: TiffPages, number: int, samples: int, entry: str) -> tuple[OmeImage, list[str]]:
    """Where XML and TIFF disagree the TIFF is right, and a warning says so."""
    segments, warnings = pages.segments(number), []
    if (segments.width, segments.height) != (image.size.x, image.size.y):
        declared, found = f"{image.size.x} x {image.size.y}", f"{segments.width} x {segments.height}"
        warnings.append(f"the OME-XML says {declared} pixels, the TIFF has {found}")
    if image.pixel_type is not None and image.pixel_type.dtype != segments.dtype:
        warnings.append(f"the OME-XML says pixels of type {image.type_name}, the TIFF has {segments.dtype.name}")
    if image.size.c % samples:
        warnings.append(f"the OME-XML says {image.size.c} channels, a page of the TIFF has {samples}")
        channels = (*image.channels, *[image.channels[-1]] * samples)[:samples]
        image = replace(image, size=replace(image.size, c=samples), channels=channels)
    return image, [f"{entry}: {warning}" for warning in warnings]


def _table(
    files: _Files, ome: OmeSet, image: OmeImage, data: tuple[TiffData, ...], samples: int
) -> tuple[Pages, tuple[str, ...]]:
    """The table of pages and the keys that its file numbers count."""
    size = image.size
    table = no_pages(size.t, size.c // samples, size.z)
    keys: dict[str, int] = {}
    for run in data:
        key = ome.names[run.file_name]
        file = keys.setdefault(key, len(keys))
        count = run.plane_count
        if count is None:
            count = len(files.pages(key)) - run.ifd
        for page, (t, c, z) in zip(range(run.ifd, run.ifd + count), _places(image, run, samples), strict=False):
            table[t, c, z] = (file, page, 0)
    return table, tuple(keys)


def _places(image: OmeImage, run: TiffData, samples: int) -> Iterator[tuple[int, int, int]]:
    """(t, c, z) of a run of planes from its first one, in the order of the image; c counts pages."""
    counts = {"Z": image.size.z, "C": image.size.c // samples, "T": image.size.t}
    at = {"Z": run.first_z, "C": run.first_c // samples, "T": run.first_t}
    if any(at[axis] >= counts[axis] for axis in counts):
        return
    while True:
        yield at["T"], at["C"], at["Z"]
        for axis in image.order:
            at[axis] += 1
            if at[axis] < counts[axis]:
                break
            at[axis] = 0
        else:
            return
