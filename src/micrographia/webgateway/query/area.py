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


def _tile(text: str) -> Tile:
    numbers = _wholes(text.split(",")[:5])
    if numbers is None or len(numbers) < 3 or numbers[0] < 0:
        raise Invalid("tile is level,column,row[,width,height]: whole numbers, level 0 is full resolution", "tile")
    width, height = numbers[3:] if len(numbers) == 5 else (0, 0)
    return Tile(numbers[0], numbers[1], numbers[2], _side(width), _side(height))


def _side(length: int) -> int | None:
    return min(length, MAX_TILE_SIDE) if length > 0 else None


def _region(text: str) -> Region:
    numbers = _wholes(text.split(","))
    if numbers is None or len(numbers) != 4:
        raise Invalid("region is x,y,width,height: four whole numbers, pixels of the full resolution", "region")
    return Region(*numbers)


def _wholes(parts: list[str]) -> list[int] | None:
    """The parts as integers; None when one is none."""
    numbers = [number for part in parts if (number := whole(part)) is not None]
    return numbers if len(numbers) == len(parts) else None
