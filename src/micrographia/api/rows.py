"""What a list is answered from: rows in a total order, read as one window, or in chunks where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from micrographia.catalog.lists import CHUNK


class Rows(Protocol):
    """A list that has not been read yet."""

    @property
    def total(self) -> int: ...

    def window(self, start: int, limit: int | None) -> list[Any]:
        """The rows from `start` (from 0) on, at most `limit` of them."""
        ...

    def chunks(self, start: int, limit: int | None) -> Iterator[list[Any]]:
        """The same, a bounded number at a time; no transaction lasts from one chunk to the next."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """Rows that are in memory anyway."""

    rows: Sequence[Any]

    @property
    def total(self) -> int:
        return len(self.rows)

    def window(self, start: int, limit: int | None) -> list[Any]:
        return list(self.rows[start : None if limit is None else start + limit])

    def chunks(self, start: int, limit: int | None) -> Iterator[list[Any]]:
        yield self.window(start, limit)


@dataclass(frozen=True, slots=True)
class Joined:
    """One list behind another."""

    first: Rows
    second: Rows

    @property
    def total(self) -> int:
        return self.first.total + self.second.total

    def window(self, start: int, limit: int | None) -> list[Any]:
        found = self.first.window(start, limit)
        return found + self.second.window(*self._rest(start, limit))

    def chunks(self, start: int, limit: int | None) -> Iterator[list[Any]]:
        yield from self.first.chunks(start, limit)
        yield from self.second.chunks(*self._rest(start, limit))

    def _rest(self, start: int, limit: int | None) -> tuple[int, int | None]:
        """The window of the second list."""
        here = self.first.total
        return max(0, start - here), None if limit is None else max(0, limit - max(0, here - start))


@dataclass(frozen=True)
class Ordered:
    """Rows of a queryset. order: columns of which the last is the id."""

    rows: QuerySet[Any]
    order: tuple[str, ...] = ("id",)

    @cached_property
    def total(self) -> int:
        return self.rows.count()

    def window(self, start: int, limit: int | None) -> list[Any]:
        return list(self.rows.order_by(*self.order)[start : None if limit is None else start + limit])

    def chunks(self, start: int, limit: int | None) -> Iterator[list[Any]]:
        left = max(0, self.total - start) if limit is None else limit
        found = self.window(start, min(left, CHUNK))
        while found:
            yield found
            left -= len(found)
            following = Ordered(self.rows.filter(self._after(found[-1])), self.order)
            found = following.window(0, min(left, CHUNK)) if left else []

    def _after(self, row: Any) -> Q:
        """The rows behind this one."""
        behind, same = Q(), Q()
        for column in self.order:
            value = getattr(row, column)
            behind |= same & Q(**{f"{column}__gt": value})
            same &= Q(**{column: value})
        return behind
