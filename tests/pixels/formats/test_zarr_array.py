import json

import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pixels.formats.zarr_array import read_array
from micrographia.pixels.formats.zarr_place import zarr_folder
from micrographia.storage import LocalStore

TWO = {"zarr_format": 2, "shape": [8, 8], "chunks": [4, 4], "dtype": "<u2", "compressor": None, "fill_value": 0}
THREE = {
    "zarr_format": 3,
    "node_type": "array",
    "shape": [8, 8],
    "data_type": "uint16",
    "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [4, 4]}},
    "chunk_key_encoding": {"name": "default"},
    "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}],
    "fill_value": 0,
}


def sharded(chunk, **more):
    codecs = [{"name": "bytes"}]
    settings = {"chunk_shape": chunk, "codecs": codecs, "index_codecs": [{"name": "bytes"}, {"name": "crc32c"}], **more}
    return {"codecs": [{"name": "sharding_indexed", "configuration": settings}]}


@pytest.fixture
def read(tmp_path):
    def read(metadata):
        version = metadata["zarr_format"]
        folder = tmp_path / "a.zarr" / "0"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / (".zarray" if version == 2 else "zarr.json")).write_text(json.dumps(metadata))
        return read_array(zarr_folder(LocalStore(tmp_path), "a.zarr"), "0", version)

    return read


def test_version_2(read):
    array = read(TWO | {"dimension_separator": "/"})
    assert (array.shape, array.chunk, array.dtype, array.fill) == ((8, 8), (4, 4), np.dtype("uint16"), 0)
    assert array.file_name((1, 0)) == "1/0"
    assert read(TWO).file_name((1, 0)) == "1.0"


def test_version_3(read):
    assert read(THREE).file_name((1, 0)) == "c/1/0"
    assert read(THREE | {"chunk_key_encoding": {"name": "v2"}}).file_name((1, 0)) == "1.0"
    array = read(THREE | sharded([2, 1]))
    assert array.chunk == (2, 1)
    assert array.shard.counts == (2, 4)
    assert array.shard.index_bytes == 16 * 8 + 4


@pytest.mark.parametrize(
    ("fill", "value"), [(None, 0), ("NaN", float("nan")), ("-Infinity", float("-inf")), ("0x3f800000", 1.0), (7, 7)]
)
def test_fill_values_are_written_in_many_ways(read, fill, value):
    found = read(THREE | {"data_type": "float32", "fill_value": fill}).fill
    np.testing.assert_equal(found, value)


def test_what_is_not_there_is_none(tmp_path):
    (tmp_path / "a.zarr").mkdir()
    assert read_array(zarr_folder(LocalStore(tmp_path), "a.zarr"), "0", 2) is None


@pytest.mark.parametrize(
    "metadata",
    [
        *(
            TWO | {"shape": shape}
            for shape in ([], [-5, 8], [0, 8], [8], [8.0, 8.0], ["8", "8"], None, [2**50, 8], [True, 8])
        ),
        *(TWO | {"chunks": chunks} for chunks in ([0, 1], None, [2**20, 2**20])),
        *(TWO | {"dtype": dtype} for dtype in ("|O", "<M8[s]", "|S5", [["a", "<u2"]], None, "u2")),
        TWO | {"fill_value": "AAAA"},
        *(TWO | {"fill_value": value} for value in ([], -1, 65536, 0.5, 1e308, float("nan"), "NaN", {})),
        *(TWO | {"dtype": "<f4", "fill_value": value} for value in (1e308, 10**400, "much")),
        TWO | {"dimension_separator": "::"},
        TWO | {"compressor": {"id": "pickle"}},
        *(THREE | {"data_type": kind} for kind in ("string", "r16", {"name": "x"}, None)),
        THREE | {"node_type": "group"},
        THREE | {"codecs": []},
        THREE | {"chunk_grid": {"name": "rectangular"}},
        THREE | {"chunk_grid": None},
        THREE | {"chunk_key_encoding": {"name": "default", "configuration": {"separator": "../"}}},
        THREE | {"fill_value": "0xzz"},
        THREE | sharded([3, 1]),
        THREE | sharded([2]),
        THREE | sharded([2, 2], codecs=None),
        THREE | sharded([2, 2], index_codecs=[{"name": "bytes"}, {"name": "gzip"}]),
        THREE | {"chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [2**20, 2**20]}}} | sharded([1, 1]),
    ],
    ids=str,
)
def test_metadata_that_make_no_sense_are_refused(read, metadata):
    with pytest.raises(Unreadable, match=r"^a\.zarr/0: "):
        read(metadata)
