"""RGB → bytes of one format."""

from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint8]
"""(height, width, 3), 0..255, contiguous."""


class Encoder(Protocol):
    """One format of pictures. Stateless; any number of threads may encode at once."""

    @property
    def name(self) -> str:
        """What `format=` says, such as "jpeg"."""
        ...

    @property
    def media_type(self) -> str: ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Lower-case endings of file names, such as (".jpg", ".jpeg"); the first is the usual one."""
        ...

    def encode(self, picture: Pixels, quality: float | None = None) -> bytes:
        """A complete file. quality: 0..1, None for the format's own; formats without loss pass it over.

        Raises Invalid for a quality outside 0..1.
        """
        ...
