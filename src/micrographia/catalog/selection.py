"""Ids of rows in their order: a window of one selection, or of several merged, so that no list is sorted as a whole.

Each selection stands in an index in its order, so the database reads no more of it than the window needs.
"""
# ruff: noqa: S608  (tables, columns and conditions are this package's own words; what was asked for is a parameter)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Selection:
    """Some rows of a table. condition: SQL; given: the values of its parameters."""

    table: str
    condition: str
    given: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which of the rows. skipped: how many stand before. after: the columns of the order of a row that stands before
    all; None: from the first on. backwards: counted from the last row."""

    most: int
    skipped: int = 0
    after: tuple[Any, ...] | None = None
    backwards: bool = False


def among(found: str) -> str:
    """A condition: that the id is one of those that this SQL finds.

    PostgreSQL has to be told to find them first: it guesses that they are many, and reads all rows in their order
    instead. SQLite does so by itself.
    """
    return f"id = ANY(ARRAY({found}))" if connection.vendor == "postgresql" else f"id IN ({found})"


def met(found: str) -> str:
    """A condition: that this SQL, which names a column of the row, finds something.

    Asked of one row after the other, in their order, until there are enough: quick where every few rows are met.
    PostgreSQL would make it `among` again, were it not for the OFFSET.
    """
    return f"EXISTS ({found} LIMIT 1 OFFSET 0)"


def ids(selections: Sequence[Selection], order: Sequence[str], stretch: Stretch) -> tuple[str, list[Any]]:
    """SQL that selects the columns of the order, and its parameters. The selections have no row in common."""
    columns = ", ".join(order)
    ordered = ", ".join(f"{column} DESC" if stretch.backwards else column for column in order)
    parts, given = [], list[Any]()
    for selection in selections:
        sql = f"SELECT {columns} FROM {selection.table} WHERE {selection.condition}"
        given += selection.given
        if stretch.after is not None:
            sql += f" AND ({columns}) > ({', '.join(['%s'] * len(order))})"
            given += stretch.after
        if len(selections) > 1 and connection.vendor == "postgresql":
            # SQLite merges by itself, row by row; PostgreSQL has to be told that a few rows of each are enough.
            sql = f"({sql} ORDER BY {ordered} LIMIT %s)"
            given.append(stretch.skipped + stretch.most)
        parts.append(sql)
    merged = parts[0] if len(parts) == 1 else f"SELECT {columns} FROM ({' UNION ALL '.join(parts)}) AS merged"
    return f"{merged} ORDER BY {ordered} LIMIT %s OFFSET %s", [*given, stretch.most, stretch.skipped]


def keys(selections: Sequence[Selection], order: Sequence[str], stretch: Stretch) -> list[tuple[Any, ...]]:
    """The columns of the order, of each row. One query."""
    return _read(*ids(selections, order, stretch))


def number_before(key: tuple[Any, ...], selections: Sequence[Selection], order: Sequence[str]) -> int:
    """How many rows stand before the one with this key. One query."""
    less = f"({', '.join(order)}) < ({', '.join(['%s'] * len(order))})"
    parts = [f"SELECT count(*) AS n FROM {each.table} WHERE {each.condition} AND {less}" for each in selections]
    given = [value for each in selections for value in (*each.given, *key)]
    ((before,),) = _read(f"SELECT sum(n) FROM ({' UNION ALL '.join(parts)}) AS counted", given)
    return int(before)


def _read(sql: str, given: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
