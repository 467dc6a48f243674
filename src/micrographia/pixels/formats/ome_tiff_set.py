"""The files of an OME-TIFF set: one TIFF, several that name one another, or a companion file and its TIFFs."""

from collections.abc import Mapping
from dataclasses import dataclass

from micrographia.errors import Unreadable
from micrographia.pixels.formats import ome_xml
from micrographia.pixels.formats.file_set import MissingFile, sibling
from micrographia.pixels.formats.ome_xml import OmeDocument
from micrographia.pixels.formats.tiff_pages import TiffPages
from micrographia.pixels.formats.tiff_tags import description_of
from micrographia.pixels.formats.xml_tree import MOST_BYTES
from micrographia.pixels.parsed import ParsedStore, name_of
from micrographia.storage import Store

_KEPT_BYTES = 128 * 2**20
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


class OmeSets:
    """Sets that were resolved before: the XML of a plate is long, and each of its images is opened by itself.

    For any number of threads.
    """

    def __init__(self) -> None:
        self._kept: ParsedStore[OmeSet] = ParsedStore(_KEPT_BYTES, _weight)

    def resolve(self, store: Store, key: str) -> OmeSet:
        """As the function; looks at the file anew, and whether the others are there."""
        found = resolve(store, key)
        self._kept.put(name_of(store, key), found)
        return found

    def known(self, store: Store, key: str) -> OmeSet:
        """The set as it was resolved while this file was what it is now; resolved when it was not. Raises as
        `resolve`."""
        return self._kept.get(name_of(store, key), lambda: resolve(store, key))


def _weight(ome: OmeSet) -> int:
    """About as many bytes as it takes."""
    document = ome.document
    planes = sum(len(image.tiff_data) for image in document.images)
    return 4000 * len(document.images) + 200 * planes + 500 * len(ome.names) + 1000 * _extras(document)


def _extras(document: OmeDocument) -> int:
    shapes = sum(len(roi.shapes) for roi in document.rois)
    attached = sum(len(one.content or b"") for one in document.annotations) // 1000
    return shapes + len(document.annotations) + attached + sum(len(plate.wells) for plate in document.plates)


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
