"""Long lists in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pages:
    """number: the page that is shown, from 1. total: how many things there are in all."""

    number: int
    size: int
    total: int

    @classmethod
    def at(cls, wanted: int, size: int, total: int) -> Pages:
        """The page that was wanted, or the nearest there is."""
        return cls(min(max(wanted, 1), max(-(-total // size), 1)), size, total)

    def of(self, rows: Any) -> Sequence[Any]:
        """The rows of this page; rows: a queryset."""
        start = (self.number - 1) * self.size
        return list(rows[start : start + self.size])

    @property
    def count(self) -> int:
        """How many pages there are."""
        return max(-(-self.total // self.size), 1)

    @property
    def before(self) -> int | None:
        """The number of the page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The number of the page after, if there is one."""
        return self.number + 1 if self.number < self.count else None
