"""Tiles and regions as asked → regions inside a level (reference webgateway.md §5.3, decisions B48, B49)."""

from collections.abc import Sequence

from micrographia.errors import Invalid, NotFound
from micrographia.pixels import Level, Region

UNTILED_SIDE = 1024
"""An image without a pyramid is one tile up to this width and height."""

SENSIBLE_SIDES = range(64, UNTILED_SIDE + 1)
SUBSTITUTE_SIDE = 256


def tile_size(levels: Sequence[Level]) -> tuple[int, int]:
    """Width and height of a tile when the asker names none: the file's own, else the plane up to 1024.

    Strips and single huge chunks make bad tiles: a pyramid of those is cut into squares of 256.
    """
    full = levels[0]
    if len(levels) == 1:
        return min(full.width, UNTILED_SIDE), min(full.height, UNTILED_SIDE)
    if full.tile_width in SENSIBLE_SIDES and full.tile_height in SENSIBLE_SIDES:
        return full.tile_width, full.tile_height
    return SUBSTITUTE_SIDE, SUBSTITUTE_SIDE


def tile_region(
    levels: Sequence[Level], level: int, place: tuple[int, int], size: tuple[int | None, int | None]
) -> Region:
    """The pixels of one tile, cut off at the right and bottom edge of the level.

    place: column and row. size: width and height, None for the image's own. Raises Invalid for a level that is not
    there, NotFound for a tile wholly outside.
    """
    if not 0 <= level < len(levels):
        raise Invalid(f"level is one of 0 to {len(levels) - 1}, 0 is full resolution", "tile")
    own = tile_size(levels)
    width, height = size[0] or own[0], size[1] or own[1]
    return clipped(Region(place[0] * width, place[1] * height, width, height), levels[level])


def clipped(region: Region, level: Level) -> Region:
    """The part of a region that lies on the level; raises NotFound when it starts outside or is empty."""
    width, height = min(region.width, level.width - region.x), min(region.height, level.height - region.y)
    if min(region.x, region.y) < 0 or min(width, height) < 1:
        raise NotFound(f"there is nothing there: the level has {level.width} x {level.height} pixels")
    return Region(region.x, region.y, width, height)
