"""Pictures in another size."""

import numpy as np
from PIL import Image

from micrographia.encoding.encoder import Pixels


def resized(picture: Pixels, width: int, height: int) -> Pixels:
    """The picture in exactly this size, by a Lanczos filter in both directions; the aspect is not kept."""
    if picture.shape[:2] == (height, width):
        return picture
    image = Image.fromarray(np.ascontiguousarray(picture))
    return np.asarray(image.resize((width, height), Image.Resampling.LANCZOS))
