"""A stained slide as a pyramidal OME-TIFF of JPEG tiles."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import tifffile

from micrographia.testing.samples.pyramid import RGB, TILE, PyramidLevel
from micrographia.testing.samples.section import Section
from micrographia.testing.samples.stain import GLASS

PIXEL_UM = 0.25


def write_slide(path: Path, size: int, seed: int, name: str, description: str) -> None:
    """Writes a square slide of that many pixels a side, halved until one tile holds it."""
    levels = _drawn(Section(size, seed))
    metadata = {
        "axes": "YXS",
        "Name": name,
        "Description": description,
        "AcquisitionDate": datetime(2026, 2, 3, 14, 5, tzinfo=UTC).isoformat(),
        "PhysicalSizeX": PIXEL_UM,
        "PhysicalSizeY": PIXEL_UM,
    }
    with tifffile.TiffWriter(path, bigtiff=True, ome=True) as file:
        _write_level(file, levels[0], metadata, subifds=len(levels) - 1)
        for level in levels[1:]:
            _write_level(file, level, None, subifds=0)


def _drawn(section: Section) -> list[PyramidLevel]:
    count = -(-section.size // TILE)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        top = PyramidLevel(section.size, pool)
        for row in range(count):
            top.add(list(pool.map(partial(_tile, section, row), range(count))))
        top.finish()
    return top.levels()


def _tile(section: Section, row: int, column: int) -> RGB:
    y, x = row * TILE, column * TILE
    if section.is_glass(y, x, TILE):
        return np.broadcast_to(np.array(GLASS, dtype=np.uint8), (TILE, TILE, 3))
    return section.tile(y, x, TILE)


def _write_level(
    file: tifffile.TiffWriter, level: PyramidLevel, metadata: dict[str, object] | None, subifds: int
) -> None:
    file.write(
        iter(level.tiles),
        shape=(level.side, level.side, 3),
        dtype=np.uint8,
        tile=(TILE, TILE),
        photometric="ycbcr",
        compression="jpeg",
        subsampling=(2, 2),
        subifds=subifds,
        subfiletype=0 if metadata else 1,
        metadata=metadata,
    )
