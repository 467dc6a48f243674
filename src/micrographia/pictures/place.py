"""Where a request points: its z-section, timepoint, level and region, checked against the image."""

from __future__ import annotations

from dataclasses import replace

from micrographia.engine.area import clipped, tile_region
from micrographia.engine.split import grid_of
from micrographia.engine.view import View
from micrographia.errors import Invalid, NotFound
from micrographia.pictures.request import Line, PictureRequest, Split, Tile
from micrographia.pictures.subject import Subject
from micrographia.pixels import Region
from micrographia.rendering.settings import Model, Projection, RenderingSettings

LONGEST_SIDE = 65_500
"""In pixels: what a JPEG can hold."""

DRAWING_BYTES = 7
"""What a pixel takes beside its raw values while it is drawn: a sum and three components."""


def view_of(subject: Subject, settings: RenderingSettings, request: PictureRequest) -> View:
    """The view of a request. Raises NotFound outside the image, Invalid for a level that is not there."""
    if isinstance(request.form, Line):
        settings = replace(settings, projection=Projection.NORMAL, z_range=None)
    projects = settings.projection is not Projection.NORMAL
    if projects:
        settings = replace(settings, z_range=_sections(settings.z_range, subject.size.z))
    z = 0 if projects else _index(request.z, settings.default_z, subject.size.z, "z")
    t = _index(request.t, settings.default_t, subject.size.t, "t")
    area = request.area
    if isinstance(area, Tile):
        region = tile_region(subject.levels, area.level, (area.column, area.row), (area.width, area.height))
        return View(z, t, region, area.level, settings)
    full = subject.levels[0]
    whole = Region(0, 0, full.width, full.height)
    return View(z, t, whole if area is None else clipped(area, full), 0, settings)


def check_budget(subject: Subject, view: View, request: PictureRequest, max_bytes: int) -> None:
    """Raises Invalid for a picture that would take more than `max_bytes` to draw."""
    pixels, itemsize = view.region.width * view.region.height, subject.pixel_type.dtype.itemsize
    width, height = _picture_size(subject, view, request)
    most = max_bytes // (itemsize + DRAWING_BYTES)
    if max(width, height) > LONGEST_SIDE or width * height > most:
        what = "a smaller region" if request.area else "render_image_region for parts of it"
        limit = f"at most {most}, and {LONGEST_SIDE} a side"
        raise Invalid(f"{width} x {height} pixels are too many for one picture ({limit}): ask {what}", "region")
    if view.settings.projection is Projection.NORMAL:
        return
    first, last = view.settings.z_range or (0, subject.size.z - 1)
    channels = sum(channel.active for channel in view.settings.channels)
    channels = min(channels, 1) if view.settings.model is Model.GREYSCALE else channels
    if pixels * itemsize * channels * (last - first + 1) > max_bytes:
        raise Invalid(f"a projection may read {max_bytes} bytes: ask fewer z-sections or a smaller region", "p")


def _picture_size(subject: Subject, view: View, request: PictureRequest) -> tuple[int, int]:
    """Width and height of what is drawn."""
    if isinstance(request.form, Split):
        grid = grid_of(view.region.width, view.region.height, subject.size.c, view.settings.model)
        return grid.width, grid.height
    return view.region.width, view.region.height


def _index(asked: int | None, default: int, size: int, name: str) -> int:
    """Raises NotFound for a section or timepoint that is asked and not there."""
    if asked is None:
        return min(default, size - 1)
    if not 0 <= asked < size:
        raise NotFound(f"{name} is one of 0 to {size - 1}")
    return asked


def _sections(asked: tuple[int, int] | None, size: int) -> tuple[int, int] | None:
    """First and last section, kept inside the stack; None when that is the whole stack."""
    if asked is None:
        return None
    first, last = (max(0, min(section, size - 1)) for section in asked)
    return None if (first, last) == (0, size - 1) else (first, last)
