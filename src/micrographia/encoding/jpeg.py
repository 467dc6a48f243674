"""JPEG: baseline, 4:2:0."""

import imagecodecs
import numpy as np

from micrographia.encoding.encoder import Pixels
from micrographia.errors import Invalid

DEFAULT_QUALITY = 0.85


class Jpeg:
    """Quality as in libjpeg, given as a fraction (reference webgateway.md §2.5)."""

    name = "jpeg"
    media_type = "image/jpeg"
    suffixes = (".jpg", ".jpeg")

    def encode(self, picture: Pixels, quality: float | None = None) -> bytes:
        fraction = DEFAULT_QUALITY if quality is None else quality
        if not 0 <= fraction <= 1:
            raise Invalid("the quality is a number from 0 to 1", "q")
        level = max(1, round(100 * fraction))  # libjpeg has no quality 0 and takes 1 for it
        return bytes(imagecodecs.jpeg8_encode(np.ascontiguousarray(picture), level=level, subsampling="420"))
