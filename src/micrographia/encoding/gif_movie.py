"""Animated GIF: 256 colors per frame, exact where a frame has no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from struct import pack
from typing import IO

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import getdata

from micrographia.encoding.encoder import Pixels
from micrographia.encoding.movie import AddFrame, ticks

COLORS = 256
FOR_EVER = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
END = b";"


class GifMovie:
    """The quality is passed over; played over and over."""

    name = "gif"
    media_type = "image/gif"
    longest_side = 65_535

    @contextmanager
    def writing(self, file: IO[bytes], rate: float, quality: float | None) -> Iterator[AddFrame]:
        shown = 0

        def add(frame: Pixels) -> None:
            nonlocal shown
            if shown == 0:
                height, width = frame.shape[:2]
                file.write(b"GIF89a" + pack("<HHBBB", width, height, 0x70, 0, 0) + FOR_EVER)
            milliseconds = 10 * ticks(shown, rate, 100)
            file.writelines(getdata(with_palette(frame), duration=milliseconds, include_color_table=True))
            shown += 1

        yield add
        file.write(END)


def with_palette(frame: Pixels) -> Image.Image:
    """The frame in at most 256 colors: its own where it has no more, else those that an octree finds."""
    picture = Image.fromarray(np.ascontiguousarray(frame))
    found = picture.getcolors(COLORS)
    if found is None:
        return picture.quantize(COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    colors = np.array(sorted(color for _, color in found), np.uint32)
    weights = np.array([65536, 256, 1], np.uint32)
    places = np.searchsorted(colors @ weights, frame.astype(np.uint32) @ weights).astype(np.uint8)
    exact = Image.fromarray(places).convert("P")
    exact.putpalette(colors.astype(np.uint8).tobytes())
    return exact
