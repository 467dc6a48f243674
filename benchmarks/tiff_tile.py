"""The time of a 3-channel 256 x 256 tile of a 16-bit zstd OME-TIFF, as a multiple of nothing but read and decode.

    python benchmarks/tiff_tile.py

Prints one line: milliseconds a tile through the reader, milliseconds of the floor (pread, imagecodecs, predictor, in a
plain loop over the same tiles), and their ratio. Both run in turns in the same process; medians of the rounds.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

import imagecodecs
import numpy as np
import tifffile

from micrographia.pixels import Region
from micrographia.pixels.readers.ome_tiff import OmeTiffReader
from micrographia.storage import LocalStore

SIDE, TILE, ROUNDS = 2048, 256, 9


def write(path: Path) -> None:
    """Three channels of waves and noise."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    planes = [1000 + 500 * np.sin(x / 50 + c) * np.cos(y / 70) + rng.poisson(30, (SIDE, SIDE)) for c in range(3)]
    options = {"tile": (TILE, TILE), "compression": "zstd", "predictor": True, "metadata": {"axes": "CYX"}}
    tifffile.imwrite(path, np.stack(planes).astype(np.uint16), photometric="minisblack", **options)


def places(path: Path) -> list[list[tuple[int, int]]]:
    """(offset, length) of every tile of every channel."""
    with tifffile.TiffFile(path) as file:
        return [list(zip(page.dataoffsets, page.databytecounts, strict=True)) for page in file.pages]


def floor(descriptor: int, channels: list[list[tuple[int, int]]], tile: int) -> np.ndarray:
    """The tile by hand."""
    out = np.empty((3, TILE, TILE), np.uint16)
    for c, tiles in enumerate(channels):
        offset, length = tiles[tile]
        data = imagecodecs.zstd_decode(os.pread(descriptor, length, offset), out=TILE * TILE * 2)
        values = np.frombuffer(data, np.uint16).reshape(TILE, TILE, 1)
        out[c] = imagecodecs.delta_decode(values, axis=-2)[:, :, 0]
    return out


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tile.ome.tif"
        write(path)
        channels = places(path)
        source = OmeTiffReader().open(LocalStore(Path(folder)), (path.name,), 0)
        across = SIDE // TILE
        regions = [Region(n % across * TILE, n // across * TILE, TILE, TILE) for n in range(across * across)]
        descriptor = os.open(path, os.O_RDONLY)
        ours, bare = [], []
        for _ in range(ROUNDS):
            start = time.process_time()
            for region in regions:
                source.read(0, 0, (0, 1, 2), region)
            middle = time.process_time()
            for tile in range(len(regions)):
                floor(descriptor, channels, tile)
            bare.append((time.process_time() - middle) / len(regions) * 1e3)
            ours.append((middle - start) / len(regions) * 1e3)
        for tile, region in enumerate(regions):
            np.testing.assert_array_equal(source.read(0, 0, (0, 1, 2), region), floor(descriptor, channels, tile))
        os.close(descriptor)
    mine, least = statistics.median(ours), statistics.median(bare)
    print(f"reader {mine:.2f} ms, floor {least:.2f} ms, ratio {mine / least:.2f}")


if __name__ == "__main__":
    main()
