"""The codecs of Zarr chunks: a closed list, each decoded into no more bytes than the chunk can have.

Nothing here imports what a file names. The checksums of chunks (crc32c) are taken off, not compared.
"""

import math
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Unreadable

Decoder: TypeAlias = Callable[[bytes, int], bytes]
"""(encoded bytes, most bytes that may come out) → decoded bytes."""

_BLOSC_HEADER = struct.Struct("<4B3I")
_CRC_BYTES = 4


def _gzip(data: bytes, limit: int) -> bytes:
    return bytes(imagecodecs.gzip_decode(data, out=limit))


def _zlib(data: bytes, limit: int) -> bytes:
    return bytes(imagecodecs.zlib_decode(data, out=limit))


def _zstd(data: bytes, limit: int) -> bytes:
    return bytes(imagecodecs.zstd_decode(data, out=limit))


def _lz4(data: bytes, limit: int) -> bytes:
    """With the length before it, as numcodecs writes it."""
    if len(data) < 4 or struct.unpack_from("<I", data)[0] > limit:
        raise ValueError("the length is wrong")
    return bytes(imagecodecs.lz4_decode(data[4:], out=struct.unpack_from("<I", data)[0]))


def _blosc(data: bytes, limit: int) -> bytes:
    """The header's lengths are compared first, because the library trusts them."""
    if len(data) < _BLOSC_HEADER.size:
        raise ValueError("the header is cut off")
    *_, decoded, _block, encoded = _BLOSC_HEADER.unpack_from(data)
    if decoded > limit or encoded != len(data):
        raise ValueError(f"the header promises {decoded} bytes from {encoded}")
    return bytes(imagecodecs.blosc_decode(data, numthreads=1, out=decoded))


def _crc32c(data: bytes, limit: int) -> bytes:
    return data[:-_CRC_BYTES]


_VERSION_2: dict[str, Decoder] = {"blosc": _blosc, "gzip": _gzip, "lz4": _lz4, "zlib": _zlib, "zstd": _zstd}
_VERSION_3: dict[str, Decoder] = {"blosc": _blosc, "crc32c": _crc32c, "gzip": _gzip, "zstd": _zstd}


@dataclass(frozen=True, slots=True)
class Pipeline:
    """From the bytes of a chunk to its values. decoders: in the order of decoding. dtype: with byte order.

    axes: for each axis of the stored array, which one of the chunk it is.
    """

    decoders: tuple[Decoder, ...]
    dtype: np.dtype[np.generic]
    axes: tuple[int, ...]

    def decode(self, data: bytes, shape: tuple[int, ...]) -> NDArray[Any]:
        """The chunk, read-only. Raises Unreadable when the bytes are no chunk of this shape."""
        needed = math.prod(shape) * self.dtype.itemsize
        for number, decoder in enumerate(self.decoders, 1):
            spare = 0 if number == len(self.decoders) else needed // 16 + 4096
            try:
                data = decoder(data, needed + spare)
            except Exception as error:
                raise Unreadable(f"a chunk cannot be decoded ({error})") from error
        if len(data) != needed:
            raise Unreadable(f"a chunk has {len(data)} bytes instead of {needed}")
        stored = np.frombuffer(data, self.dtype).reshape([shape[axis] for axis in self.axes])
        return stored.transpose([self.axes.index(axis) for axis in range(len(shape))])

    def most_bytes(self, shape: tuple[int, ...]) -> int:
        """More than any sensible encoder makes of a chunk."""
        needed = math.prod(shape) * self.dtype.itemsize
        return needed + needed // 16 + 65536


def version_2(compressor: object, filters: object, dtype: "np.dtype[np.generic]", axes: tuple[int, ...]) -> Pipeline:
    """The pipeline of a .zarray. Raises Unreadable for a codec that is not in our list."""
    if filters:
        raise Unreadable(f"Zarr filters are not read: {str(filters)[:80]}")
    if compressor is None:
        return Pipeline((), dtype, axes)
    name = compressor.get("id") if isinstance(compressor, dict) else compressor
    if not isinstance(name, str) or name not in _VERSION_2:
        raise Unreadable(f"chunks compressed by {str(name)[:40]!r} are not read, only by {', '.join(_VERSION_2)}")
    return Pipeline((_VERSION_2[name],), dtype, axes)


def version_3(codecs: Sequence[object], dtype: "np.dtype[np.generic]", rank: int) -> Pipeline:
    """The pipeline of a list of codecs without sharding. Raises Unreadable for a codec that is not in our list."""
    axes, big = tuple(range(rank)), False
    decoders: list[Decoder] = []
    for codec in codecs:
        name, settings = parts(codec)
        if name == "transpose" and not decoders:
            axes = tuple(axes[axis] for axis in _order(settings.get("order"), rank))
        elif name == "bytes" and not decoders:
            big = settings.get("endian") == "big"
        elif name in _VERSION_3:
            decoders.append(_VERSION_3[name])
        else:
            raise Unreadable(f"the Zarr codec {name[:40]!r} is not read")
    return Pipeline(tuple(reversed(decoders)), dtype.newbyteorder(">" if big else "<"), axes)


def parts(codec: object) -> tuple[str, dict[str, Any]]:
    """Name and configuration of a codec of version 3."""
    name = codec.get("name") if isinstance(codec, dict) else codec
    settings = codec.get("configuration", {}) if isinstance(codec, dict) else {}
    if not isinstance(name, str) or not isinstance(settings, dict):
        raise Unreadable("a Zarr codec has a name and a configuration")
    return name, settings


def _order(order: object, rank: int) -> list[int]:
    """A permutation of the axes. Raises Unreadable for anything else."""
    if order == "C":
        return list(range(rank))
    if order == "F":
        return list(reversed(range(rank)))
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(map(str, range(rank))):
        raise Unreadable("the order of a Zarr transpose codec is no permutation of its axes")
    return [int(axis) for axis in order]
