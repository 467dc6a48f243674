"""TIFF: without loss, one page."""

import io

import numpy as np
from PIL import Image

from micrographia.encoding.encoder import Pixels


class Tiff:
    """The quality is passed over."""

    name = "tif"
    media_type = "image/tiff"
    suffixes = (".tif", ".tiff")

    def encode(self, picture: Pixels, quality: float | None = None) -> bytes:
        written = io.BytesIO()
        Image.fromarray(np.ascontiguousarray(picture)).save(written, "TIFF", compression="tiff_adobe_deflate")
        return written.getvalue()
