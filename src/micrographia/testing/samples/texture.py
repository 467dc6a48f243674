"""Random fields that look grown: smooth noise, cells on a plane, soft edges."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Field = NDArray[Any]
"""(height, width), real; float32 wherever it is large."""


def smooth_noise(rng: np.random.Generator, size: int, scale: float, stretch: float = 1.0) -> Field:
    """Noise of mean 0 and deviation 1 on a square that repeats at its edges.

    scale: how wide its bumps are, in pixels. stretch: how many times wider they are along x than along y.
    """
    white = rng.standard_normal((size, size), dtype=np.float32)
    along_y = np.fft.fftfreq(size)[:, None] * scale
    along_x = np.fft.rfftfreq(size)[None, :] * scale * stretch
    spectrum = np.fft.rfft2(white) * np.exp(-2.0 * np.pi**2 * (along_y**2 + along_x**2) / 4)
    field = np.fft.irfft2(spectrum, s=(size, size)).astype(np.float32)
    result: Field = (field - field.mean()) / field.std()
    return result


def soft_step(values: Field, edge: float, width: float) -> Field:
    """0 where values lie below the edge, 1 above, and a smooth ramp of the given width between."""
    ramp = np.clip((values - edge) / width + 0.5, 0, 1)
    smooth: Field = ramp * ramp * (3 - 2 * ramp)
    return smooth


def scattered(rng: np.random.Generator, size: int, distance: float, jitter: float = 0.25) -> NDArray[np.float64]:
    """Points (n, 2) as y, x about so far from one another, on a square and one distance beyond its edges.

    jitter: how far each may stray, in distances.
    """
    steps = np.arange(-distance, size + 2 * distance, distance, dtype=np.float64)
    y, x = np.meshgrid(steps, steps, indexing="ij")
    x[::2] += distance / 2
    stray = rng.uniform(-jitter, jitter, (2, *y.shape)) * distance
    return np.stack([(y + stray[0]).ravel(), (x + stray[1]).ravel()], axis=1)


def borders(points: NDArray[np.float64], y: Field, x: Field) -> Field:
    """How far each place is from the border between the two points nearest to it, in pixels."""
    nearest = np.full(y.shape, np.inf, dtype=np.float32)
    second = np.full(y.shape, np.inf, dtype=np.float32)
    for point_y, point_x in points.astype(np.float32):
        distance = (y - point_y) ** 2 + (x - point_x) ** 2
        second = np.minimum(second, np.maximum(nearest, distance))
        nearest = np.minimum(nearest, distance)
    return (np.sqrt(second) - np.sqrt(nearest)) / 2


def doubled(field: Field) -> Field:
    """The field at twice the size, interpolated linearly."""
    # In the order of rows, as all other fields are: mixed orders make arithmetic many times slower.
    return np.ascontiguousarray(_doubled_rows(_doubled_rows(field).T).T)


def _doubled_rows(field: Field) -> Field:
    after = np.concatenate([field[1:], field[-1:]])
    result = np.empty((2 * field.shape[0], field.shape[1]), dtype=np.float32)
    result[0::2] = field
    result[1::2] = (field + after) / 2
    return result
