"""OME-TIFF files written plane by plane, compressed on all cores."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import tifffile
from numpy.typing import NDArray

from micrographia.testing.samples.texture import Field
from micrographia.testing.samples.tissue import Tissue

TILE = 512
PIXEL_UM = 0.108
CHANNELS: dict[str, Any] = {
    "Name": ["Membrane", "Nuclei", "Spots"],
    "Color": [0xFF3DB8FF - (1 << 32), 0x3A7BFFFF, 0x53F06BFF],
    "Fluor": ["CellMask Deep Red", "Hoechst 33342", "Rab5-mNeonGreen"],
    "EmissionWavelength": [666, 461, 517],
    "EmissionWavelengthUnit": ["nm"] * 3,
    "ExcitationWavelength": [640, 405, 488],
    "ExcitationWavelengthUnit": ["nm"] * 3,
}

Plane = NDArray[np.uint16]


def write_tissue(path: Path, tissue: Tissue, name: str, description: str) -> None:
    """Writes all planes of a tissue: 3 channels, uint16, zstd, tiled."""
    shape = (tissue.timepoints, tissue.sections, 3, tissue.size, tissue.size)
    metadata = {
        "axes": "TZCYX",
        "Name": name,
        "Description": description,
        "AcquisitionDate": datetime(2026, 3, 14, 9, 30, tzinfo=UTC).isoformat(),
        "PhysicalSizeX": PIXEL_UM,
        "PhysicalSizeY": PIXEL_UM,
        "PhysicalSizeZ": 0.6,
        "TimeIncrement": 30.0,
        "Channel": CHANNELS,
    }
    with tifffile.TiffWriter(path, bigtiff=True, ome=True) as file:
        file.write(
            (tile for plane in in_order(_planes(tissue)) for tile in plane),
            shape=shape,
            dtype=np.uint16,
            tile=(TILE, TILE),
            compression="zstd",
            predictor=True,
            photometric="minisblack",
            metadata=metadata,
        )


def _planes(tissue: Tissue) -> Iterator[Callable[[], Sequence[bytes]]]:
    """One piece of work for each plane, in the order of the file."""
    for t in range(tissue.timepoints):
        border = tissue.border(t)
        for z in range(tissue.sections):
            place = 3 * (t * tissue.sections + z)
            yield partial(_seen, tissue, partial(tissue.membrane, border, z), place)
            yield partial(_seen, tissue, partial(tissue.chromatin, z, t), place + 1)
            yield partial(_seen, tissue, partial(tissue.vesicles, z, t), place + 2)


def _seen(tissue: Tissue, signal: Callable[[], Field], place: int) -> list[bytes]:
    return _tiles(tissue.seen(signal(), place))


def _tiles(plane: Plane) -> list[bytes]:
    height, width = plane.shape
    corners = [(y, x) for y in range(0, height, TILE) for x in range(0, width, TILE)]
    return [_compressed(plane[y : y + TILE, x : x + TILE]) for y, x in corners]


def _compressed(tile: Plane) -> bytes:
    differences = imagecodecs.delta_encode(np.ascontiguousarray(tile), axis=-1)
    return bytes(imagecodecs.zstd_encode(differences.tobytes(), level=1))


def in_order(work: Iterator[Callable[[], Any]]) -> Iterator[Any]:
    """The results in the order of the work, done on all cores, a few ahead of the reader."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        coming: deque[Future[Any]] = deque()
        for piece in work:
            coming.append(pool.submit(piece))
            if len(coming) > 8:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()
