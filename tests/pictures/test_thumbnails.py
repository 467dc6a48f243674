import pytest

from micrographia.errors import Invalid
from micrographia.pictures.request import Box
from micrographia.pictures.thumbnails import thumbnail_size
from micrographia.pixels import Size5D


@pytest.mark.parametrize(
    ("size", "box", "means"),
    [
        ((480, 480), Box(), (64, 64)),
        ((1000, 500), Box(), (64, 32)),
        ((1000, 500), Box(96), (96, 48)),
        ((95, 97), Box(64), (62, 64)),
        ((97, 95), Box(64), (64, 62)),
        ((10, 5), Box(100), (100, 50)),
        ((5000, 2), Box(64), (64, 3)),
        ((480, 480), Box(100, 30), (100, 30)),
        ((480, 480), Box(1, 4096), (3, 4096)),
    ],
)
def test_sizes(size, box, means):
    assert thumbnail_size(Size5D(*size), box, 64) == means


@pytest.mark.parametrize(("box", "name"), [(Box(0), "width"), (Box(4097), "width"), (Box(9, 0), "height")])
def test_sizes_that_are_refused(box, name):
    with pytest.raises(Invalid, match=f"the {name} of a thumbnail is 1 to 4096 pixels"):
        thumbnail_size(Size5D(10, 10), box, 64)
