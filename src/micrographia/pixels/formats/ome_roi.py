"""The regions of interest of an OME-XML document."""

import re
import zlib
from base64 import b64decode
from binascii import Error

from micrographia.pixels.formats.ome_channel import color_of
from micrographia.pixels.formats.xml_tree import Element, by_id, integer, real, text_of
from micrographia.pixels.metadata import RoiInfo, ShapeInfo

MOST_SHAPES = 200_000
MOST_LETTERS = 2**20
MOST_MASK_BYTES = 2**24

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
_MATRIX = ("A00", "A10", "A01", "A11", "A02", "A12")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def rois_of(root: Element, images: list[Element], warnings: list[str]) -> list[tuple[RoiInfo, Element]]:
    """The regions of interest that the images refer to, in the images' order, with their elements."""
    known = by_id(root.iterfind("ROI"))
    found: list[tuple[RoiInfo, Element]] = []
    shapes = 0
    for number, image in enumerate(images):
        for reference in image.iterfind("ROIRef"):
            element = known.get(reference.get("ID", ""))
            if element is not None:
                roi = _roi(element, number)
                shapes += max(1, len(roi.shapes))
                if shapes > MOST_SHAPES:
                    warnings.append(f"only the regions of interest with the first {MOST_SHAPES} shapes are taken")
                    return found
                found.append((roi, element))
    return found


def _roi(element: Element, image: int) -> RoiInfo:
    union = element.find("Union")
    shapes = [] if union is None else [_shape(one) for one in map(_flat, union) if one is not None]
    return RoiInfo(
        image=image,
        shapes=tuple(shape for shape in shapes if shape is not None),
        name=element.get("Name") or "",
        description=text_of(element, "Description"),
    )


def _flat(element: Element) -> Element | None:
    """The shape with all its attributes: before 2013 they stood in a Shape around it."""
    if element.tag != "Shape":
        return element if element.tag in _NUMBERS else None
    inner = next((one for one in element if one.tag in _NUMBERS), None)
    if inner is None:
        return None
    for name, value in element.items():
        if name not in inner.keys():  # noqa: SIM118  (an element, whose own iterator gives children)
            inner.set({"Fill": "FillColor", "Stroke": "StrokeColor", "Label": "Text"}.get(name, name), value)
    if inner.tag == "Polyline" and inner.get("Closed") == "true":
        inner.tag = "Polygon"
    return inner


def _shape(element: Element) -> ShapeInfo | None:
    """None when a number that the kind needs is missing."""
    numbers = [_number(element, name) for name in _NUMBERS[element.tag]]
    given = tuple(number for number in numbers if number is not None)
    if len(given) < len(numbers):
        return None
    return ShapeInfo(
        kind=element.tag,
        numbers=given,
        points=element.get("Points", "")[:MOST_LETTERS],
        text=(element.get("Text") or "")[:MOST_LETTERS],
        z=_index(element, "TheZ"),
        c=_index(element, "TheC"),
        t=_index(element, "TheT"),
        transform=_transform(element),
        fill_color=color_of(element, "FillColor"),
        fill_rule=element.get("FillRule") or "",
        stroke_color=color_of(element, "StrokeColor"),
        stroke_width=real(element, "StrokeWidth"),
        stroke_dash_array=element.get("StrokeDashArray") or "",
        marker_start=element.get("MarkerStart") or "",
        marker_end=element.get("MarkerEnd") or "",
        font_family=element.get("FontFamily") or "",
        font_style=element.get("FontStyle") or "",
        font_size=real(element, "FontSize"),
        locked={"true": True, "1": True, "false": False, "0": False}.get(element.get("Locked", "").lower()),
        mask_bits=_bits(element) if element.tag == "Mask" else None,
    )


def _number(element: Element, name: str) -> float | None:
    """Ellipses of before 2013 have their own names for the same numbers."""
    found = real(element, name)
    if found is None and element.tag == "Ellipse":
        found = real(element, {"X": "Cx", "Y": "Cy", "RadiusX": "Rx", "RadiusY": "Ry"}[name])
    if found is None and element.tag == "Point":
        found = real(element, {"X": "Cx", "Y": "Cy"}[name])
    return found


def _index(element: Element, name: str) -> int | None:
    """None, as for all planes, for what is no place in an image."""
    number = integer(element, name)
    return number if number is not None and 0 <= number < 2**31 else None


def _transform(element: Element) -> tuple[float, float, float, float, float, float] | None:
    """[a00, a10, a01, a11, a02, a12]; None where there is none."""
    matrix = element.find("Transform")
    if matrix is not None:
        numbers = [real(matrix, name) for name in _MATRIX]
    else:
        text = element.get("Transform", "")
        numbers = [float(one) for one in _NUMBER.findall(text)] if text.startswith("matrix") else []
    if len(numbers) != len(_MATRIX):
        return None
    a00, a10, a01, a11, a02, a12 = numbers
    if a00 is None or a10 is None or a01 is None or a11 is None or a02 is None or a12 is None:
        return None
    return a00, a10, a01, a11, a02, a12


def _bits(element: Element) -> bytes | None:
    """The bytes of a mask, one bit a pixel; None when they cannot be read, or are too many."""
    data = element.find("BinData")
    text = "" if data is None else (data.text or "").strip()
    try:
        packed = b64decode(text) if 0 < len(text) <= 2 * MOST_MASK_BYTES else b""
        if packed and data is not None and data.get("Compression") == "zlib":
            packed = zlib.decompressobj().decompress(packed, MOST_MASK_BYTES)
    except (Error, ValueError, zlib.error):
        return None
    return packed or None
