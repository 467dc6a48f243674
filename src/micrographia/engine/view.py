"""What to render."""

from dataclasses import dataclass

from micrographia.pixels import Region
from micrographia.rendering.settings import RenderingSettings


@dataclass(frozen=True, slots=True)
class View:
    """A plane (z, t from 0), a region in pixels of a level (0 is full resolution) and how it is to look.

    z is passed over when the settings project.
    """

    z: int
    t: int
    region: Region
    level: int
    settings: RenderingSettings
