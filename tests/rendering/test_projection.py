import numpy as np
import pytest

from micrographia.pixel_type import PixelType
from micrographia.rendering.projection import projector, sections
from micrographia.rendering.settings import Projection


def projected(name, kind, *planes):
    pixel_type = PixelType(kind)
    stack = projector(Projection(name), (len(planes[0]) if planes else 2,), pixel_type)
    for plane in planes:
        stack.add(np.array(plane, pixel_type.dtype))
    assert stack.result().dtype == pixel_type.dtype
    return stack.result().tolist()


@pytest.mark.parametrize(
    ("name", "kind", "planes", "expected"),
    [
        ("intmax", "uint8", [[1, 200], [2, 100]], [2, 200]),
        ("intmax", "int16", [[-9, -3], [-7, -5]], [-7, -3]),  # the true maximum
        ("intmax", "uint32", [[3_000_000_000], [1]], [3_000_000_000]),
        ("intmean", "uint8", [[1, 10], [2, 21]], [1, 15]),  # both ends count; towards zero
        ("intmean", "int8", [[-1, -3], [-2, -4]], [-1, -3]),
        ("intmean", "uint8", [[7, 9]], [7, 9]),
        ("intsum", "uint8", [[1, 200], [2, 100]], [3, 255]),
        ("intsum", "int8", [[-100, 100], [-100, 100]], [-128, 127]),
        ("intsum", "float", [[1.5], [2.25]], [3.75]),
        ("intsum", "double", [[2e9], [2e9]], [2147483647.0]),
    ],
)
def test_by_hand(name, kind, planes, expected):
    assert projected(name, kind, *planes) == expected


def test_nan_never_is_the_maximum_and_poisons_sums():
    assert projected("intmax", "float", [float("nan"), 1.0], [-2.0, float("nan")]) == [-2.0, 1.0]
    assert np.isnan(projected("intsum", "float", [float("nan")], [1.0])).all()
    assert np.isnan(projected("intmean", "double", [float("nan")], [1.0])).all()


def test_no_section_at_all():
    assert projected("intmax", "uint8") == projected("intsum", "float") == projected("intmean", "int32") == [0, 0]
    assert np.isnan(projected("intmean", "float")).all()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [(None, [0, 1, 2, 3]), ((1, 2), [1, 2]), ((-3, 1), [0, 1]), ((2, 99), [2, 3]), ((3, 1), []), ((3, 3), [3])],
)
def test_both_ends_are_included(asked, expected):
    assert list(sections(asked, 4)) == expected
