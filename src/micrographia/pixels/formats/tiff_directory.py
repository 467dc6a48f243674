"""TIFF directories as bytes: quick to compare, and they show what a forgiving library leaves out of a cut file."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from micrographia.storage import Store

_FIRST_BYTES = 2048
_MOST_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Directory:
    """entries: tag → type, count and value (or its offset) as they stand in the file. next: offset of the directory
    after it, 0 when it is the last."""

    entries: dict[int, bytes]
    next: int


def directory_at(store: Store, key: str, form: Any, offset: int) -> Directory | None:
    """The directory at an offset, None when the file ends inside it. form: tifffile's TiffFormat of the file."""
    data = store.read(key, offset, _FIRST_BYTES)
    count = _number(data[: form.tagnosize], form.tagnoformat)
    if count is None:
        return None
    end = form.tagnosize + count * form.tagsize
    length = end + form.offsetsize
    if len(data) < length <= _MOST_BYTES:
        data = store.read(key, offset, length)
    following = _number(data[end:length], form.offsetformat)
    if following is None:
        return None
    entries = (data[at : at + form.tagsize] for at in range(form.tagnosize, end, form.tagsize))
    tag = struct.Struct(form.byteorder + "H")
    return Directory({tag.unpack_from(entry)[0]: entry[2:] for entry in entries}, following)


def directories(store: Store, key: str, form: Any, offset: int) -> Iterator[Directory]:
    """The chain of directories from an offset; it ends where it comes to one a second time, or to the file's end."""
    seen: set[int] = set()
    while offset and offset not in seen:
        seen.add(offset)
        found = directory_at(store, key, form, offset)
        if found is None:
            return
        yield found
        offset = found.next


def _number(data: bytes, form: str) -> int | None:
    return struct.unpack(form, data)[0] if len(data) == struct.calcsize(form) else None
