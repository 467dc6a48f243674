import struct
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from micrographia.errors import Unreadable
from micrographia.pixels.formats.zarr_codec import Pipeline, version_2, version_3

UINT16 = np.dtype("<u2")
VALUES = np.arange(64, dtype="<u2").reshape(8, 8)


def encoded(name, data):
    data = bytes(data)
    if name == "lz4":
        return struct.pack("<I", len(data)) + bytes(imagecodecs.lz4_encode(data))
    return bytes(getattr(imagecodecs, f"{name}_encode")(data))


@pytest.fixture(params=["blosc", "gzip", "lz4", "zlib", "zstd"])
def codec(request):
    return request.param


def peak():
    """The most memory this process had, in bytes."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def test_each_codec_gives_the_chunk_back(codec):
    pipeline = version_2({"id": codec}, None, UINT16, (0, 1))
    np.testing.assert_array_equal(pipeline.decode(encoded(codec, VALUES.tobytes()), (8, 8)), VALUES)


def test_more_bytes_than_the_chunk_has_are_refused_before_they_are_there(codec):
    bomb = encoded(codec, bytes(256 * 2**20))
    pipeline = version_2({"id": codec}, None, UINT16, (0, 1))
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts again from here
    before = peak()
    with pytest.raises(Unreadable, match="decoded"):
        pipeline.decode(bomb, (8, 8))
    assert peak() - before < 16 * 2**20


def test_fewer_bytes_than_the_chunk_has_are_refused(codec):
    pipeline = version_2({"id": codec}, None, UINT16, (0, 1))
    with pytest.raises(Unreadable, match="instead of 128"):
        pipeline.decode(encoded(codec, VALUES[:4].tobytes()), (8, 8))


def test_garbage_and_cut_off_chunks_are_refused(codec):
    pipeline, whole = version_2({"id": codec}, None, UINT16, (0, 1)), encoded(codec, VALUES.tobytes())
    for data in (b"", b"x", b"garbage" * 10, whole[: len(whole) // 2], whole[:-1], b"\xff" * 200):
        with pytest.raises(Unreadable):
            pipeline.decode(data, (8, 8))


def test_a_blosc_header_that_lies_about_its_length_is_not_believed():
    data = bytearray(encoded("blosc", VALUES.tobytes()))
    struct.pack_into("<I", data, 12, len(data) + 1)
    with pytest.raises(Unreadable, match="promises"):
        version_2({"id": "blosc"}, None, UINT16, (0, 1)).decode(bytes(data), (8, 8))


def test_without_a_codec_the_bytes_are_the_values():
    pipeline = version_2(None, None, np.dtype(">u2"), (1, 0))
    assert pipeline.decode(struct.pack(">4H", 1, 2, 3, 4), (2, 2)).tolist() == [[1, 3], [2, 4]]


def test_codecs_of_version_3_are_undone_from_the_last_one():
    pipeline = version_3(
        [
            {"name": "transpose", "configuration": {"order": [1, 0]}},
            {"name": "bytes", "configuration": {"endian": "big"}},
            {"name": "gzip", "configuration": {"level": 1}},
            {"name": "crc32c"},
        ],
        np.dtype("uint16"),
        2,
    )
    data = encoded("gzip", struct.pack(">6H", *range(6))) + b"\0\0\0\0"
    assert pipeline.decode(data, (2, 3)).tolist() == [[0, 2, 4], [1, 3, 5]]


@pytest.mark.parametrize("compressor", [{"id": "pickle"}, {"id": "bz2"}, {"id": None}, {}, "zlib2", 7])
def test_codecs_outside_the_list_are_refused(compressor):
    with pytest.raises(Unreadable, match="are not read, only by blosc"):
        version_2(compressor, None, UINT16, (0,))


def test_filters_are_refused():
    with pytest.raises(Unreadable, match="pickle"):
        version_2(None, [{"id": "pickle"}], UINT16, (0,))


@pytest.mark.parametrize(
    "codecs",
    [
        [{"name": "numcodecs.pickle"}],
        [{"name": "bytes"}, {"name": "vlen-utf8"}],
        [{"name": "bytes"}, {"name": "sharding_indexed"}],
        [{"name": "gzip"}, {"name": "bytes"}],
        [{"name": "transpose", "configuration": {"order": [0, 0]}}],
        [{"name": "transpose", "configuration": {"order": [0, 5]}}],
        [{"name": "transpose"}],
        [{"name": "bytes", "configuration": []}],
        [{}],
        [None],
    ],
)
def test_codecs_of_version_3_outside_the_list_are_refused(codecs):
    with pytest.raises(Unreadable):
        version_3(codecs, np.dtype("uint16"), 2)


def test_the_bound_on_a_chunks_file_leaves_room_for_bad_compression():
    noise = np.random.default_rng(1).bytes(100_000)
    pipeline = Pipeline((), np.dtype("uint8"), (0,))
    assert len(zlib.compress(noise, 0)) < pipeline.most_bytes((100_000,)) < 200_000
