"""Lists on a terminal: columns for people, one JSON object a line for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import typer


def show(rows: Iterable[Mapping[str, object]], json: bool) -> None:
    """Rows with the same keys."""
    if json:
        for row in rows:
            print_object(row)
        return
    found = list(rows)
    if found:
        _columns([[*found[0]], *([_text(value) for value in row.values()] for row in found)])


def print_object(row: Mapping[str, object]) -> None:
    """One JSON object on one line."""
    import orjson

    typer.echo(orjson.dumps(row, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS, default=str))


def plain(text: str) -> str:
    """A name or path without what would move the cursor or color the terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _text(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return plain(f"{value:%Y-%m-%d %H:%M:%S}" if hasattr(value, "strftime") else str(value))


def _columns(lines: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
