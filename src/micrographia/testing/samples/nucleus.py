"""One nucleus: a body with chromatin, seen section by section."""

from dataclasses import dataclass

import numpy as np

from micrographia.testing.samples.texture import Field, soft_step


@dataclass(frozen=True, slots=True)
class Grain:
    """The texture inside all nuclei: a fine one, and a coarse one whose peaks are nucleoli; (size, size) each."""

    fine: Field
    coarse: Field


@dataclass(frozen=True, slots=True)
class Nucleus:
    """Where (pixels, z-sections), how large (half axes: pixels, z-sections), how turned (radians), how bright (0..1).

    drift: pixels a timepoint along y and x.
    """

    y: float
    x: float
    z: float
    long: float
    short: float
    high: float
    angle: float
    bright: float
    drift: tuple[float, float]

    @classmethod
    def near(cls, rng: np.random.Generator, y: float, x: float, sections: int) -> "Nucleus":
        """A nucleus at about this place, in a cell that many sections high."""
        return cls(
            y=y + rng.uniform(-14, 14),
            x=x + rng.uniform(-14, 14),
            z=sections * rng.uniform(0.4, 0.52) if sections > 1 else 0.0,
            long=rng.uniform(54, 70),
            short=rng.uniform(43, 53),
            high=max(sections * 0.36, 1.0),
            angle=rng.uniform(0, np.pi),
            bright=rng.uniform(0.65, 1.0),
            drift=(rng.uniform(-1.3, 1.3), rng.uniform(-1.3, 1.3)),
        )

    def add_to(self, signal: Field, grain: Grain, z: int, t: int) -> None:
        """Adds what one section shows of the nucleus."""
        middle_y, middle_x = self.y + self.drift[0] * t, self.x + self.drift[1] * t
        reach = int(self.long * 1.35)
        rows = slice(max(int(middle_y) - reach, 0), max(int(middle_y) + reach, 0))
        columns = slice(max(int(middle_x) - reach, 0), max(int(middle_x) + reach, 0))
        part = signal[rows, columns]
        if part.size == 0:
            return
        y = np.arange(rows.start, rows.start + part.shape[0], dtype=np.float32)[:, None] - np.float32(middle_y)
        x = np.arange(columns.start, columns.start + part.shape[1], dtype=np.float32)[None, :] - np.float32(middle_x)
        radius = self._radius(y, x)
        body = soft_step(self._radius_in(z) - radius, 0, 0.09)
        body = body * (1 + 0.2 * grain.fine[rows, columns] - 0.3 * (grain.coarse[rows, columns] > 1.15))
        part += np.float32(self.bright) * (1900 * body + 150 * np.exp(-((radius / 0.9) ** 2)))

    def _radius(self, y: Field, x: Field) -> Field:
        """How far from the middle, the outline being 1."""
        cos, sin = np.float32(np.cos(self.angle)), np.float32(np.sin(self.angle))
        return np.sqrt(((x * cos + y * sin) / self.long) ** 2 + ((y * cos - x * sin) / self.short) ** 2)

    def _radius_in(self, z: int) -> float:
        """How wide the body is in a section, the widest being 1."""
        return float(np.sqrt(max(1 - ((z - self.z) / self.high) ** 2, 0.0)))
