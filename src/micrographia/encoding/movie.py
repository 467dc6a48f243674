"""Many pictures → one file that plays."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import IO, Protocol, TypeAlias

from micrographia.encoding.encoder import Pixels
from micrographia.errors import MicrographiaError

AddFrame: TypeAlias = Callable[[Pixels], None]
"""Takes the next frame; all are of one size."""


class MovieEncoder(Protocol):
    """One format of movies. Stateless; holds one frame at a time."""

    @property
    def name(self) -> str:
        """What `format=` says, such as "webp"; also the ending of file names."""
        ...

    @property
    def media_type(self) -> str: ...

    @property
    def longest_side(self) -> int:
        """Of a frame, in pixels."""
        ...

    def writing(self, file: IO[bytes], rate: float, quality: float | None) -> AbstractContextManager[AddFrame]:
        """Writes a complete movie into an empty file on disk; whole when the context ends without an error.

        rate: frames in a second. quality: 0..1, None for the format's own; formats that know none pass it over.
        Raises MovieFailed.
        """
        ...


class MovieFailed(MicrographiaError):
    """A program that encodes movies gave up."""


def ticks(number: int, rate: float, per_second: int) -> int:
    """How long frame `number` (from 0) is shown in parts of a second; rounding does not add up over a movie."""
    return round((number + 1) * per_second / rate) - round(number * per_second / rate)
