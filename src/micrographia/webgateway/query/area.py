"""`tile=` and `region=`: which part of the plane (reference webgateway.md §5.3)."""

from collections.abc import Mapping

from micrographia.errors import Invalid
from micrographia.pictures.request import Tile
from micrographia.pixels import Region
from micrographia.webgateway.query.number import whole

MAX_TILE_SIDE = 1024
"""What a client may ask as width or height of a tile; more becomes this."""


def area_query(query: Mapping[str, str]) -> Tile | Region:
    """The tile, else the region that is asked; whether it lies inside the image is found out later.

    Raises Invalid when neither is there or one cannot be read.
    """
    if query.get("tile"):
        return _tile(query["tile"])
    if query.get("region"):
        return _region(query["region"])
    raise Invalid("say which part: tile=level,column,row[,width,height] or region=x,y,width,height", "tile")


def is_tile(text: str) -> bool:
    """Whether it can be read as a tile; nothing is as if it were not there."""
    numbers = _wholes(text.split(",")[:5])
    return not text or (numbers is not None and len(numbers) >= 3 and numbers[0] >= 0)


def is_region(text: str) -> bool:
    """Whether it can be read as a region; nothing is as if it were not there."""
    numbers = _wholes(text.split(","))
    return not text or (numbers is not None and len(numbers) == 4)


def _tile(text: str) -> Tile:
    if not is_tile(text):
        raise Invalid("tile is level,column,row[,width,height]: whole numbers, level 0 is full resolution", "tile")
    numbers = _wholes(text.split(",")[:5]) or []
    width, height = numbers[3:] if len(numbers) == 5 else (0, 0)
    return Tile(numbers[0], numbers[1], numbers[2], _side(width), _side(height))


def _side(length: int) -> int | None:
    return min(length, MAX_TILE_SIDE) if length > 0 else None


def _region(text: str) -> Region:
    if not is_region(text):
        raise Invalid("region is x,y,width,height: four whole numbers, pixels of the full resolution", "region")
    return Region(*(_wholes(text.split(",")) or []))


def _wholes(parts: list[str]) -> list[int] | None:
    """The parts as integers; None when one is none."""
    numbers = [number for part in parts if (number := whole(part)) is not None]
    return numbers if len(numbers) == len(parts) else None
