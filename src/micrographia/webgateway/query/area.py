"""`tile=` and `region=`: which part of the plane (reference webgateway.md §5.3)."""

import re
from collections.abc import Mapping
from functools import lru_cache

from micrographia.errors import Invalid
from micrographia.pictures.request import Tile
from micrographia.pixels import Region
from micrographia.webgateway.query.number import WHOLE_TEXT

MAX_TILE_SIDE = 1024
"""What a client may ask as width or height of a tile; more becomes this."""

_NUMBER = rf"\s*{WHOLE_TEXT}\s*"
_TILE = re.compile(rf"{_NUMBER}(,{_NUMBER}){{2,3}}|{_NUMBER}(,{_NUMBER}){{4}}(,.*)?", re.DOTALL)
_REGION = re.compile(rf"{_NUMBER}(,{_NUMBER}){{3}}")


def area_query(query: Mapping[str, str]) -> Tile | Region:
    """The tile, else the region that is asked; whether it lies inside the image is found out later.

    Raises Invalid when neither is there or one cannot be read.
    """
    if text := query.get("tile"):
        if (tile := _tile(text)) is None:
            raise Invalid("tile is level,column,row[,width,height]: whole numbers, level 0 is full resolution", "tile")
        return tile
    if text := query.get("region"):
        if not is_region(text):
            raise Invalid("region is x,y,width,height: four whole numbers, pixels of the full resolution", "region")
        return Region(*map(int, text.split(",")))
    raise Invalid("say which part: tile=level,column,row[,width,height] or region=x,y,width,height", "tile")


def is_tile(text: str) -> bool:
    """Whether it can be read as a tile; nothing is as if it were not there."""
    return not text or _tile(text) is not None


def is_region(text: str) -> bool:
    """Whether it can be read as a region; nothing is as if it were not there."""
    return not text or _REGION.fullmatch(text) is not None


@lru_cache(maxsize=64)  # a request is first checked, then read
def _tile(text: str) -> Tile | None:
    """The tile that is written so; None when none is. What follows the fifth number does not count."""
    if _TILE.fullmatch(text) is None:
        return None
    numbers = [int(part) for part in text.split(",", 5)[:5]]
    width, height = numbers[3:] if len(numbers) == 5 else (0, 0)
    return Tile(numbers[0], numbers[1], numbers[2], _side(width), _side(height)) if numbers[0] >= 0 else None


def _side(length: int) -> int | None:
    return min(length, MAX_TILE_SIDE) if length > 0 else None
