"""How large a thumbnail is."""

from __future__ import annotations

from micrographia.engine.thumbnail import LEAST_SIDE, fitted
from micrographia.errors import Invalid
from micrographia.pictures.request import Box
from micrographia.pixels import Size5D

LARGEST_SIDE = 4096


def thumbnail_size(size: Size5D, box: Box, default_side: int) -> tuple[int, int]:
    """Width and height: of two numbers exactly these, of one the longest side, of none `default_side` as that.

    Each is at least 3. Raises Invalid for a side that is not 1 to 4096.
    """
    check_sides(box)
    longest = box.width or default_side
    if box.height is None:
        return fitted(size.x, size.y, longest)
    return max(LEAST_SIDE, longest), max(LEAST_SIDE, box.height)


def check_sides(box: Box) -> None:
    """Raises Invalid for a side that is not 1 to 4096."""
    for name, side in (("width", box.width), ("height", box.height)):
        if side is not None and not 1 <= side <= LARGEST_SIDE:
            raise Invalid(f"the {name} of a thumbnail is 1 to {LARGEST_SIDE} pixels", name)
