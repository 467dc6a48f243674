"""The metadata of a Zarr array, version 2 or 3, checked before any of its chunks is read."""

import math
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from micrographia.errors import Unreadable
from micrographia.pixels.formats.zarr_codec import Pipeline, parts, version_2, version_3
from micrographia.pixels.formats.zarr_folder import ZarrFolder, joined

MOST_CHUNK_BYTES = 256 * 2**20
_MOST_CHUNKS_IN_SHARD = 2**20
_MOST_AXES = 8
_TYPES_3 = re.compile(r"(u?int(8|16|32|64)|float(16|32|64)|bool)")
_TYPES_2 = re.compile(r"[<>|][biuf](1|2|4|8)")


@dataclass(frozen=True, slots=True)
class Shard:
    """A file that holds several chunks. counts: how many along each axis. index: how their places are written."""

    counts: tuple[int, ...]
    index: Pipeline
    index_bytes: int
    index_at_end: bool


@dataclass(frozen=True, slots=True)
class ZarrArray:
    """shape and chunk: sizes along the axes, in the order of the metadata. fill: the value of chunks that are not
    there. prefix, separator: how the names of chunk files are made."""

    shape: tuple[int, ...]
    chunk: tuple[int, ...]
    dtype: "np.dtype[np.generic]"
    fill: float
    pipeline: Pipeline
    prefix: str
    separator: str
    shard: Shard | None = None

    def file_name(self, coordinates: Sequence[int]) -> str:
        """Of a chunk, or where there are shards, of a shard."""
        return self.separator.join([*([self.prefix] if self.prefix else []), *map(str, coordinates)])


def array_file(version: int) -> str:
    """The name of the file with the metadata of an array."""
    return "zarr.json" if version == 3 else ".zarray"


def read_array(folder: ZarrFolder, path: str, version: int) -> ZarrArray | None:
    """The array at a path, None when there is none. Raises Unreadable for one that we cannot read."""
    found = folder.json(joined(path, array_file(version)))
    if found is None:
        return None
    try:
        return _version_3(found) if version == 3 else _version_2(found)
    except Unreadable as error:
        raise Unreadable(f"{folder.describe(path)}: {error}") from error


def _version_2(found: dict[str, Any]) -> ZarrArray:
    shape, chunk = _sizes(found.get("shape"), "shape"), _sizes(found.get("chunks"), "chunks")
    written = found.get("dtype")
    if not isinstance(written, str) or not _TYPES_2.fullmatch(written):
        raise Unreadable(f"values of the Zarr type {str(written)[:40]!r} cannot be shown")
    axes = tuple(range(len(shape)))
    pipeline = version_2(
        found.get("compressor"),
        found.get("filters"),
        np.dtype(written),
        axes[::-1] if found.get("order") == "F" else axes,
    )
    separator = found.get("dimension_separator", ".")
    if separator not in (".", "/"):
        raise Unreadable("the dimension separator of a Zarr array is . or /")
    return _checked(
        ZarrArray(shape, chunk, np.dtype(written), _fill(found, np.dtype(written)), pipeline, "", separator)
    )


def _version_3(found: dict[str, Any]) -> ZarrArray:
    if found.get("node_type") != "array":
        raise Unreadable("this is no Zarr array")
    shape, written = _sizes(found.get("shape"), "shape"), found.get("data_type")
    if not isinstance(written, str) or not _TYPES_3.fullmatch(written):
        raise Unreadable(f"values of the Zarr type {str(written)[:40]!r} cannot be shown")
    dtype, codecs = np.dtype(written), found.get("codecs")
    grid, grid_settings = parts(found.get("chunk_grid"))
    encoding, encoding_settings = parts(found.get("chunk_key_encoding"))
    if grid != "regular" or encoding not in ("default", "v2") or not isinstance(codecs, list) or not codecs:
        raise Unreadable("only Zarr arrays with a regular grid, usual names of chunks and a list of codecs are read")
    separator = encoding_settings.get("separator", "/" if encoding == "default" else ".")
    if separator not in (".", "/"):
        raise Unreadable("the separator of a chunk key encoding is . or /")
    chunk, shard = _sizes(grid_settings.get("chunk_shape"), "chunk_shape"), None
    if parts(codecs[0])[0] == "sharding_indexed" and len(codecs) == 1:
        chunk, shard, codecs = _shard(chunk, parts(codecs[0])[1])
    pipeline, prefix = version_3(codecs, dtype, len(shape)), "c" if encoding == "default" else ""
    return _checked(ZarrArray(shape, chunk, dtype, _fill(found, dtype), pipeline, prefix, separator, shard))


def _shard(outer: tuple[int, ...], settings: dict[str, Any]) -> tuple[tuple[int, ...], Shard, list[object]]:
    """The inner chunk shape, the shard, and the codecs of the inner chunks."""
    inner = _sizes(settings.get("chunk_shape"), "chunk_shape")
    codecs, index_codecs = settings.get("codecs"), settings.get("index_codecs")
    if len(inner) != len(outer) or any(large % small for large, small in zip(outer, inner, strict=True)):
        raise Unreadable("the chunks of a Zarr shard do not fill it evenly")
    if not isinstance(codecs, list) or not isinstance(index_codecs, list):
        raise Unreadable("a Zarr shard has codecs and index_codecs")
    counts = tuple(large // small for large, small in zip(outer, inner, strict=True))
    number = math.prod(counts)
    if number > _MOST_CHUNKS_IN_SHARD:
        raise Unreadable(f"a Zarr shard has at most {_MOST_CHUNKS_IN_SHARD} chunks, not {number}")
    names = [parts(codec)[0] for codec in index_codecs]
    if names not in (["bytes"], ["bytes", "crc32c"]):
        raise Unreadable("the index of a Zarr shard is read as bytes, with or without crc32c")
    index = version_3(index_codecs, np.dtype(np.uint64), len(counts) + 1)
    length = 16 * number + (4 if "crc32c" in names else 0)
    return inner, Shard(counts, index, length, settings.get("index_location", "end") != "start"), codecs


def _checked(array: ZarrArray) -> ZarrArray:
    """Refuses chunks that would not fit into memory."""
    if len(array.chunk) != len(array.shape):
        raise Unreadable("shape and chunks of a Zarr array have different numbers of axes")
    count = math.prod(array.chunk) * array.dtype.itemsize
    if count > MOST_CHUNK_BYTES:
        raise Unreadable(f"a chunk takes {count} bytes, at most {MOST_CHUNK_BYTES} are read")
    return array


def _sizes(value: object, what: str) -> tuple[int, ...]:
    """A list of whole numbers of at least 1."""
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST_AXES:
        raise Unreadable(f"the {what} of a Zarr array is a list of 1 to {_MOST_AXES} numbers")
    if not all(type(size) is int and 1 <= size < 2**40 for size in value):
        raise Unreadable(f"the {what} of a Zarr array has sizes of at least 1, not {str(value)[:80]}")
    return tuple(value)


def _fill(found: dict[str, Any], dtype: "np.dtype[np.generic]") -> float:
    """The fill value; 0 when there is none. Raises Unreadable for one that the type cannot hold."""
    value = found.get("fill_value")
    try:
        number = _number(value, dtype)
        if dtype.kind == "f":
            fits = not math.isfinite(number) or abs(number) <= float(np.finfo(dtype.name).max)
        else:
            low, high = (0, 1) if dtype.kind == "b" else (np.iinfo(dtype.name).min, np.iinfo(dtype.name).max)
            fits = low <= number <= high and number == int(number)
    except (TypeError, ValueError, OverflowError, struct.error):
        fits = False
    if not fits:
        raise Unreadable(f"the fill value {str(value)[:40]!r} of a Zarr array is no value of its type")
    return number if dtype.kind == "f" else int(number)


def _number(value: object, dtype: "np.dtype[np.generic]") -> float:
    """Version 3 may write the bits of a float as hexadecimal. Integers stay exact."""
    if value is None:
        return 0
    if isinstance(value, str) and value.startswith("0x") and dtype.kind == "f":
        form = {2: "<e", 4: "<f", 8: "<d"}[dtype.itemsize]
        return float(struct.unpack(form, int(value, 16).to_bytes(dtype.itemsize, "little"))[0])
    return value if isinstance(value, int) else float(value)  # type: ignore[arg-type]
