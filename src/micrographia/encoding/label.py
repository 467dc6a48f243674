"""Words on pictures."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from micrographia.encoding.encoder import Pixels

PLACE = (2, 2)
WHITE = (255, 255, 255)
LONGEST_LABEL = 200
"""More of a label than this never fits into a panel."""


def labelled(picture: Pixels, text: str, size: int) -> Pixels:
    """The picture with a white text in its upper left corner; size: height of the letters in pixels."""
    image = Image.fromarray(np.ascontiguousarray(picture))
    line = " ".join(text[:LONGEST_LABEL].split())
    ImageDraw.Draw(image).text(PLACE, line, fill=WHITE, font=ImageFont.load_default(size))
    return np.asarray(image)
