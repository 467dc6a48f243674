import io

import pytest
from PIL import Image as Pillow

from micrographia.errors import Invalid
from micrographia.pictures.placeholder import placeholder
from micrographia.pictures.request import Box


@pytest.mark.parametrize(("box", "size"), [(Box(), (64, 64)), (Box(20), (20, 20)), (Box(20, 30), (20, 30))])
def test_sizes(box, size):
    assert Pillow.open(io.BytesIO(placeholder(box, 64).body)).size == size


def test_sizes_that_thumbnails_refuse():
    with pytest.raises(Invalid, match="width of a thumbnail is 1 to 4096"):
        placeholder(Box(4097), 64)
