"""PNG: without loss, packed quickly."""

import imagecodecs
import numpy as np

from micrographia.encoding.encoder import Pixels

LEVEL = 1
MEDIA_TYPE = "image/png"


def encode_transparent(picture: Pixels) -> bytes:
    """picture: (height, width, 4), RGBA."""
    return bytes(imagecodecs.png_encode(np.ascontiguousarray(picture), level=LEVEL))


class Png:
    """The quality is passed over."""

    name = "png"
    media_type = MEDIA_TYPE
    suffixes = (".png",)

    def encode(self, picture: Pixels, quality: float | None = None) -> bytes:
        return bytes(imagecodecs.png_encode(np.ascontiguousarray(picture), level=LEVEL))
