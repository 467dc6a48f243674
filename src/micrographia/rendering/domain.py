"""What the values of a channel can be."""

from __future__ import annotations

import math
from dataclasses import dataclass

from micrographia.pixel_type import PixelType, ValueRange
from micrographia.rendering.settings import Window


@dataclass(frozen=True, slots=True)
class Domain:
    """The type range and what is known of the values themselves; one per channel.

    significant_bits: of integers, where the file declares fewer than it stores. statistics: smallest and largest value
    of the channel, None where not known.
    """

    pixel_type: PixelType
    significant_bits: int | None = None
    statistics: ValueRange | None = None

    @property
    def type_range(self) -> ValueRange:
        return self.pixel_type.range(self.significant_bits)

    @property
    def extent(self) -> ValueRange:
        """The statistics kept inside the type range, else the type range (reference rendering.md §4.1)."""
        full = self.type_range
        if self.statistics is None:
            return full
        low = self.statistics.low if full.low <= self.statistics.low <= full.high else full.low
        high = self.statistics.high if full.low <= self.statistics.high <= full.high else full.high
        return ValueRange(low, high) if self.accepts(low, high) else full

    def accepts(self, start: float, end: float) -> bool:
        """Whether a pair can be a window: in order and, of integers, no wider than the type."""
        if math.isnan(start) or math.isnan(end) or start > end:
            return False
        return self.pixel_type.floating or end - start < 2.0**self.pixel_type.bits

    def window(self, asked: Window) -> Window:
        """The window that is used when one is asked for: an impossible one becomes the type range.

        The start is not limited upwards: a window above the type leaves everything below it (rendering.md §4.1).
        """
        full = self.type_range
        if not self.accepts(asked.start, asked.end):
            return Window(full.low, full.high)
        return Window(max(asked.start, full.low), min(asked.end, full.high))
