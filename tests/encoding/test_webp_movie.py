import io

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageSequence

from micrographia.encoding.webp_movie import WebpMovie


def frames(count, height=33, width=47):
    """Smooth, each brighter than the one before."""
    slope = np.arange(height)[:, None, None] + 2 * np.arange(width)[None, :, None] + np.zeros(3)
    return [(slope + 20 * number).astype(np.uint8) for number in range(count)]


def written(pictures, rate=4.0, quality=None):
    file = io.BytesIO()
    with WebpMovie().writing(file, rate, quality) as add:
        for picture in pictures:
            add(picture)
    return file.getvalue()


@pytest.mark.parametrize(("count", "height", "width"), [(1, 33, 47), (5, 33, 47), (2, 1, 1), (3, 16, 300)])
def test_another_program_sees_every_frame(count, height, width):
    pictures = frames(count, height, width)
    movie = Pillow.open(io.BytesIO(written(pictures, rate=8, quality=1.0)))
    assert (movie.format, movie.size, getattr(movie, "n_frames", 1)) == ("WEBP", (width, height), count)
    for seen, picture in zip(ImageSequence.Iterator(movie), pictures, strict=True):
        assert np.abs(np.asarray(seen.convert("RGB")).astype(int) - picture).max() <= 12
        assert seen.info["duration"] == 125
    assert movie.info["loop"] == 0


def test_the_container_says_how_long_it_is():
    content = written(frames(3))
    assert int.from_bytes(content[4:8], "little") == len(content) - 8


def test_quality_counts():
    assert len(written(frames(3), quality=0.1)) < len(written(frames(3))) < len(written(frames(3), quality=1))
