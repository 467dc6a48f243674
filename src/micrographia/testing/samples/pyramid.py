"""JPEG tiles of a picture at ever smaller sizes, from rows of full tiles that come one after the other."""

from concurrent.futures import Executor

import imagecodecs
import numpy as np
from numpy.typing import NDArray

TILE = 512
QUALITY = 82

RGB = NDArray[np.uint8]
"""(TILE, TILE, 3)"""


class PyramidLevel:
    """The compressed tiles of one level, row by row; passes what it gets on at half the size.

    side: of the whole level in pixels. Holds at most two rows of pixels.
    """

    def __init__(self, side: int, pool: Executor) -> None:
        self.side = side
        self.tiles: list[bytes] = []
        self.smaller = PyramidLevel(-(-side // 2), pool) if side > TILE else None
        self._pool = pool
        self._halves: list[list[RGB]] = []

    def levels(self) -> "list[PyramidLevel]":
        """This level and the smaller ones."""
        return [self, *(self.smaller.levels() if self.smaller else [])]

    def add(self, row: list[RGB]) -> None:
        """Takes one row of tiles from the left to the right edge."""
        self.tiles.extend(self._pool.map(jpeg, row))
        if self.smaller is not None:
            self._halves.append(list(self._pool.map(halved, row)))
            if len(self._halves) == 2:
                self._pass_on(self.smaller)

    def finish(self) -> None:
        """After the last row."""
        if self.smaller is not None:
            if self._halves:
                self._pass_on(self.smaller)
            self.smaller.finish()

    def _pass_on(self, smaller: "PyramidLevel") -> None:
        half, columns = TILE // 2, -(-len(self._halves[0]) // 2)
        band = np.full((TILE, columns * TILE, 3), 242, dtype=np.uint8)
        for number, halves in enumerate(self._halves):
            row = np.concatenate(halves, axis=1)
            band[number * half : (number + 1) * half, : row.shape[1]] = row
        self._halves = []
        smaller.add([band[:, x : x + TILE] for x in range(0, columns * TILE, TILE)])


def jpeg(tile: RGB) -> bytes:
    """A complete JPEG picture."""
    pixels = np.ascontiguousarray(tile)
    return bytes(imagecodecs.jpeg8_encode(pixels, level=QUALITY, outcolorspace="ycbcr", subsampling="420"))


def halved(tile: RGB) -> RGB:
    """Half the size, each pixel the mean of four."""
    rows = tile[0::2].astype(np.uint16) + tile[1::2]
    return ((rows[:, 0::2] + rows[:, 1::2] + 2) >> 2).astype(np.uint8)
