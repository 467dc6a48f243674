"""The chunks of one open Zarr array."""

import math
from typing import Any

from numpy.typing import NDArray

from micrographia.errors import Unreadable
from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.formats.zarr_array import Shard, ZarrArray
from micrographia.pixels.formats.zarr_folder import OpenFile, ZarrFolder, joined

_MISSING = 2**64 - 1


class ZarrChunks:
    """Reads whole chunks, each from its own file or its part of a shard; for any number of threads.

    kept: where decoded chunks and the indices of shards stay a while, under keys that start with `owner`.
    """

    def __init__(self, folder: ZarrFolder, path: str, array: ZarrArray, kept: DecodedStore, owner: object) -> None:
        self.array = array
        self._folder, self._path, self._kept, self._owner = folder, path, kept, owner
        self._most = array.pipeline.most_bytes(array.chunk)

    def chunk(self, coordinates: tuple[int, ...]) -> NDArray[Any] | None:
        """A decoded chunk of the array's chunk shape, read-only; None when it is not there: all fill value."""
        key = (self._owner, self._path, coordinates)
        chunk = self._kept.get(key)
        if chunk is None:
            chunk = self._read(coordinates)
            if chunk is not None:
                self._kept.put(key, chunk)
        return chunk

    def _read(self, coordinates: tuple[int, ...]) -> NDArray[Any] | None:
        shard = self.array.shard
        if shard is None:
            path = joined(self._path, self.array.file_name(coordinates))
            data = self._folder.read(path, self._most)
        else:
            split = [divmod(c, count) for c, count in zip(coordinates, shard.counts, strict=True)]
            path = joined(self._path, self.array.file_name([outer for outer, _ in split]))
            data = self._from_shard(path, shard, tuple(inner for _, inner in split))
        if data is None:
            return None
        try:
            return self.array.pipeline.decode(data, self.array.chunk)
        except Unreadable as error:
            raise Unreadable(f"{self._folder.describe(path)}: {error}") from error

    def _from_shard(self, path: str, shard: Shard, within: tuple[int, ...]) -> bytes | None:
        with self._folder.open(path) as file:
            if file is None:
                return None
            key = (self._owner, path)
            index = self._kept.get(key)
            if index is None:
                index = _index(file, shard, self._folder.describe(path))
                self._kept.put(key, index)
            offset, length = (int(number) for number in index[within])
            if offset == length == _MISSING:
                return None
            if length > self._most or offset + length > file.size:
                raise Unreadable(f"{self._folder.describe(path)}: a chunk lies outside its shard")
            return file.read(offset, length)


def _index(file: OpenFile, shard: Shard, what: str) -> NDArray[Any]:
    """(…counts, 2): offset and length of every chunk, in bytes."""
    if file.size < shard.index_bytes:
        raise Unreadable(f"{what}: the shard is shorter than its index")
    data = file.read(file.size - shard.index_bytes if shard.index_at_end else 0, shard.index_bytes)
    if len(data) == 16 * math.prod(shard.counts) + 4 and _crc32c(data[:-4]) != int.from_bytes(data[-4:], "little"):
        raise Unreadable(f"{what}: the checksum of the shard's index is wrong")
    return shard.index.decode(data, (*shard.counts, 2))


def _crc32c(data: bytes) -> int:
    """The checksum of RFC 3720, byte by byte: fit for an index, not for pixels."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def _entry(number: int) -> int:
    for _ in range(8):
        number = number >> 1 ^ (0x82F63B78 if number & 1 else 0)
    return number


_TABLE = tuple(_entry(number) for number in range(256))
