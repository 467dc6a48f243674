"""One (256, 3) table per channel: codomain maps, then color or LUT."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from micrographia.rendering.codomain.chain import chained
from micrographia.rendering.color import Color
from micrographia.rendering.lut import Table
from micrographia.rendering.settings import ChannelSettings, Model, Quantum

Luts: TypeAlias = Mapping[str, Table]
"""File name, such as "fire.lut" → table."""


def tabulate(channel: ChannelSettings, model: Model, quantum: Quantum, luts: Luts) -> Table:
    """The color in which each quantised grey of a channel is shown.

    The greyscale model knows neither color nor LUT; a LUT that is not in `luts` gives way to the color.
    """
    greys = chained(channel.codomain, quantum)
    if model is Model.GREYSCALE:
        return np.repeat(greys[:, None], 3, axis=1)
    lut = luts.get(channel.lut) if channel.lut else None
    colors = Color.parse(channel.color).table() if lut is None else lut
    return colors[greys]
