"""Squares of tissue stained with haematoxylin and eosin that repeat at their edges."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from micrographia.testing.samples.texture import Field, borders, scattered, smooth_noise, soft_step

SIDE = 1024

Colors = NDArray[Any]
"""(height, width, 3), 0..255"""

GLASS = (243, 241, 244)
NUCLEUS = (88, 62, 128)
PINK = (226, 164, 192)
PALE_PINK = (243, 214, 228)
MAUVE = (196, 140, 184)
RED = (206, 116, 150)


@dataclass(frozen=True, slots=True)
class Stain:
    """looks: by name, (SIDE, SIDE) packed colours, see `packed`. detail: (SIDE, SIDE), roughens the edges of looks."""

    looks: Mapping[str, NDArray[np.uint32]]
    detail: Field

    @classmethod
    def made(cls, seed: int) -> "Stain":
        """The looks that belong to a seed."""
        rng = np.random.default_rng(seed)
        looks: dict[str, Colors] = {
            "glass": np.full((SIDE, SIDE, 3), GLASS, dtype=np.float32) + 1.2 * smooth_noise(rng, SIDE, 2)[..., None],
            "stroma": _with_nuclei(rng, _fibres(rng, PINK, PALE_PINK, 22, 2.2), distance=58, long=10, short=4),
            "muscle": _with_nuclei(rng, _fibres(rng, RED, PINK, 9, 9.0), distance=76, long=14, short=4),
            "fat": _fat(rng),
            "epithelium": _with_nuclei(rng, _fibres(rng, MAUVE, PINK, 12, 1.0), distance=25, long=11, short=8),
        }
        return cls({name: packed(look) for name, look in looks.items()}, smooth_noise(rng, SIDE, 24))


def packed(colors: Colors) -> NDArray[np.uint32]:
    """Red, green, blue and a spare byte as one number a pixel, (height, width): one look-up moves all three."""
    spare = np.zeros((*colors.shape[:2], 4), dtype=np.uint8)
    spare[..., :3] = np.clip(colors, 0, 255)
    return spare.view(np.uint32)[..., 0]


def _mixed(first: tuple[int, ...], second: tuple[int, ...], share: Field) -> Colors:
    start, end = np.array(first, dtype=np.float32), np.array(second, dtype=np.float32)
    colors: Colors = start + (end - start) * share[..., None]
    return colors


def _fibres(
    rng: np.random.Generator, dark: tuple[int, ...], light: tuple[int, ...], scale: float, stretch: float
) -> Colors:
    waves = smooth_noise(rng, SIDE, scale, stretch) * 0.7 + smooth_noise(rng, SIDE, 3, stretch) * 0.35
    colors = _mixed(dark, light, np.clip(0.5 + 0.33 * waves, 0, 1))
    colors += 3 * smooth_noise(rng, SIDE, 1.5)[..., None]
    return colors


def _with_nuclei(rng: np.random.Generator, ground: Colors, distance: float, long: float, short: float) -> Colors:
    """Draws a nucleus at every scattered point; those over an edge come in again on the other side."""
    places = scattered(rng, SIDE, distance, jitter=0.42)
    inside = np.all((places >= 0) & (places < SIDE), axis=1)
    reach = int(long * 1.6)
    steps = np.arange(-reach, reach + 1, dtype=np.float32)
    for y, x in places[inside].astype(int):
        angle, size, dark = rng.normal(0.4, 0.5), rng.uniform(0.8, 1.25), rng.uniform(0.55, 0.95)
        cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
        along, across = steps[None, :] * cos + steps[:, None] * sin, steps[:, None] * cos - steps[None, :] * sin
        radius = np.sqrt((along / (long * size)) ** 2 + (across / (short * size)) ** 2)
        cover = (soft_step(1 - radius, 0, 0.35) * np.float32(dark))[..., None]
        box = np.ix_((y + steps.astype(int)) % SIDE, (x + steps.astype(int)) % SIDE)
        ground[box] += (np.array(NUCLEUS, dtype=np.float32) - ground[box]) * cover
    return ground


def _fat(rng: np.random.Generator) -> Colors:
    half = np.arange(0, SIDE, 2, dtype=np.float32)
    distance = borders(_grid(rng, 128), half[:, None], half[None, :]).repeat(2, axis=0).repeat(2, axis=1)
    return _mixed(PINK, GLASS, soft_step(distance, 5, 7))


def _grid(rng: np.random.Generator, distance: int) -> NDArray[np.float64]:
    """Points of a square and of its eight repeated neighbours, near its edges; distance divides SIDE."""
    y, x = np.meshgrid(np.arange(0.0, SIDE, distance), np.arange(0.0, SIDE, distance), indexing="ij")
    x[::2] += distance / 2
    inside = np.stack([y.ravel(), x.ravel()], axis=1) + rng.uniform(-0.25, 0.25, (y.size, 2)) * distance
    around = np.concatenate([inside + np.array([y, x]) for y in (-SIDE, 0, SIDE) for x in (-SIDE, 0, SIDE)])
    return around[np.all((around > -SIDE / 4) & (around < 1.25 * SIDE), axis=1)]
