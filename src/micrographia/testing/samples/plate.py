"""A 96-well plate with two fields a well, as OME-Zarr 0.4."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from micrographia.testing.samples.well import SIDE, field

ROWS = "ABCDEFGH"
COLUMNS = tuple(range(1, 13))
FIELDS = 2
PIXEL_UM = 0.65
WINDOW_NUCLEI = (100, 2600)
WINDOW_REPORTER = (120, 1900)

Attributes = dict[str, Any]


def write_plate(folder: Path, seed: int, name: str) -> None:
    """Writes the plate: in every row a dose that rises from column 3 to 12, and controls in columns 1 and 2."""
    folder.mkdir(parents=True)
    _group(folder, {"plate": _plate(name)})
    for row in ROWS:
        _group(folder / row, {})
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda place: _write_well(folder, seed, *place), _places()))


def _places() -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(len(ROWS)) for column in range(len(COLUMNS)))


def _plate(name: str) -> Attributes:
    return {
        "version": "0.4",
        "name": name,
        "field_count": FIELDS,
        "rows": [{"name": row} for row in ROWS],
        "columns": [{"name": str(column)} for column in COLUMNS],
        "acquisitions": [{"id": 1, "name": "Screen, day 2", "maximumfieldcount": FIELDS, "starttime": 1773741600}],
        "wells": [
            {"path": f"{ROWS[row]}/{COLUMNS[column]}", "rowIndex": row, "columnIndex": column}
            for row, column in _places()
        ],
    }


def effect_of(row: int, column: int) -> float:
    """How strongly a well answers: each row is a compound with its own strength; columns 1 and 2 are controls."""
    if column < 2:
        return float(column)
    middle = 4.0 + 0.8 * row
    return float(1 / (1 + np.exp(-(column - middle) * 0.9)))


def _write_well(folder: Path, seed: int, row: int, column: int) -> None:
    well = folder / ROWS[row] / str(COLUMNS[column])
    images = [{"path": str(number), "acquisition": 1} for number in range(FIELDS)]
    _group(well, {"well": {"version": "0.4", "images": images}})
    for number in range(FIELDS):
        pixels = field((seed, row, column, number), effect_of(row, column))
        _group(well / str(number), _image(f"{ROWS[row]}{COLUMNS[column]}, field {number + 1}"))
        _array(well / str(number) / "0", pixels)


def _image(name: str) -> Attributes:
    axes = [{"name": "t", "type": "time"}, {"name": "c", "type": "channel"}, {"name": "z", "type": "space"}]
    axes += [{"name": axis, "type": "space", "unit": "micrometer"} for axis in "yx"]
    scale = [{"type": "scale", "scale": [1, 1, 1, PIXEL_UM, PIXEL_UM]}]
    return {
        "multiscales": [
            {
                "version": "0.4",
                "name": name,
                "axes": axes,
                "datasets": [{"path": "0", "coordinateTransformations": scale}],
            }
        ],
        "omero": {
            "channels": [
                _channel("Hoechst", "4A7DFF", WINDOW_NUCLEI),
                _channel("Reporter-GFP", "4CF07A", WINDOW_REPORTER),
            ]
        },
    }


def _channel(label: str, color: str, window: tuple[int, int]) -> Attributes:
    start, end = window
    return {
        "label": label,
        "color": color,
        "active": True,
        "window": {"start": start, "end": end, "min": 0, "max": 65535},
    }


def _group(folder: Path, attributes: Attributes) -> None:
    folder.mkdir(exist_ok=True)
    _json(folder / ".zgroup", {"zarr_format": 2})
    if attributes:
        _json(folder / ".zattrs", attributes)


def _array(folder: Path, pixels: NDArray[np.uint16]) -> None:
    """Writes (c, y, x) as a t, c, z, y, x array of one chunk a channel."""
    folder.mkdir()
    _json(
        folder / ".zarray",
        {
            "zarr_format": 2,
            "shape": [1, len(pixels), 1, SIDE, SIDE],
            "chunks": [1, 1, 1, SIDE, SIDE],
            "dtype": "<u2",
            "order": "C",
            "fill_value": 0,
            "filters": None,
            "compressor": {"id": "zstd", "level": 1},
            "dimension_separator": "/",
        },
    )
    for c, plane in enumerate(pixels):
        chunk = folder / "0" / str(c) / "0" / "0" / "0"
        chunk.parent.mkdir(parents=True)
        chunk.write_bytes(imagecodecs.zstd_encode(plane.astype("<u2"), level=1))


def _json(path: Path, content: Attributes) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
