"""Lookup tables as `luts` lists them (reference webgateway.md §7.8)."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from micrographia.pictures.luts import LutFile, LutStock

ROOT = "/luts"
GRADIENT = "gradient.png"
"""What the last strip of the sheet is called: black that fades."""


def listed_luts(stock: LutStock, *, colors: bool) -> dict[str, Any]:
    """colors: with the 256 colors of each. Of the sheet that came with servers of old there is none: its list is empty.

    id: of the file's place and name, the same on every server.
    """
    entries = [_entry(file, row) for row, file in enumerate(stock.files)]
    if colors:
        entries = [{**entry, "rgb": stock.tables[entry["name"]].tolist()} for entry in entries]
    return {
        "luts": entries,
        "png_luts": [],
        "png_luts_new": [*(entry["path"] + entry["name"] for entry in entries), GRADIENT],
    }


def _entry(file: LutFile, row: int) -> dict[str, Any]:
    path = ROOT + file.folder
    return {
        "id": crc32(f"{path}{file.name}".encode()),
        "path": path,
        "name": file.name,
        "size": file.bytes,
        "png_index": -1,
        "png_index_new": row,
    }
