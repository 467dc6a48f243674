import io

import numpy as np
import pytest
from PIL import Image

from micrographia.encoding.gif import encode_drawing
from micrographia.errors import Invalid


def test_colors_and_transparency():
    places = np.array([[0, 1, 2], [3, 3, 0]], np.uint8)
    image = Image.open(io.BytesIO(encode_drawing(places, ((0, 0, 0), (0, 0, 0), (255, 255, 255), (10, 20, 30)))))
    assert (image.format, image.size) == ("GIF", (3, 2))
    shown = np.asarray(image.convert("RGBA"))
    assert shown[..., 3].tolist() == [[0, 255, 255], [255, 255, 0]]
    assert shown[0, 2].tolist() == [255, 255, 255, 255]
    assert shown[1, 0].tolist() == [10, 20, 30, 255]


def test_too_many_colors():
    with pytest.raises(Invalid):
        encode_drawing(np.zeros((1, 1), np.uint8), [(0, 0, 0)] * 257)
