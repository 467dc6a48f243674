"""The grey picture that stands where a thumbnail would be, for pages that show no broken images."""

from __future__ import annotations

import numpy as np

from micrographia.encoding.registry import encoder_for
from micrographia.pictures.request import Box, Picture
from micrographia.pictures.thumbnails import check_sides

GREY = 221


def placeholder(box: Box, default_side: int) -> Picture:
    """A plain picture of the box's size, a square where only one side or none is said. Raises Invalid for the sizes
    that thumbnails refuse."""
    check_sides(box)
    width = box.width or default_side
    height = box.height or width
    encoder = encoder_for("jpeg")
    body = encoder.encode(np.full((height, width, 3), GREY, np.uint8), None)
    return Picture(body, encoder.media_type, f"placeholder-{width}-{height}")
