"""Lookup tables: `.lut` files in the three forms of ImageJ (reference rendering.md §6)."""

from __future__ import annotations

import re
import struct
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from micrographia.rendering.rounding import low_byte

Table: TypeAlias = NDArray[np.uint8]
"""(256, 3): the color each grey is shown in."""

RAW_SIZES = (0, 768, 970)
_WORD = re.compile(r"\+|[\x2d-\x7f]+")


def parse(content: bytes) -> Table | None:
    """The table of a `.lut` file, None when it is none: the channel's own color is used then."""
    if len(content) > 768 and content[:4] == b"ICOL":
        return _nih(content)
    if len(content) in RAW_SIZES:
        raw = np.frombuffer(content[:768].ljust(768, b"\0"), np.uint8)
        return np.ascontiguousarray(raw.reshape(3, 256).T)
    return _text(content.decode("latin-1")) if len(content) > 768 else None


def _nih(content: bytes) -> Table | None:
    """NIH Image: a header of 32 bytes, then n reds, n greens, n blues, stretched to 256."""
    (count,) = struct.unpack_from(">h", content, 6)
    if not 1 <= count <= 256 or len(content) < 32 + 3 * count:
        return None
    colors = np.frombuffer(content, np.uint8, 3 * count, 32).reshape(3, count).T
    position = np.arange(256) * (count / 256)
    first = np.trunc(position).astype(np.intp)
    second = np.minimum(first + 1, count - 1)
    share = (position - first)[:, None]
    table: Table = np.trunc((1 - share) * colors[first] + share * colors[second]).astype(np.uint8)
    return table


def _text(content: str) -> Table | None:
    """Three columns, or four of which the first is an index; 256 rows: of up to two more the first is dropped."""
    rows = [words for line in re.split(r"[\r\n]+", content) if (words := _WORD.findall(line))]
    if len({len(row) for row in rows}) != 1:
        return None
    if all(_number(word) is None for word in rows[0]):
        rows = rows[1:]
    if not 256 <= len(rows) <= 258 or len(rows[0]) not in (3, 4):
        return None
    numbers = [[_number(word) for word in row[-3:]] for row in rows]
    if any(number is None for row in numbers for number in row):
        return None
    table = low_byte(np.array(numbers, np.float32))
    return np.ascontiguousarray(table[1:257] if len(rows) > 256 else table)


def _number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None
