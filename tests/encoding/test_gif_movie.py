import io

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageSequence

from micrographia.encoding.gif_movie import GifMovie

X = np.arange(256)


def colored(red, green, blue, height=3):
    planes = np.broadcast_arrays(red, green, blue)
    return np.broadcast_to(np.stack(planes, axis=-1), (height, 256, 3)).astype(np.uint8)


def seen(*pictures, rate=4.0):
    file = io.BytesIO()
    with GifMovie().writing(file, rate, None) as add:
        for picture in pictures:
            add(picture)
    movie = Pillow.open(io.BytesIO(file.getvalue()))
    assert movie.format == "GIF"
    return [(np.asarray(each.convert("RGB")), dict(each.info)) for each in ImageSequence.Iterator(movie)]


@pytest.mark.parametrize("frame", [colored(X, X, X), colored(X, 0, 0), colored(0, X // 2, 255 - X), colored(9, 8, 7)])
def test_up_to_256_colors_are_exact(frame):
    (first, _), (second, _) = seen(frame, frame[:, ::-1])
    np.testing.assert_array_equal(first, frame)
    np.testing.assert_array_equal(second, frame[:, ::-1])


def test_more_colors_are_near():
    y, x = np.mgrid[:128, :256]
    frame = np.stack([x, 2 * y, 255 - x], axis=-1).astype(np.uint8)
    ((found, _),) = seen(frame)
    assert np.abs(found.astype(int) - frame).mean() < 12


def test_it_plays_over_and_over_at_its_rate():
    found = seen(*[colored(X, X, X)] * 3, rate=7)
    assert [info["duration"] for _, info in found] == [140, 150, 140]
    assert found[0][1]["loop"] == 0
