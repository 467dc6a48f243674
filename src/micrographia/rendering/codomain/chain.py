"""All codomain maps of a channel, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from micrographia.rendering.codomain.codomain_map import CodomainMap, Grey
from micrographia.rendering.settings import Quantum


def chained(maps: Sequence[CodomainMap], quantum: Quantum) -> Grey:
    """(256,) what each grey becomes. Without maps it stays; with maps it is first held within the codomain."""
    greys = np.arange(256, dtype=np.uint8)
    if maps:
        greys = np.clip(greys, quantum.codomain_start, quantum.codomain_end)
    for each in maps:
        greys = each.apply(greys, quantum)
    return greys
