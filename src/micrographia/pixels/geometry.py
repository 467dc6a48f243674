"""Sizes and places inside an image, in pixels."""

from dataclasses import dataclass

from micrographia.errors import Invalid


@dataclass(frozen=True, slots=True)
class Size5D:
    """How many columns, rows, z-sections, channels and timepoints an image has; each at least 1."""

    x: int
    y: int
    z: int = 1
    c: int = 1
    t: int = 1


@dataclass(frozen=True, slots=True)
class Level:
    """One resolution of a pyramid: its size, and the size of the file's own tiles there.

    An untiled file has tiles as wide as the level.
    """

    width: int
    height: int
    tile_width: int
    tile_height: int


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle in pixels of the level it is asked at; x and y from 0."""

    x: int
    y: int
    width: int
    height: int

    def within(self, level: Level) -> None:
        """Raises Invalid unless the whole rectangle lies inside the level and holds at least one pixel."""
        if min(self.x, self.y) < 0 or min(self.width, self.height) < 1:
            raise Invalid("a region needs x, y of at least 0 and width, height of at least 1", "region")
        if self.x + self.width > level.width or self.y + self.height > level.height:
            raise Invalid(f"the region ends outside the level of {level.width} x {level.height} pixels", "region")
