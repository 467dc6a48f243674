"""A living sheet of cells under a confocal microscope: membranes, nuclei and moving spots, in space and time."""

import numpy as np
from numpy.typing import NDArray

from micrographia.testing.samples.nucleus import Grain, Nucleus
from micrographia.testing.samples.spots import Spots
from micrographia.testing.samples.texture import Field, borders, doubled, scattered, smooth_noise, soft_step

OFFSET = 110
"""What the camera says of darkness."""


class Tissue:
    """The cells of one field; the same seed gives the same field."""

    def __init__(self, size: int, sections: int, timepoints: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.size, self.sections, self.timepoints, self.seed = size, sections, timepoints, seed
        self._centres = scattered(rng, size, 215)
        self._bend = [smooth_noise(rng, size // 2, 34) * 8 for _ in range(2)]
        self._grain = Grain(smooth_noise(rng, size, 3), smooth_noise(rng, size, 16))
        self._noise = rng.standard_normal((2 * size, 2 * size), dtype=np.float32)
        self._nuclei = [Nucleus.near(rng, y, x, sections) for y, x in self._centres]
        self._spots = Spots.wandering(rng, round(640 * (size / 1024) ** 2), (sections, size, size), timepoints)

    def border(self, t: int) -> Field:
        """How far each pixel is from the nearest border of two cells at a timepoint."""
        half = np.arange(0, self.size, 2, dtype=np.float32)
        sway = 3.0 * np.float32(np.sin(t / 3.0))
        return doubled(
            borders(self._centres, half[:, None] + self._bend[0] + sway, half[None, :] + self._bend[1] - sway / 2)
        )

    def membrane(self, border: Field, z: int) -> Field:
        """Signal of the membranes in a section, from the border distances of its timepoint."""
        height = (z + 0.5) / self.sections
        focus = np.float32(2300 * np.exp(-(((height - 0.45) / 0.42) ** 2)))
        width = np.float32(2.0 + 4.5 * abs(height - 0.45))
        # Beyond 80 the exponential leaves the normal numbers, where processors are ten times slower.
        line = np.exp(-np.minimum((border / width) ** 2, 80)) * (0.85 + 0.15 * self._grain.coarse)
        cap = np.float32(np.clip(height - 0.72, 0, 1) * 780) * soft_step(border, 14, 24) * (1 + 0.45 * self._grain.fine)
        signal: Field = focus * line + cap + 60
        return signal

    def chromatin(self, z: int, t: int) -> Field:
        """Signal of the nuclei in a section."""
        signal = np.full((self.size, self.size), 45, dtype=np.float32)
        for nucleus in self._nuclei:
            nucleus.add_to(signal, self._grain, z, t)
        return signal

    def vesicles(self, z: int, t: int) -> Field:
        """Signal of the spots in a section, over the haze of the cell's inside."""
        signal: Field = 70 + 55 * np.clip(self._grain.coarse + 1.2, 0, None)
        self._spots.add_to(signal, z, t)
        return signal

    def seen(self, signal: Field, place: int) -> NDArray[np.uint16]:
        """What a 12-bit camera makes of a signal; place: says which part of the noise is used."""
        y, x = np.random.default_rng((self.seed, place)).integers(0, self.size, 2)
        noise = self._noise[y : y + self.size, x : x + self.size]
        values = OFFSET + signal + noise * (1.8 + 0.2 * np.sqrt(np.maximum(signal, 0)))
        return np.clip(values, 0, 4095).astype(np.uint16)
