"""The files of an OME-TIFF set, and which plane of which image lies in which page of which file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixel_type import PixelType
from micrographia.pixels.formats import ome_xml
from micrographia.pixels.formats.file_set import MissingFile, sibling
from micrographia.pixels.formats.ome_image import OmeImage, TiffData
from micrographia.pixels.formats.ome_xml import OmeDocument
from micrographia.pixels.formats.plane_table import Pages, PlaneTable, no_pages
from micrographia.pixels.formats.tiff_image import TiffImage, is_rgb, subifd_levels
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_tags import description_of
from micrographia.pixels.formats.xml_tree import MOST_BYTES
from micrographia.storage import Store

_TIFF_MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


@dataclass(frozen=True, slots=True)
class OmeSet:
    """entry: the key of the file with the XML. names: the file names of the XML → keys ("" is the entry itself)."""

    entry: str
    document: OmeDocument
    names: Mapping[str, str]
    warnings: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All files of the set, the entry first, the others sorted."""
        others = set(self.names.values()) - {self.entry}
        return (self.entry, *sorted(others))


def is_tiff(head: bytes) -> bool:
    """Whether a file starts as TIFF or BigTIFF."""
    return head[:4] in _TIFF_MAGIC


def resolve(store: Store, key: str) -> OmeSet:
    """The set that a file belongs to: a TIFF with OME-XML, a companion file, or a TIFF that points to one.

    Raises ome_xml.NotXml when the file has no OME-XML, Unreadable when a named file is missing or lies elsewhere.
    """
    document = _document(store, key)
    if document.metadata_file:
        key = sibling(store, key, document.metadata_file)
        document = _document(store, key)
        if document.metadata_file:
            raise Unreadable(f"{key}: it points to yet another metadata file")
    if not document.images:
        raise Unreadable(f"{key}: its OME-XML describes no image")
    names, warnings = _names(store, key, document)
    return OmeSet(key, document, names, warnings)


def _document(store: Store, key: str) -> OmeDocument:
    if is_tiff(store.read(key, 0, 4)):
        return ome_xml.parse(description_of(TiffPages(store, key).first), key)
    size = store.stat(key).size
    if size > MOST_BYTES:
        raise Unreadable(f"{key}: larger than the {MOST_BYTES >> 20} MiB of XML that we read")
    return ome_xml.parse(store.read(key, 0, size), key)


def _names(store: Store, key: str, document: OmeDocument) -> tuple[dict[str, str], tuple[str, ...]]:
    """File name → key. A name with the file's own UUID is the file itself, whatever it was called when written."""
    tiff = is_tiff(store.read(key, 0, 4))
    wanted = {(data.file_name, data.uuid) for image in document.images for data in image.tiff_data}
    foreign = {name for name, uuid in wanted if name and not (uuid and uuid == document.uuid)}
    names = {name: key for name, _ in wanted} | {"": key}
    warnings: tuple[str, ...] = ()
    for name in sorted(foreign):
        try:
            names[name] = sibling(store, key, name)
        except MissingFile:
            if not tiff or len(foreign) > 1 or len(wanted) > 1:
                raise
            warnings = (f"the OME-XML calls the file {name[:200]!r}; it was renamed",)
    if not tiff and (not foreign or "" in {name for name, _ in wanted}):
        raise Unreadable(f"{key}: it describes images but does not name the files of their pixels")
    return names, warnings


def images_of(store: Store, ome: OmeSet) -> tuple[tuple[TiffImage, ...], tuple[str, ...]]:
    """One image for each of the document, and warnings. Raises Unreadable."""
    files: dict[str, TiffPages] = {}
    images, warnings = [], list(ome.warnings)
    start = 0
    for image in ome.document.images:
        found, more = _image(store, ome, image, files, start)
        start += (
            image.size.z * image.size.t * (image.size.c // max(1, found.table.samples)) if not image.tiff_data else 0
        )
        images.append(found)
        warnings += more
    return tuple(images), tuple(warnings)


def _image(
    store: Store, ome: OmeSet, image: OmeImage, files: dict[str, TiffPages], start: int
) -> tuple[TiffImage, list[str]]:
    """start: the first page of an image that says nothing of its pages."""
    data = image.tiff_data or (TiffData(0, 0, 0, start, None, "", ""),)
    first = _opened(store, files, ome.names[data[0].file_name])
    number = data[0].ifd
    samples = first.segments(number).samples
    image, warnings = _fitted(image, first, number, samples, ome.entry)
    table, keys = _table(store, ome, image, data, files, samples)
    if not np.any(table[..., 0] >= 0):
        raise Unreadable(f"{ome.entry}: no file of the set holds a plane of the image {image.name!r}")
    if np.any(table[..., 0] < 0):
        count = int(np.sum(table[..., 0] < 0))
        warnings.append(f"{count} of {table[..., 0].size} planes of the image {image.name!r} are in no file of the set")
    levels, subifds = subifd_levels(first, number)
    segments = first.segments(number)
    info = image.info(
        _name(ome.entry, len(ome.document.images), image, ome),
        PixelType.of(segments.dtype),
        levels,
        is_rgb(first.page(number), samples),
    )
    return TiffImage(info, PlaneTable(keys, (table,) * len(levels), subifds, samples)), warnings


def _name(entry: str, count: int, image: OmeImage, ome: OmeSet) -> str:
    """For an image without a name: that of the file, numbered when there are several."""
    name = entry.rpartition("/")[2]
    return name if count == 1 else f"{name} #{ome.document.images.index(image) + 1}"


def _opened(store: Store, files: dict[str, TiffPages], key: str) -> TiffPages:
    if key not in files:
        if len(files) >= 64:
            files.clear()
        files[key] = TiffPages(store, key)
    return files[key]


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
    store: Store, ome: OmeSet, image: OmeImage, data: tuple[TiffData, ...], files: dict[str, TiffPages], samples: int
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
            count = len(_opened(store, files, key)) - run.ifd
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
