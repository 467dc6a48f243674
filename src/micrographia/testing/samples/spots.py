"""Small bright vesicles that wander."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from micrographia.testing.samples.texture import Field

REACH = 6
"""How far from its middle a spot is drawn, in pixels."""

STEPS = np.arange(-REACH, REACH + 1)


@dataclass(frozen=True, slots=True)
class Spots:
    """places: (timepoints, n, 3) as z, y, x. bright: (n,), the signal of a spot's middle."""

    places: NDArray[np.float64]
    bright: NDArray[np.float64]

    @classmethod
    def wandering(cls, rng: np.random.Generator, count: int, space: tuple[int, int, int], timepoints: int) -> "Spots":
        """That many spots in a space (z, y, x), each taking a small step from one timepoint to the next."""
        first = rng.uniform((0, 0, 0), space, (count, 3))
        steps = rng.normal(0, (0.25, 4.0, 4.0), (timepoints, count, 3))
        steps[0] = 0
        return cls(first + np.cumsum(steps, axis=0), rng.gamma(8.0, 330, count))

    def add_to(self, signal: Field, z: int, t: int) -> None:
        """Adds what one section shows of them: the farther from it, the wider and weaker."""
        places = self.places[t]
        near = np.abs(places[:, 0] - z) <= 2.5
        within = np.all((places[:, 1:] >= REACH + 1) & (places[:, 1:] < np.array(signal.shape) - REACH - 1), axis=1)
        for place, bright in zip(places[near & within], self.bright[near & within], strict=True):
            _add_spot(signal, place, bright * np.exp(-((place[0] - z) ** 2) / 2), 1.8 + 0.6 * abs(place[0] - z))


def _add_spot(signal: Field, place: NDArray[np.float64], bright: float, sigma: float) -> None:
    y, x = round(place[1]), round(place[2])
    along_y = np.exp(-(((STEPS - (place[1] - y)) / sigma) ** 2) / 2)
    along_x = np.exp(-(((STEPS - (place[2] - x)) / sigma) ** 2) / 2)
    signal[y - REACH : y + REACH + 1, x - REACH : x + REACH + 1] += (np.outer(along_y, along_x) * bright).astype("f4")
