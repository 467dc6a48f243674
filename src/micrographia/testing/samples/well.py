"""One field of a well: cells whose reporter moves into the nucleus as the dose rises, and fewer of them."""

import numpy as np
from numpy.typing import NDArray

from micrographia.testing.samples.texture import Field, scattered, soft_step

SIDE = 360
OFFSET = 96
REACH = 34


def field(seed: tuple[int, ...], effect: float) -> NDArray[np.uint16]:
    """Nuclei and reporter of one field, (2, SIDE, SIDE); effect: 0 untreated … 1 the full effect."""
    rng = np.random.default_rng(seed)
    nuclei = np.full((SIDE, SIDE), 40, dtype=np.float32)
    reporter = np.full((SIDE, SIDE), 60, dtype=np.float32)
    for y, x in scattered(rng, SIDE, 52, jitter=0.4):
        if rng.random() < 0.86 - 0.6 * effect:
            _add_cell(rng, nuclei, reporter, (y, x), effect)
    return np.stack([_seen(rng, nuclei), _seen(rng, reporter)])


def _add_cell(
    rng: np.random.Generator, nuclei: Field, reporter: Field, place: tuple[float, float], effect: float
) -> None:
    long, short, angle = rng.uniform(12, 16) * (1 - 0.2 * effect), rng.uniform(10, 12), rng.uniform(0, np.pi)
    top, left = max(int(place[0]) - REACH, 0), max(int(place[1]) - REACH, 0)
    box = (slice(top, max(int(place[0]) + REACH, 0)), slice(left, max(int(place[1]) + REACH, 0)))
    if nuclei[box].size == 0:
        return
    y = np.arange(top, top + nuclei[box].shape[0], dtype=np.float32)[:, None] - np.float32(place[0])
    x = np.arange(left, left + nuclei[box].shape[1], dtype=np.float32)[None, :] - np.float32(place[1])
    cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    radius = np.sqrt(((x * cos + y * sin) / long) ** 2 + ((y * cos - x * sin) / short) ** 2)
    nucleus, cell = soft_step(1 - radius, 0, 0.15), soft_step(2.2 - radius, 0.35, 0.9)
    moved = np.clip(effect + rng.normal(0, 0.08), 0, 1)
    nuclei[box] += np.float32(rng.uniform(800, 1500) * (1 + 0.7 * effect)) * nucleus
    reporter[box] += np.float32(rng.uniform(500, 900)) * ((1 - moved) * (cell - 0.75 * nucleus) + 2.2 * moved * nucleus)


def _seen(rng: np.random.Generator, signal: Field) -> NDArray[np.uint16]:
    noise = rng.standard_normal(signal.shape, dtype=np.float32)
    return np.clip(OFFSET + signal + noise * (2 + 0.4 * np.sqrt(np.maximum(signal, 0))), 0, 65535).astype(np.uint16)
