"""PNG: without loss, packed quickly."""

import imagecodecs
import numpy as np

from micrographia.encoding.encoder import Pixels

LEVEL = 1


class Png:
    """The quality is passed over."""

    name = "png"
    media_type = "image/png"
    suffixes = (".png",)

    def encode(self, picture: Pixels, quality: float | None = None) -> bytes:
        return bytes(imagecodecs.png_encode(np.ascontiguousarray(picture), level=LEVEL))
