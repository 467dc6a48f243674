"""The regions of interest of an OME-XML document."""

from base64 import b64decode
from binascii import Error

from micrographia.pixels.formats.ome_channel import color_of
from micrographia.pixels.formats.xml_tree import Element, by_id, integer, real, text_of
from micrographia.pixels.metadata import RoiInfo, ShapeInfo

_NUMBERS = {
    "Rectangle": ("X", "Y", "Width", "Height"),
    "Ellipse": ("X", "Y", "RadiusX", "RadiusY"),
    "Point": ("X", "Y"),
    "Line": ("X1", "Y1", "X2", "Y2"),
    "Polyline": (),
    "Polygon": (),
    "Label": ("X", "Y"),
    "Mask": ("X", "Y", "Width", "Height"),
}


def rois_of(root: Element, images: list[Element]) -> tuple[RoiInfo, ...]:
    """The regions of interest that the images refer to, in the images' order. images: the Image elements."""
    known = by_id(root.iterfind("ROI"))
    return tuple(
        _roi(known[reference.get("ID")], number)
        for number, image in enumerate(images)
        for reference in image.iterfind("ROIRef")
        if reference.get("ID") in known
    )


def _roi(element: Element, image: int) -> RoiInfo:
    union = element.find("Union")
    shapes = [] if union is None else [_shape(one) for one in union if one.tag in _NUMBERS]
    return RoiInfo(
        image=image,
        shapes=tuple(shape for shape in shapes if shape is not None),
        name=element.get("Name") or "",
        description=text_of(element, "Description"),
    )


def _shape(element: Element) -> ShapeInfo | None:
    """None when a number that the kind needs is missing."""
    numbers = [real(element, name) for name in _NUMBERS[element.tag]]
    given = tuple(number for number in numbers if number is not None)
    if len(given) < len(numbers):
        return None
    return ShapeInfo(
        kind=element.tag,
        numbers=given,
        points=element.get("Points", ""),
        text=element.get("Text") or "",
        z=integer(element, "TheZ"),
        c=integer(element, "TheC"),
        t=integer(element, "TheT"),
        fill_color=color_of(element, "FillColor"),
        stroke_color=color_of(element, "StrokeColor"),
        stroke_width=real(element, "StrokeWidth"),
        mask_bits=_bits(text_of(element, "BinData")) if element.tag == "Mask" else None,
    )


def _bits(text: str) -> bytes | None:
    try:
        return b64decode(text) if text else None
    except (Error, ValueError):
        return None
