"""One channel of a picture: where each value stands in a table of colors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from micrographia.rendering.domain import Domain
from micrographia.rendering.lru import ByteBoundedLru
from micrographia.rendering.quantize import grey_table, indices
from micrographia.rendering.settings import ChannelSettings, Model, Quantum
from micrographia.rendering.table import Luts, tabulate

FIELD_BITS = 10
"""Bits per component in a packed color: four full components add up without touching the next field."""

TABLES_BYTES = 16 * 2**20
"""How much the tables of recently used settings may hold; one for 16-bit values takes 256 kB."""

Packed: TypeAlias = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Colors:
    """Packed colors, red lowest, and the strongest of each component."""

    packed: Packed
    peak: tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """indices (height, width) into `colors.packed`."""

    indices: NDArray[np.unsignedinteger[Any]]
    colors: Colors


@dataclass(frozen=True, slots=True)
class Shades:
    """All that decides the color of a value; equal shades have equal tables."""

    channel: ChannelSettings
    model: Model
    quantum: Quantum
    domain: Domain
    lut: bytes | None

    def colors(self, luts: Luts) -> Colors:
        table = tabulate(self.channel, self.model, self.quantum, luts)
        shifts = np.array([0, FIELD_BITS, 2 * FIELD_BITS], np.uint32)
        packed = (table.astype(np.uint32) << shifts).sum(axis=1, dtype=np.uint32)
        red, green, blue = (int(peak) for peak in table.max(axis=0))
        return Colors(packed[grey_table(self.channel, self.quantum, self.domain)], (red, green, blue))


_tables: ByteBoundedLru[Shades, Colors] = ByteBoundedLru(TABLES_BYTES, lambda colors: colors.packed.nbytes)


@dataclass(frozen=True, slots=True)
class Look:
    """What all channels of a picture share."""

    model: Model
    quantum: Quantum
    luts: Luts


def layer_of(values: NDArray[Any], channel: ChannelSettings, domain: Domain, look: Look) -> Layer:
    """The layer of one channel; values (height, width) of the domain's pixel type, native byte order.

    The first use of a window builds its table (about a millisecond), later ones look it up.
    """
    lut = look.luts.get(channel.lut) if channel.lut else None
    content = None if lut is None else lut.tobytes()
    key = Shades(replace(channel, active=True), look.model, look.quantum, domain, content)
    colors = _tables.get(key, lambda: key.colors(look.luts))
    return Layer(indices(values, channel, look.quantum, domain), colors)
