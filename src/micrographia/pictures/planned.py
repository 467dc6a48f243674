"""A picture that is decided on but not drawn: plain values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from micrographia.engine.view import View
from micrographia.pictures.request import Line
from micrographia.pictures.sources import StoredFileset
from micrographia.pixel_type import ValueRange
from micrographia.rendering.table import Luts


@dataclass(frozen=True, slots=True)
class Fitted:
    """A thumbnail of exactly this size in pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Panels:
    """Split channels. labels: one per channel."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedPicture:
    """All that drawing needs. form: what is made of the plane, None: itself. format: an encoder's name."""

    etag: str
    fileset: StoredFileset
    series: int
    view: View
    statistics: tuple[ValueRange | None, ...]
    form: Fitted | Panels | Line | None
    format: str
    quality: float | None
    media_type: str
    luts: Luts = field(repr=False, compare=False)
