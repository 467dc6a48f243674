"""Thumbnails (reference webgateway.md §5.7, §5.9)."""

from django.http import HttpRequest, HttpResponse

from micrographia.pictures.request import Box
from micrographia.webgateway.drawing import picture_response
from micrographia.webgateway.parameters import Thumbnail, written
from micrographia.webgateway.query import thumbnail_query


def render_thumbnail(
    request: HttpRequest, parameters: Thumbnail, image_id: int, width: int | None = None, height: int | None = None
) -> HttpResponse:
    """One number: the longest side. Two: exactly width and height. None: the size that the lab has set."""
    return picture_response(request, thumbnail_query(written(parameters), image_id, Box(width, height)))
