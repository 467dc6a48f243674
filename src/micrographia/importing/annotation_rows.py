"""Regions of interest and annotations of a file, as unsaved rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha1
from typing import Any

from micrographia.catalog.models import Annotation, AnnotationKind, Image, OriginalFile, Roi, Shape
from micrographia.importing.attaching import attachment_key
from micrographia.pixels import AnnotationInfo, RoiInfo, ShapeInfo

NUMBERS: Mapping[str, tuple[str, ...]] = {
    "Rectangle": ("x", "y", "width", "height"),
    "Mask": ("x", "y", "width", "height"),
    "Ellipse": ("x", "y", "radius_x", "radius_y"),
    "Point": ("x", "y"),
    "Label": ("x", "y"),
    "Line": ("x1", "y1", "x2", "y2"),
}
"""What the numbers of a shape are called, by its kind."""


def roi_row(info: RoiInfo, image: Image, columns: Mapping[str, Any]) -> Roi:
    """Without its shapes."""
    return Roi(image=image, name=info.name, description=info.description, **columns)


def shape_row(info: ShapeInfo, roi: Roi, columns: Mapping[str, Any]) -> Shape:
    """One shape of a region of interest."""
    return Shape(
        roi=roi,
        kind=info.kind,
        z=info.z,
        c=info.c,
        t=info.t,
        points=info.points,
        text=info.text,
        transform=None if info.transform is None else list(info.transform),
        fill_color=info.fill_color or "",
        fill_rule=info.fill_rule[:20],
        stroke_color=info.stroke_color or "",
        stroke_width=info.stroke_width,
        stroke_dash_array=info.stroke_dash_array[:255],
        marker_start=info.marker_start[:20],
        marker_end=info.marker_end[:20],
        font_family=info.font_family[:100],
        font_style=info.font_style[:20],
        font_size=info.font_size,
        locked=info.locked,
        mask=info.mask_bits,
        **dict(zip(NUMBERS.get(info.kind, ()), info.numbers, strict=False)),
        **columns,
    )


def annotation_row(info: AnnotationInfo, columns: Mapping[str, Any]) -> Annotation:
    """A value that is not of its kind is kept as a comment: nothing that the file says is lost."""
    row = Annotation(kind=info.kind, namespace=info.namespace[:255], description=info.description, **columns)
    try:
        _set_value(row, info, columns)
    except (ValueError, OverflowError):
        row.kind = AnnotationKind.COMMENT
        row.text = info.value
    return row


def _set_value(row: Annotation, info: AnnotationInfo, columns: Mapping[str, Any]) -> None:
    match info.kind:
        case "map":
            row.pairs = [list(pair) for pair in info.pairs]
        case "long":
            row.long = _within_64_bits(int(info.value))
        case "double":
            row.double = float(info.value)
        case "boolean":
            row.boolean = info.value.strip().lower() in ("true", "1")
        case "timestamp":
            moment = datetime.fromisoformat(info.value)
            row.timestamp = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        case "file":
            row.file = _file(info, columns)
        case _:
            row.text = info.value


def _file(info: AnnotationInfo, columns: Mapping[str, Any]) -> OriginalFile:
    if info.content is None:
        raise ValueError("the bytes are missing")
    content = info.content
    return OriginalFile(
        key=attachment_key(content),
        name=info.value or "attachment",
        size=len(content),
        mimetype=info.mimetype[:255],
        sha1=sha1(content, usedforsecurity=False).hexdigest(),
        **columns,
    )


def _within_64_bits(number: int) -> int:
    if not -(2**63) <= number < 2**63:
        raise OverflowError
    return number
