"""OME-XML → what it says of images, plates, regions of interest and annotations."""

from dataclasses import dataclass

from micrographia.pixels.formats.ome_annotation import annotations_of, original_metadata_of, through_datasets
from micrographia.pixels.formats.ome_image import OmeImage, image_of
from micrographia.pixels.formats.ome_plate import plate_things, plates_of
from micrographia.pixels.formats.ome_roi import rois_of
from micrographia.pixels.formats.original import bounded, of_xml
from micrographia.pixels.formats.xml_tree import Element, NotXml, by_id, read_xml
from micrographia.pixels.metadata import AnnotationInfo, PlateInfo, RoiInfo, Target

__all__ = ["NotXml", "OmeDocument", "document_of", "parse"]

_BULK = frozenset({"TiffData", "Plane", "BinData", "StructuredAnnotations", "ROI", "ROIRef", "AnnotationRef", "Well"})
"""Elements that there may be thousands of, and whose say is in the rows."""


@dataclass(frozen=True, slots=True)
class OmeDocument:
    """One OME-XML text. uuid: of the file it stands in. metadata_file: the name of the companion file that has the
    whole text, when this one is only a pointer to it (BinaryOnly); else "". inline: pixels stand in the XML itself.

    images, plates, rois, annotations, warnings: as the values of Inspection; indices count `images`. original: what it
    says in its own words, and what a converter kept of the file before.
    """

    uuid: str
    metadata_file: str
    inline: bool
    images: tuple[OmeImage, ...]
    plates: tuple[PlateInfo, ...] = ()
    rois: tuple[RoiInfo, ...] = ()
    annotations: tuple[AnnotationInfo, ...] = ()
    original: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def parse(xml: bytes | str, what: str = "OME-XML") -> OmeDocument:
    """The document in a text of any OME schema since 2008 (namespaces are ignored).

    what: the file's name, for the sentence of an error. Raises NotXml (an Unreadable) for text that is no OME-XML,
    Unreadable for what is refused: DTDs, XML that is too large or too deep, impossible sizes.
    """
    return document_of(read_xml(xml, what), what)


def document_of(root: Element, what: str) -> OmeDocument:
    """The document of a root element. Raises as `parse`."""
    if root.tag != "OME":
        raise NotXml(f"{what}: its XML is not OME-XML (the root element is {root.tag[:40]!r})")
    pointer = root.find("BinaryOnly")
    images = list(root.iterfind("Image"))
    instruments = by_id(root.iterfind("Instrument/*"))
    numbers = {image.get("ID", ""): number for number, image in enumerate(images)}
    warnings: list[str] = []
    rois = rois_of(root, images, warnings)
    things = [
        *((Target("image", number), image) for number, image in enumerate(images)),
        *through_datasets(root, images),
        *plate_things(root, numbers),
        *((Target("roi", number), element) for number, (_, element) in enumerate(rois)),
    ]
    return OmeDocument(
        uuid=root.get("UUID", ""),
        metadata_file="" if pointer is None else pointer.get("MetadataFile", ""),
        inline=any(image.find("Pixels/BinData") is not None for image in images),
        images=tuple(image_of(instruments, image, what) for image in images),
        plates=plates_of(root, numbers),
        rois=tuple(roi for roi, _ in rois),
        annotations=annotations_of(root, things, warnings),
        original=bounded((*original_metadata_of(root), *of_xml(root, _BULK))),
        warnings=tuple(warnings),
    )
