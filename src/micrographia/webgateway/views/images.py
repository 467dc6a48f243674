"""Planes, tiles and regions as pictures (reference webgateway.md §5.2, §5.3)."""

from django.http import HttpRequest, HttpResponse

from micrographia.webgateway.drawing import picture_response
from micrographia.webgateway.parameters import RegionRendering, Rendering, written
from micrographia.webgateway.query import picture_query


def render_image(
    request: HttpRequest, parameters: Rendering, image_id: int, z: int | None = None, t: int | None = None
) -> HttpResponse:
    """A whole plane; z and t from 0, by default those of the settings."""
    return picture_response(request, picture_query(written(parameters), image_id, z, t))


def render_image_region(
    request: HttpRequest, parameters: RegionRendering, image_id: int, z: int, t: int
) -> HttpResponse:
    """A tile of a level, or a rectangle of the full resolution."""
    return picture_response(request, picture_query(written(parameters), image_id, z, t, needs_area=True))
