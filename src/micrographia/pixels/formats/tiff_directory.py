"""What a TIFF directory lists by itself, to notice what a forgiving library leaves out of a file that was cut short."""

import struct
from dataclasses import dataclass
from typing import Any

from micrographia.storage import Store


@dataclass(frozen=True, slots=True)
class Directory:
    """tags: the codes it lists. next: offset of the directory after it, 0 when it is the last."""

    tags: frozenset[int]
    next: int


def directory_at(store: Store, key: str, form: Any, offset: int) -> Directory | None:
    """The directory at an offset, None when the file ends inside it. form: tifffile's TiffFormat of the file."""
    count = _number(store.read(key, offset, form.tagnosize), form.tagnoformat)
    if count is None:
        return None
    length = count * form.tagsize + form.offsetsize
    entries = store.read(key, offset + form.tagnosize, length) if length <= 2**20 else b""
    following = _number(entries[count * form.tagsize : length], form.offsetformat)
    if following is None:
        return None
    codes = (struct.unpack_from(form.byteorder + "H", entries, number * form.tagsize)[0] for number in range(count))
    return Directory(frozenset(codes), following)


def _number(data: bytes, form: str) -> int | None:
    return struct.unpack(form, data)[0] if len(data) == struct.calcsize(form) else None
