"""What every encoder must do, as tests: subclass `EncoderContract` and name an encoder.

class TestMyEncoder(EncoderContract):
    encoder = MyEncoder()

    def decode(self, content):
        return my_library.decode(content)
"""

from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import numpy as np
import pytest

from micrographia.encoding.encoder import Encoder, Pixels
from micrographia.errors import Invalid

SIZES = [(1, 1), (1, 17), (16, 16), (33, 70)]
"""Heights and widths, the smallest picture and odd sides among them."""


def smooth(height: int, width: int) -> Pixels:
    """A picture without sharp edges, so that lossy formats keep it."""
    y, x = np.mgrid[:height, :width]
    picture: Pixels = np.stack([x + y, x * 0 + 90, 200 - y], axis=2).clip(0, 255).astype(np.uint8)
    return picture


class EncoderContract:
    """The tests. tolerance: how far a value may be off after decoding; 0 for formats without loss."""

    encoder: ClassVar[Encoder]
    tolerance: ClassVar[int] = 0

    def decode(self, content: bytes) -> Pixels:
        """The picture in a file, (height, width, 3)."""
        raise NotImplementedError

    def test_it_says_what_it_is(self) -> None:
        assert self.encoder.name == self.encoder.name.lower()
        assert self.encoder.media_type.startswith("image/")
        assert self.encoder.suffixes
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in self.encoder.suffixes)

    @pytest.mark.parametrize(("height", "width"), SIZES)
    def test_the_picture_comes_back(self, height: int, width: int) -> None:
        picture = smooth(height, width)
        decoded = self.decode(self.encoder.encode(picture))
        assert decoded.shape == picture.shape
        assert np.abs(decoded.astype(int) - picture).max() <= self.tolerance

    def test_a_view_of_a_larger_picture(self) -> None:
        part = smooth(40, 60)[4:30:2, 5:50:3]
        assert self.encoder.encode(part) == self.encoder.encode(np.ascontiguousarray(part))

    def test_the_picture_is_left_as_it_was(self) -> None:
        picture = smooth(8, 8)
        picture.flags.writeable = False
        self.encoder.encode(picture)

    def test_equal_pictures_make_equal_files_in_any_thread(self) -> None:
        picture = smooth(33, 70)
        with ThreadPoolExecutor(4) as pool:
            assert len(set(pool.map(lambda _: self.encoder.encode(picture, 0.8), range(12)))) == 1

    def test_quality_is_within_its_range_or_passed_over(self) -> None:
        picture = smooth(16, 16)
        for quality in (0.0, 0.5, 1.0, None):
            assert self.encoder.encode(picture, quality)
        if self.tolerance:
            with pytest.raises(Invalid):
                self.encoder.encode(picture, 1.5)
