"""One open image."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from micrographia.errors import Invalid
from micrographia.pixels.geometry import Region
from micrographia.pixels.metadata import ImageInfo

Values: TypeAlias = NDArray[Any]
"""Raw values (channels, height, width) in the file's own type, native byte order."""


class PixelSource(Protocol):
    """An open image that keeps no cursor: any number of threads may read in any order."""

    @property
    def info(self) -> ImageInfo: ...

    def read(self, z: int, t: int, channels: Sequence[int], region: Region, level: int = 0) -> Values:
        """Values (len(channels), region.height, region.width), in the order of `channels`; indices from 0.

        Reads only the chunks that the region touches; a chunk that holds several of the channels is decoded once.
        Raises Invalid outside the image, Unreadable when the bytes are not what the file promised.
        """
        ...

    def stored_jpeg(self, z: int, t: int, region: Region, level: int = 0) -> bytes | None:
        """A complete JPEG file of exactly this region with all channels as RGB, if the file holds one."""
        ...

    def close(self) -> None:
        """Gives back file descriptors; reading afterwards is an error of the caller."""
        ...


def check_address(info: ImageInfo, z: int, t: int, channels: Sequence[int], region: Region, level: int) -> None:
    """Raises Invalid unless the address of a read lies inside the image."""
    if not 0 <= level < len(info.levels):
        raise Invalid(f"level is one of 0 to {len(info.levels) - 1}", "level")
    if not 0 <= z < info.size.z:
        raise Invalid(f"z is one of 0 to {info.size.z - 1}", "z")
    if not 0 <= t < info.size.t:
        raise Invalid(f"t is one of 0 to {info.size.t - 1}", "t")
    if not all(0 <= c < info.size.c for c in channels):
        raise Invalid(f"a channel is one of 0 to {info.size.c - 1}", "channels")
    region.within(info.levels[level])


def native(values: NDArray[Any]) -> Values:
    """The same values in native byte order, contiguous; copies only when they are not."""
    return np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("="))
