"""Bright becomes dark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from micrographia.rendering.codomain.codomain_map import Grey
from micrographia.rendering.settings import Quantum


@dataclass(frozen=True, slots=True)
class Reverse:
    """codomain_end − grey; on 30..200 the result is 0..170 (reference rendering.md §5)."""

    name: ClassVar[str] = "reverse"

    @classmethod
    def parse(cls, parameters: Mapping[str, Any]) -> Self:
        return cls()

    def apply(self, greys: Grey, quantum: Quantum) -> Grey:
        return (np.uint8(quantum.codomain_end) - greys).astype(np.uint8)


REVERSE = Reverse()
