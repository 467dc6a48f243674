"""The chunks of one open Zarr array."""

import math
from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels.decoded import DecodedStore
from micrographia.pixels.formats.zarr_array import Shard, ZarrArray
from micrographia.pixels.formats.zarr_folder import OpenFile, ZarrFolder, joined
from micrographia.storage import Part

_MISSING = 2**64 - 1
_MOST_OFFSET = 2**62


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

    def expect(self, coordinates: Sequence[tuple[int, ...]]) -> None:
        """Says which chunks will be asked for next, so that those on another machine come side by side."""
        missing = [one for one in coordinates if self._kept.get((self._owner, self._path, one)) is None]
        if len(missing) < 2:
            return
        shard = self.array.shard
        if shard is None:
            files = (joined(self._path, self.array.file_name(one)) for one in missing)
            self._folder.expect([Part(file, 0, self._most + 1) for file in files])
            return
        places = [self._in_shard(shard, one) for one in missing]
        new = [
            path for path in dict.fromkeys(path for path, _ in places) if self._kept.get((self._owner, path)) is None
        ]
        if shard.index_at_end:
            self._folder.expect([Part(path, -shard.index_bytes, shard.index_bytes) for path in new])
        indices = {path: self._index(path, shard) for path in dict.fromkeys(path for path, _ in places)}
        parts = [(path, index[within]) for path, within in places if (index := indices[path]) is not None]
        self._folder.expect([Part(path, *map(int, place)) for path, place in parts if int(place[1]) != _MISSING])

    def _read(self, coordinates: tuple[int, ...]) -> NDArray[Any] | None:
        shard = self.array.shard
        if shard is None:
            path = joined(self._path, self.array.file_name(coordinates))
            data = self._folder.read(path, self._most)
        else:
            path, within = self._in_shard(shard, coordinates)
            data = self._from_shard(path, shard, within)
        if data is None:
            return None
        try:
            return self.array.pipeline.decode(data, self.array.chunk)
        except Unreadable as error:
            raise Unreadable(f"{self._folder.describe(path)}: {error}") from error

    def _in_shard(self, shard: Shard, coordinates: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
        """The path of the shard that holds a chunk, and the chunk's place in it."""
        split = [divmod(c, count) for c, count in zip(coordinates, shard.counts, strict=True)]
        return joined(self._path, self.array.file_name([outer for outer, _ in split])), tuple(c for _, c in split)

    def _from_shard(self, path: str, shard: Shard, within: tuple[int, ...]) -> bytes | None:
        with self._folder.open(path) as file:
            index = None if file is None else self._index_of(file, path, shard)
            if file is None or index is None:
                return None
            offset, length = (int(number) for number in index[within])
            if offset == length == _MISSING:
                return None
            if length > self._most or offset > _MOST_OFFSET:
                raise Unreadable(f"{self._folder.describe(path)}: a chunk lies outside its shard")
            data = file.read(offset, length)
            if len(data) < length:
                raise Unreadable(f"{self._folder.describe(path)}: a chunk lies outside its shard")
            return data

    def _index(self, path: str, shard: Shard) -> NDArray[Any] | None:
        with self._folder.open(path) as file:
            return None if file is None else self._index_of(file, path, shard)

    def _index_of(self, file: OpenFile, path: str, shard: Shard) -> NDArray[Any] | None:
        """The index of a shard, (…counts, 2), which is kept; None when there is no shard."""
        key = (self._owner, path)
        index = self._kept.get(key)
        if index is None:
            try:
                index = _index(file, shard, self._folder.describe(path))
            except NotFound:
                return None
            self._kept.put(key, index)
        return index


def _index(file: OpenFile, shard: Shard, what: str) -> NDArray[Any]:
    """(…counts, 2): offset and length of every chunk, in bytes."""
    data = file.tail(shard.index_bytes)[0] if shard.index_at_end else file.read(0, shard.index_bytes)
    if len(data) < shard.index_bytes:
        raise Unreadable(f"{what}: the shard is shorter than its index")
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
