"""Lookup tables from files of this machine."""

from __future__ import annotations

from pathlib import Path

from micrographia.errors import NotFound
from micrographia.rendering.lut import parse
from micrographia.rendering.table import Luts


def luts_of(folder: Path | None) -> Luts:
    """File name → table for every readable `.lut` below a folder; none without a folder. Raises NotFound."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise NotFound(f"{folder}: no such folder")
    tables = ((path.name, parse(path.read_bytes())) for path in sorted(folder.rglob("*.lut")))
    return {name: table for name, table in tables if table is not None}
