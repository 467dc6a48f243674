"""A random 256 x 256 tile of three channels from OME-Zarr: our reader, tensorstore and zarr-python in one run.

    python benchmarks/zarr_tile.py

Prints microseconds of processor time a tile, all threads counted, and the ratio to our reader; no chunk is kept by any
of them. Chunks of 256 x 256, 16 bit: version 2 with blosc (lz4), version 3 with blosc (zstd) in shards of 1024 x 1024.
"""

import random
import tempfile
import time
from pathlib import Path

import numpy as np
import tensorstore
import zarr
import zarr.codecs

from micrographia.pixels import Region
from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.readers.ome_zarr import OmeZarrReader
from micrographia.storage import LocalStore

SIZE, TILE, TILES = 4096, 256, 200


def write(path, version):
    group = zarr.open_group(path, mode="w", zarr_format=version)
    noise = np.random.default_rng(1)
    gradient = np.add.outer(np.arange(SIZE), np.arange(SIZE)) // 8
    data = np.stack([gradient + noise.poisson(50 * c + 20, (SIZE, SIZE)) for c in range(3)]).astype("uint16")
    sharded = {"shards": (1, 1024, 1024), "compressors": zarr.codecs.BloscCodec(cname="zstd", clevel=3)}
    group.create_array("0", data=data, chunks=(1, TILE, TILE), **(sharded if version == 3 else {}))
    ome = {"multiscales": [{"axes": [{"name": axis} for axis in "cyx"], "datasets": [{"path": "0"}]}]}
    group.attrs.update({"ome": ome} if version == 3 else ome)


def ours(path):
    source = OmeZarrReader().open(LocalStore(path.parent), (path.name,), 0)
    source._levels[0]._kept = DecodedStore(100_000)  # a decoded tile is larger, so only the indices of shards are kept
    return lambda x, y: source.read(0, 0, range(3), Region(x, y, TILE, TILE))


def theirs(path, version):
    spec = {"driver": "zarr3" if version == 3 else "zarr", "kvstore": f"file://{path}/0/"}
    context = tensorstore.Context({"cache_pool": {"total_bytes_limit": 0}})
    array = tensorstore.open(spec, context=context).result()
    return lambda x, y: array[:, y : y + TILE, x : x + TILE].read().result()


def python(path):
    array = zarr.open_array(path / "0", mode="r")
    return lambda x, y: array[:, y : y + TILE, x : x + TILE]


def measure(read):
    places = [(x * TILE, y * TILE) for x in range(SIZE // TILE) for y in range(SIZE // TILE)]
    random.Random(1).shuffle(places)
    read(*places[-1])
    started = time.process_time()
    for place in places[:TILES]:
        read(*place)
    return (time.process_time() - started) / TILES * 1e6


def main():
    with tempfile.TemporaryDirectory() as folder:
        for version in (2, 3):
            path = Path(folder) / f"v{version}.zarr"
            write(path, version)
            rivals = {"ours": ours(path), "tensorstore": theirs(path, version), "zarr-python": python(path)}
            for read in rivals.values():
                np.testing.assert_array_equal(read(512, 256), rivals["ours"](512, 256))
            best = {name: min(measure(read) for _ in range(5)) for name, read in rivals.items()}
            line = " · ".join(f"{name} {us:.0f} µs ({us / best['ours']:.2f})" for name, us in best.items())
            print(f"version {version}: {line}")


if __name__ == "__main__":
    main()
