"""The files inside a ZIP file that lies in another store."""

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, ClassVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from micrographia.errors import NotFound, Unreadable
from micrographia.storage.store import ObjectStat, Part, Store
from micrographia.storage.store_file import StoreFile

MOST_DIRECTORY_BYTES = 16 * 2**20
"""Of the list of members: some 200,000 names."""
MOST_UNPACKED_BYTES = 256 * 2**20
"""A deflated member is unpacked as a whole, up to this size; pixels are better stored."""
_HEADER_BYTES = 30
_HEADER_MARK = b"PK\x03\x04"
_EXTRA = 64
"""Bytes of additional fields before a member that are read along with it."""
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class _Member:
    """offset: of the header before its bytes. packed, size: bytes in the archive, and as a file."""

    offset: int
    packed: int
    size: int
    checksum: int
    method: int
    encrypted: bool
    name_bytes: int


class _Directory(StoreFile):
    """The archive for the library that lists it, which would read a list of any length."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MOST_DIRECTORY_BYTES:
            raise Unreadable(f"its list of members has {size} bytes, at most {MOST_DIRECTORY_BYTES} are read")
        return super().read(size)


class ZipStore:
    """The members of one archive, listed once. Stored members are read in pieces, deflated ones as a whole.

    Raises Unreadable for an archive that is broken, lists a name twice, or has names that lead out of it.
    """

    scheme: ClassVar[str] = "zip"

    def __init__(self, store: Store, key: str) -> None:
        self.key = key
        self.far = store.far
        self._store = store
        self._members = _listed(store, key)
        self._names = sorted(self._members)

    def stat(self, key: str) -> ObjectStat:
        member = self._member(key)
        return ObjectStat(member.size, f"{member.size}-{member.checksum:08x}")

    def glance(self, key: str) -> str:
        return self.stat(key).version

    def is_folder(self, key: str) -> bool:
        start = f"{key}/" if key else ""
        place = bisect_left(self._names, start)
        return place < len(self._names) and self._names[place].startswith(start)

    def open(self, key: str) -> BinaryIO:
        return StoreFile(self, key)

    def read(self, key: str, offset: int, length: int) -> bytes:
        """Also raises Unreadable, for a member that is not what the archive's list says."""
        member = self._member(key)
        length = max(0, min(length, member.size - offset))
        if member.encrypted or member.method not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unreadable(f"{self.key}: {key} is encrypted or packed by method {member.method}, which is not read")
        if member.method == ZIP_DEFLATED:
            return self._unpacked(key, member)[offset : offset + length]
        if member.packed != member.size:
            raise Unreadable(f"{self.key}: the archive lists two sizes for {key}")
        return self._stored(key, member, offset, length)

    def tail(self, key: str, length: int) -> tuple[bytes, int]:
        size = self._member(key).size
        start = max(0, size - length)
        return self.read(key, start, size - start), size

    def expect(self, parts: Iterable[Part]) -> None:
        """Those that are not packed are read in one go with their headers, as `read` does."""
        whole = []
        for part in parts:
            member = self._members.get(part.key)
            if member and member.method == ZIP_STORED and part.offset == 0 and part.length >= member.size:
                whole.append(Part(self.key, member.offset, self._ahead(member) + member.packed))
        self._store.expect(whole)

    def keys(self, prefix: str = "") -> Iterator[str]:
        start = f"{prefix}/" if prefix else ""
        place = bisect_left(self._names, start)
        if prefix and not self.is_folder(prefix):
            raise NotFound(f"{prefix}: no folder of the archive {self.key}")
        found: set[str] = set()
        while place < len(self._names) and self._names[place].startswith(start):
            name = start + self._names[place][len(start) :].partition("/")[0]
            found.add(name)
            # "0" is the letter behind "/": where the names of other things begin.
            place = place + 1 if name == self._names[place] else bisect_left(self._names, f"{name}0")
        yield from sorted(found)

    def address(self, key: str) -> str:
        return f"{self._store.address(self.key)}!/{key}"

    def local_path(self, key: str) -> Path | None:
        if key and key not in self._members and not self.is_folder(key):
            raise NotFound(f"{key}: not in the archive {self.key}")
        return None

    def _member(self, key: str) -> _Member:
        try:
            return self._members[key]
        except KeyError:
            raise NotFound(f"{key}: not in the archive {self.key}") from None

    def _stored(self, key: str, member: _Member, offset: int, length: int) -> bytes:
        """A piece of a member that is not packed. Whole members that are small come with their header in one go."""
        along = member.packed if offset == 0 and length == member.packed else 0
        data = self._store.read(self.key, member.offset, self._ahead(member) + along)
        start = self._start(key, member, data)
        if along and start + along <= len(data):
            found = data[start : start + along]
        else:
            found = self._store.read(self.key, member.offset + start + offset, length)
        if len(found) < length:
            raise Unreadable(f"{self.key}: the archive ends before {key} does")
        if length == member.size and zlib.crc32(found) != member.checksum:
            raise Unreadable(f"{self.key}: the checksum of {key} is wrong")
        return found

    def _unpacked(self, key: str, member: _Member) -> bytes:
        if max(member.size, member.packed) > MOST_UNPACKED_BYTES:
            most = f"{MOST_UNPACKED_BYTES >> 20} MiB"
            raise Unreadable(f"{self.key}: {key} is deflated and larger than {most}; store it without compression")
        data = self._store.read(self.key, member.offset, self._ahead(member) + member.packed)
        start = self._start(key, member, data)
        packed = data[start : start + member.packed]
        if len(packed) < member.packed:
            packed = self._store.read(self.key, member.offset + start, member.packed)
        try:
            found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size + 1)
        except zlib.error as error:
            raise Unreadable(f"{self.key}: {key} cannot be unpacked ({error})") from error
        if len(found) != member.size or zlib.crc32(found) != member.checksum:
            raise Unreadable(f"{self.key}: {key} does not unpack to what the archive lists")
        return found

    def _ahead(self, member: _Member) -> int:
        """As many bytes as usually stand before those of the member, or some more."""
        return _HEADER_BYTES + member.name_bytes + _EXTRA

    def _start(self, key: str, member: _Member, header: bytes) -> int:
        """How many bytes stand before those of the member."""
        if len(header) < _HEADER_BYTES or header[:4] != _HEADER_MARK:
            raise Unreadable(f"{self.key}: {key} is not where the archive's list says")
        name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
        if name != member.name_bytes:
            raise Unreadable(f"{self.key}: {key} is not where the archive's list says")
        return _HEADER_BYTES + name + extra


def _listed(store: Store, key: str) -> dict[str, _Member]:
    """Name → member; folders have none. The library's own errors have no common kind."""
    try:
        with _Directory(store, key) as file, ZipFile(file) as archive:
            found = archive.infolist()
    except (NotFound, Unreadable) as error:
        raise Unreadable(f"{key}: {error}") from error
    except (BadZipFile, LargeZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(f"{key}: not a readable ZIP file ({error})") from error
    members: dict[str, _Member] = {}
    for info in found:
        name = _checked(key, info)
        if name in members:
            raise Unreadable(f"{key}: the archive lists {name[:200]!r} twice")
        if not info.is_dir():
            members[name] = _member_of(info)
    return members


def _checked(key: str, info: ZipInfo) -> str:
    """The name of a member, when it leads nowhere outside."""
    # The library cuts a name at its first NUL, and keeps the one that was written beside it.
    name = info.orig_filename.removesuffix("/")
    if any(part in ("", ".", "..") for part in name.split("/")) or any(letter in name for letter in "\\\0:"):
        raise Unreadable(f"{key}: the archive has a member called {info.orig_filename[:200]!r}, which is refused")
    return name


def _member_of(info: Any) -> _Member:
    name = info.orig_filename
    return _Member(
        info.header_offset,
        info.compress_size,
        info.file_size,
        info.CRC,
        info.compress_type,
        bool(info.flag_bits & _ENCRYPTED),
        len(name.encode("utf-8" if info.flag_bits & 0x800 else "cp437")),
    )
