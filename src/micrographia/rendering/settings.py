"""How an image is to look: one frozen value per image and person."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from micrographia.rendering.codomain.codomain_map import CodomainMap


class Family(StrEnum):
    """The curve from values to greys."""

    LINEAR = "linear"
    POLYNOMIAL = "polynomial"
    LOGARITHMIC = "logarithmic"
    EXPONENTIAL = "exponential"


class Model(StrEnum):
    """All active channels blended, or the first active one in grey."""

    COLOR = "color"
    GREYSCALE = "greyscale"


class Projection(StrEnum):
    """Many z-sections → one plane."""

    NORMAL = "normal"
    INTMAX = "intmax"
    INTMEAN = "intmean"
    INTSUM = "intsum"


@dataclass(frozen=True, slots=True)
class Window:
    """The range of values shown. start > end or a NaN is legal and means the type range (rendering.md §4.1)."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Quantum:
    """The greys that values are mapped to: codomain_start < codomain_end within 0..255; bit_resolution one of
    1, 3, 7, 15, 31, 63, 127, 255 (rendering.md §3)."""

    codomain_start: int = 0
    codomain_end: int = 255
    bit_resolution: int = 255


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """One channel. color: "RRGGBBAA". lut: file name of a lookup table, which wins over the color if it is known."""

    active: bool
    window: Window
    color: str
    lut: str | None = None
    family: Family = Family.LINEAR
    coefficient: float = 1.0
    codomain: tuple[CodomainMap, ...] = ()
    noise_reduction: bool = False


@dataclass(frozen=True, slots=True)
class RenderingSettings:
    """All that decides how an image looks. z_range: first and last z-section of a projection, both included, from 0;
    None: all. default_z, default_t: from 0."""

    model: Model
    channels: tuple[ChannelSettings, ...]
    projection: Projection = Projection.NORMAL
    z_range: tuple[int, int] | None = None
    default_z: int = 0
    default_t: int = 0
    quantum: Quantum = field(default_factory=Quantum)


@dataclass(frozen=True, slots=True)
class ChannelChange:
    """What a request wants different in one channel; index from 0; None: leave as it is.

    color: "RRGGBBAA", takes a LUT away. maps: codomain maps to put in, each in place of one of its kind. without: names
    of codomain maps to take out.
    """

    index: int
    active: bool | None = None
    window: Window | None = None
    color: str | None = None
    lut: str | None = None
    family: Family | None = None
    coefficient: float | None = None
    maps: tuple[CodomainMap, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """What a request wants different. only_listed: channels without a change that says `active` are switched off
    (what `c=` means)."""

    channels: tuple[ChannelChange, ...] = ()
    only_listed: bool = False
    model: Model | None = None
    projection: Projection | None = None
    z_range: tuple[int, int] | None = None
    default_z: int | None = None
    default_t: int | None = None
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Once: what is planned is looked up by it for every tile.
        facts = (self.channels, self.only_listed, self.model, self.projection, self.z_range)
        object.__setattr__(self, "_hash", hash(facts))

    def __hash__(self) -> int:
        return self._hash
