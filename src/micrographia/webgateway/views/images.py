"""Planes, tiles and regions as pictures (reference webgateway.md §5.2–5.5)."""

from django.http import HttpRequest, HttpResponse

from micrographia.webgateway.drawing import picture_response
from micrographia.webgateway.parameters import RegionRendering, Rendering, written
from micrographia.webgateway.query import picture_query, refuse_incomplete, split_query


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


def render_image_rdef(
    request: HttpRequest, parameters: Rendering, image_id: int, z: int | None = None, t: int | None = None
) -> HttpResponse:
    """As render_image, for a query that leaves nothing to stored settings."""
    refuse_incomplete(written(parameters))
    return render_image(request, parameters, image_id, z, t)


def render_image_region_rdef(
    request: HttpRequest, parameters: RegionRendering, image_id: int, z: int, t: int
) -> HttpResponse:
    """As render_image_region, for a query that leaves nothing to stored settings."""
    refuse_incomplete(written(parameters))
    return render_image_region(request, parameters, image_id, z, t)


def render_split_channel(request: HttpRequest, parameters: Rendering, image_id: int, z: int, t: int) -> HttpResponse:
    """One panel per channel, and one of all merged."""
    return picture_response(request, split_query(written(parameters), image_id, z, t))
