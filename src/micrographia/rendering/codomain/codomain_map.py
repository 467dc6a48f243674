"""One map of greys to greys."""

from collections.abc import Mapping
from typing import Any, Protocol, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from micrographia.rendering.settings import Quantum

Grey: TypeAlias = NDArray[np.uint8]
"""(height, width) or (256,), 0..255."""


class CodomainMap(Protocol):
    """A frozen dataclass of plain values: it is hashed, and its fields are what saved settings keep."""

    @property
    def name(self) -> str:
        """The key in `maps=[{"reverse": {…}}]`."""
        ...

    @classmethod
    def parse(cls, parameters: Mapping[str, Any]) -> Self:
        """From what `maps=` says of it, or from its own fields as they were saved. Raises Invalid."""
        ...

    def apply(self, greys: Grey, quantum: Quantum) -> Grey:
        """Called once per channel on the 256 greys, clamped to the codomain before."""
        ...
