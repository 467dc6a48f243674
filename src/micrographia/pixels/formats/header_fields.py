"""A binary header told field by field, in the words of the format's document."""

import struct
from collections.abc import Iterator, Sequence

Field = tuple[str, int, str]
"""Name, offset in bytes, and how it is stored: a form of `struct`, without the byte order."""

_LABEL_BYTES = 80


def told_fields(header: bytes, order: str, fields: Sequence[Field]) -> Iterator[tuple[str, str]]:
    """Each field with its numbers, as text; texts without what fills them up."""
    for name, offset, form in fields:
        values = struct.unpack_from(order + form, header, offset)
        yield name, ", ".join(map(_told, values))


def told_labels(header: bytes, start: int, name: str) -> Iterator[tuple[str, str]]:
    """The texts of 80 letters each that fill the header from `start`, those that say something."""
    for number, offset in enumerate(range(start, len(header) - _LABEL_BYTES + 1, _LABEL_BYTES), 1):
        text = _text(header[offset : offset + _LABEL_BYTES])
        if text.isprintable():
            yield f"{name} {number}", text


def _told(value: bytes | int | float) -> str:
    if isinstance(value, bytes):
        return _text(value)
    return f"{value:.7g}" if isinstance(value, float) else str(value)


def _text(value: bytes) -> str:
    return value.partition(b"\0")[0].decode("latin-1").strip()
