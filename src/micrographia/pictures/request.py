"""What is asked of a picture, and what it becomes: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field

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
class PictureRequest:
    """Everything a URL can ask of a picture; made once at the door and never changed after.

    z, t: from 0; None: the settings' default. area None: the whole plane. fit: the picture is a thumbnail of this
    size. settings_id: stored settings of this image to use instead of the viewer's. share: look through this share.
    format: an encoder's name; one that is not known means JPEG. quality 0..1, None: the encoder's own.
    """

    image_id: int
    z: int | None = None
    t: int | None = None
    area: Tile | Region | None = None
    fit: Box | None = None
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
