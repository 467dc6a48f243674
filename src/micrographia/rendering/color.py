"""Colors as text and as numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Invalid

RED, GREEN, BLUE = "FF0000FF", "00FF00FF", "0000FFFF"
WHITE, GREY, TRANSPARENT = "FFFFFFFF", "808080FF", "00000000"

_HEX = re.compile(r"(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Color:
    """Four components, 0..255."""

    red: int
    green: int
    blue: int
    alpha: int = 255

    @classmethod
    def parse(cls, text: str) -> Color:
        """From 3, 4, 6 or 8 hex digits; without alpha it is 255. Raises Invalid."""
        if not _HEX.fullmatch(text):
            raise Invalid("a color is 3, 4, 6 or 8 hex digits", "color")
        digits = "".join(c + c for c in text) if len(text) < 6 else text
        return cls(*bytes.fromhex(digits))

    def __str__(self) -> str:
        return bytes((self.red, self.green, self.blue, self.alpha)).hex().upper()

    def table(self) -> NDArray[np.uint8]:
        """(256, 3) the color in the strength of each grey; divides before it multiplies (rendering.md §7)."""
        parts = np.array([self.red, self.green, self.blue], np.float64) / 255.0
        strong = np.trunc(parts * np.arange(256.0)[:, None])
        shown: NDArray[np.float32] = np.trunc(strong.astype(np.float32) * np.float32(self.alpha / 255))
        return shown.astype(np.uint8)


def color_of_wavelength(nanometres: float) -> str:
    """Blue below 500 nm, green below 560 nm, else red."""
    if nanometres < 500:
        return BLUE
    return GREEN if nanometres < 560 else RED


def color_of_index(index: int) -> str:
    """Red, green, blue, red …"""
    return (RED, GREEN, BLUE)[index % 3]
