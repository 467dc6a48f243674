"""The annotations that an OME-XML document hangs on its images."""

from micrographia.pixels.formats.xml_tree import Element, by_id, text_of
from micrographia.pixels.metadata import AnnotationInfo

_KINDS = {
    "TagAnnotation": "tag",
    "CommentAnnotation": "comment",
    "MapAnnotation": "map",
    "LongAnnotation": "long",
    "DoubleAnnotation": "double",
    "BooleanAnnotation": "boolean",
    "TimestampAnnotation": "timestamp",
    "TermAnnotation": "term",
}
"""Element → kind. XML annotations hold other programs' own records and are left out."""


def annotations_of(root: Element, images: list[Element]) -> tuple[AnnotationInfo, ...]:
    """The annotations that the images refer to, in the images' order. images: the Image elements."""
    known = by_id(root.iterfind("StructuredAnnotations/*"))
    return tuple(
        _annotation(known[reference.get("ID")], number)
        for number, image in enumerate(images)
        for reference in image.iterfind("AnnotationRef")
        if reference.get("ID") in known and known[reference.get("ID")].tag in _KINDS
    )


def _annotation(element: Element, image: int) -> AnnotationInfo:
    kind = _KINDS[element.tag]
    pairs = element.iterfind("Value/M") if kind == "map" else ()
    return AnnotationInfo(
        image=image,
        kind=kind,
        value="" if kind == "map" else text_of(element, "Value"),
        pairs=tuple((pair.get("K", ""), pair.text or "") for pair in pairs),
        namespace=element.get("Namespace") or "",
        description=text_of(element, "Description"),
    )
