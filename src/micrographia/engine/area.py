"""Tiles and regions as asked → regions inside a level (reference webgateway.md §5.3, decisions B48, B49)."""

from micrographia.errors import Invalid, NotFound
from micrographia.pixels import ImageInfo, Level, Region

UNTILED_SIDE = 1024
"""The tiles of a level that has none of its own are at most this wide and high."""


def tile_size(info: ImageInfo) -> tuple[int, int]:
    """Width and height of a tile when the asker names none: the file's own, else the plane up to 1024."""
    level = info.levels[0]
    return min(level.tile_width, UNTILED_SIDE), min(level.tile_height, UNTILED_SIDE)


def tile_region(info: ImageInfo, level: int, place: tuple[int, int], size: tuple[int | None, int | None]) -> Region:
    """The pixels of one tile, cut off at the right and bottom edge of the level.

    place: column and row. size: width and height, None for the image's own. Raises Invalid for a level that is not
    there, NotFound for a tile wholly outside.
    """
    if not 0 <= level < len(info.levels):
        raise Invalid(f"level is one of 0 to {len(info.levels) - 1}, 0 is full resolution", "tile")
    own = tile_size(info)
    width, height = size[0] or own[0], size[1] or own[1]
    return clipped(Region(place[0] * width, place[1] * height, width, height), info.levels[level])


def clipped(region: Region, level: Level) -> Region:
    """The part of a region that lies on the level; raises NotFound when it starts outside or is empty."""
    width, height = min(region.width, level.width - region.x), min(region.height, level.height - region.y)
    if min(region.x, region.y) < 0 or min(width, height) < 1:
        raise NotFound(f"there is nothing there: the level has {level.width} x {level.height} pixels")
    return Region(region.x, region.y, width, height)
