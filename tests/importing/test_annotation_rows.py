from datetime import UTC, datetime

import pytest

from micrographia.catalog.models import Image, Roi
from micrographia.importing.annotation_rows import annotation_row, roi_row, shape_row
from micrographia.pixels import AnnotationInfo, RoiInfo, ShapeInfo


@pytest.mark.parametrize(
    ("kind", "value", "column", "stored"),
    [
        ("tag", "mitosis", "text", "mitosis"),
        ("long", "-12", "long", -12),
        ("double", "1e-3", "double", 0.001),
        ("boolean", "true", "boolean", True),
        ("boolean", "false", "boolean", False),
        ("timestamp", "2020-02-03T04:05:06", "timestamp", datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)),
        ("xml", "<a/>", "text", "<a/>"),
    ],
)
def test_values_stand_in_the_column_of_their_kind(kind, value, column, stored):
    row = annotation_row(AnnotationInfo((), kind, value, namespace="n", description="d"), {})
    assert (row.kind, getattr(row, column), row.namespace, row.description) == (kind, stored, "n", "d")


def test_pairs_keep_their_order_and_repeated_keys():
    row = annotation_row(AnnotationInfo((), "map", pairs=(("b", "1"), ("a", "2"), ("b", "3"))), {})
    assert row.pairs == [["b", "1"], ["a", "2"], ["b", "3"]]


@pytest.mark.parametrize(
    ("kind", "value"), [("long", "many"), ("long", str(2**63)), ("timestamp", "soon"), ("double", "")]
)
def test_a_value_that_is_not_of_its_kind_becomes_a_comment(kind, value):
    row = annotation_row(AnnotationInfo((), kind, value), {})
    assert (row.kind, row.text) == ("comment", value)


def test_shapes_get_their_numbers_by_name():
    roi = roi_row(RoiInfo(0, (), name="r"), Image(), {})
    assert isinstance(roi, Roi)
    ellipse = shape_row(ShapeInfo("Ellipse", (1.0, 2.0, 3.0, 4.0), z=5, stroke_color="FF0000FF"), roi, {})
    assert (ellipse.x, ellipse.y, ellipse.radius_x, ellipse.radius_y) == (1.0, 2.0, 3.0, 4.0)
    assert (ellipse.z, ellipse.t, ellipse.stroke_color, ellipse.width) == (5, None, "FF0000FF", None)
    polygon = shape_row(ShapeInfo("Polygon", points="0,0 1,0 1,1"), roi, {})
    assert (polygon.points, polygon.x) == ("0,0 1,0 1,1", None)
