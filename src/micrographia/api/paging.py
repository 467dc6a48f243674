"""page, limit and start: which rows of a list are answered (reference json-api.md §1.6, decisions.md C14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from micrographia.api.values import count
from micrographia.web.answer import WHOLE, Schema, object_of
from micrographia.web.params import LARGEST

META: Schema = {"page": WHOLE, "limit": WHOLE, "start": WHOLE}


@dataclass(frozen=True, slots=True)
class Window:
    """Rows from `start` (from 0) on, at most `limit`; None: all. page: as answered."""

    page: int
    start: int
    limit: int | None

    def length(self, total: int) -> int:
        """How many of so many rows are answered."""
        left = max(0, total - self.start)
        return left if self.limit is None else min(left, self.limit)

    def meta(self, total: int | dict[str, int]) -> dict[str, Any]:
        """What a list says of itself beside its data."""
        return {"page": self.page, "limit": self.limit or 0, "start": self.start, "totalCount": total}


@dataclass(frozen=True, slots=True)
class Paged:
    """The parameters of every list."""

    page: int = count("page, from 1; 0: everything at once", 1)
    limit: int | None = count("objects on a page; 0: everything at once", None, "50")
    start: int | None = count("how many objects to leave out; wins over page", None, "0")

    @property
    def window(self) -> Window:
        """What was asked for, within what the server allows."""
        config = settings.MICROGRAPHIA
        most: int | None = config.max_page_size or None
        size = config.page_size if self.limit is None else self.limit
        if self.start is not None:
            return Window(0 if size == 0 else self.start // size + 1, self.start, _capped(size or None, most))
        if self.page == 0 or size == 0:
            return Window(0, 0, most)
        capped = _capped(size, most)
        assert capped is not None
        return Window(self.page, min((self.page - 1) * capped, LARGEST), capped)


def meta_of(collections: Sequence[str] = ()) -> Schema:
    """The schema of `meta`; for aggregates with a number per collection."""
    total = object_of(dict.fromkeys(collections, WHOLE)) if collections else WHOLE
    return object_of({**META, "totalCount": total})


def _capped(size: int | None, most: int | None) -> int | None:
    if most is None or size is None:
        return most if size is None else size
    return min(size, most)
