"""A stained section of tissue on a slide, of any size, made tile by tile."""

import numpy as np
from numpy.typing import NDArray

from micrographia.testing.samples.stain import SIDE, Stain
from micrographia.testing.samples.texture import Field, smooth_noise

CELL = 32
"""How many pixels one place of the coarse maps covers."""

MAP = 1024
"""Side of the coarse maps."""

RGB = NDArray[np.uint8]


class Section:
    """The same seed gives the same section."""

    def __init__(self, size: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.size = size
        self._stain = Stain.made(seed)
        places = (np.arange(MAP, dtype=np.float32) * CELL / size - 0.5) * 2
        oval = 1 - np.sqrt((places[:, None] / 0.82) ** 2 + (places[None, :] / 0.74) ** 2)
        self._inside = oval * 3.2 + 0.32 * smooth_noise(rng, MAP, 70) + 0.08 * smooth_noise(rng, MAP, 14)
        self._gland = smooth_noise(rng, MAP, 30) + 0.3 * smooth_noise(rng, MAP, 10)
        self._kind = smooth_noise(rng, MAP, 110)

    def is_glass(self, y: int, x: int, side: int) -> bool:
        """Whether a tile holds no tissue at all."""
        rows, columns = slice(y // CELL, (y + side) // CELL + 2), slice(x // CELL, (x + side) // CELL + 2)
        return bool(self._inside[rows, columns].max() < -0.25)

    def tile(self, y: int, x: int, side: int) -> RGB:
        """The colours of a square, (side, side, 3); y and x are multiples of the side, which divides SIDE.

        Glass around and inside the glands; between them stroma, muscle and fat.
        """
        part = (slice(y % SIDE, y % SIDE + side), slice(x % SIDE, x % SIDE + side))
        rough = self._stain.detail[part]
        inside, gland, kind = (self._upsampled(each, y, x, side) for each in (self._inside, self._gland, self._kind))
        kind += 0.03 * rough
        gland += 0.07 * rough
        colors = self._stain.looks["stroma"][part].copy()
        for look, where in (
            ("muscle", kind > 0.75),
            ("fat", kind < -0.95),
            ("epithelium", gland > 0.8),
            ("glass", gland > 1.55),
            ("glass", inside + 0.03 * rough < 0),
        ):
            np.copyto(colors, self._stain.looks[look][part], where=where)
        return colors.view(np.uint8).reshape(side, side, 4)[..., :3]

    def _upsampled(self, coarse: Field, y: int, x: int, side: int) -> Field:
        """A part of a coarse map at full resolution, interpolated linearly."""
        count = side // CELL + 1
        window = coarse[y // CELL : y // CELL + count, x // CELL : x // CELL + count]
        return np.ascontiguousarray(_stretched(_stretched(window).T).T)


def _stretched(coarse: Field) -> Field:
    """The rows with CELL - 1 rows put between any two; the last one is left out."""
    share = (np.arange(CELL, dtype=np.float32) / CELL)[None, :, None]
    rows = coarse[:-1, None, :] + (coarse[1:, None, :] - coarse[:-1, None, :]) * share
    return rows.reshape(-1, coarse.shape[1])
