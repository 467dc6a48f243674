"""GIF of a few colors, the first of them transparent: for drawings laid over a picture."""

import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from micrographia.errors import Invalid

MEDIA_TYPE = "image/gif"
MOST_COLORS = 256


def encode_drawing(places: NDArray[np.uint8], palette: Sequence[tuple[int, int, int]]) -> bytes:
    """A complete file of places (height, width), each an index into the palette; 0 is transparent.

    Raises Invalid for more than 256 colors.
    """
    if len(palette) > MOST_COLORS:
        raise Invalid(f"a drawing has at most {MOST_COLORS} colors", "c")
    image = Image.fromarray(np.ascontiguousarray(places)).convert("P")
    image.putpalette(bytes(component for color in palette for component in color))
    written = io.BytesIO()
    image.save(written, "GIF", transparency=0, optimize=False)
    return written.getvalue()
