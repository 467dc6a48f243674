"""What is asked of a picture, and what it becomes: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from micrographia.pixels import Region
from micrographia.rendering.settings import SettingsChange


@dataclass(frozen=True, slots=True)
class Tile:
    """A cell of the grid of one level: column and row from 0; level 0 is full resolution.

    width, height: of the cell in pixels of that level; None: the image's own tile size.
    """

    level: int
    column: int
    row: int
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """The size of a thumbnail in pixels. height None: width is the longest side and the aspect is kept.

    width None: the size that the lab has set.
    """

    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """One panel per channel and one of all merged, with labels."""


class Axis(Enum):
    """Along what values are plotted."""

    ROW = "row"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Line:
    """A plot of the values along one row or column, laid over the plane. place: from 0; thickness: of the lines."""

    axis: Axis
    place: int
    thickness: int = 1


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """Everything a URL can ask of a picture; made once at the door and never changed after.

    z, t: from 0; None: the settings' default. area None: the whole plane. form: the picture is a thumbnail, the split
    channels or a plot instead of the plane itself. settings_id: stored settings of this image to use instead of the
    viewer's. share: look through this share. format: an encoder's name; one that is not known means JPEG. quality
    0..1, None: the encoder's own.
    """

    image_id: int
    z: int | None = None
    t: int | None = None
    area: Tile | Region | None = None
    form: Box | Split | Line | None = None
    change: SettingsChange = field(default_factory=SettingsChange)
    settings_id: int | None = None
    share: int | None = None
    format: str = "jpeg"
    quality: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Encoded bytes that are shown. etag: without quotes."""

    body: bytes
    media_type: str
    etag: str
