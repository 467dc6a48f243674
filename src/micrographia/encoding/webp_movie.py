"""Animated WebP: each frame a picture of its own in a RIFF container (RFC 9649)."""

from collections.abc import Iterator
from contextlib import contextmanager
from struct import pack
from typing import IO

import imagecodecs
import numpy as np

from micrographia.encoding.encoder import Pixels
from micrographia.encoding.movie import AddFrame, ticks

DEFAULT_QUALITY = 0.85
METHOD = 2
"""Of libwebp's 0 (quick) to 6: a third of the time of its usual 4, two per cent more bytes."""

ANIMATION = 0x02
OPAQUE = 0x02
"""A frame replaces what is below it."""

BEFORE_CHUNKS = 12
"""Bytes before the chunks of a WebP file: RIFF, its size, WEBP."""


class WebpMovie:
    """Lossy, at the quality of a still picture; played over and over."""

    name = "webp"
    media_type = "image/webp"
    longest_side = 16_383

    @contextmanager
    def writing(self, file: IO[bytes], rate: float, quality: float | None) -> Iterator[AddFrame]:
        level = round(100 * (DEFAULT_QUALITY if quality is None else quality))
        shown = 0

        def add(frame: Pixels) -> None:
            nonlocal shown
            height, width = frame.shape[:2]
            if shown == 0:
                file.write(_head(height, width))
            picture = imagecodecs.webp_encode(np.ascontiguousarray(frame), level=level, lossless=False, method=METHOD)
            file.write(_frame(bytes(picture)[BEFORE_CHUNKS:], height, width, ticks(shown, rate, 1000)))
            shown += 1

        yield add
        size = file.tell()
        file.seek(4)
        file.write(pack("<I", size - 8))
        file.seek(size)


def _head(height: int, width: int) -> bytes:
    """All before the first frame; the size of the file is filled in at the end."""
    canvas = pack("<B3x", ANIMATION) + _three(width - 1) + _three(height - 1)
    return b"RIFF\0\0\0\0WEBP" + _chunk(b"VP8X", canvas) + _chunk(b"ANIM", pack("<IH", 0, 0))


def _frame(picture: bytes, height: int, width: int, milliseconds: int) -> bytes:
    place = _three(0) + _three(0) + _three(width - 1) + _three(height - 1)
    return _chunk(b"ANMF", place + _three(milliseconds) + bytes([OPAQUE]) + picture)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")
