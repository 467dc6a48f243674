"""Thumbnails for pages: a grey picture instead of a 404 (reference webgateway.md §12)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from micrographia.errors import NotFound, Unreadable
from micrographia.pictures.placeholder import placeholder
from micrographia.pictures.request import Box
from micrographia.web.responses import picture_answer
from micrographia.webgateway.drawing import picture_response
from micrographia.webgateway.parameters import Thumbnail, written
from micrographia.webgateway.query import thumbnail_query


def render_thumbnail(
    request: HttpRequest, parameters: Thumbnail, image_id: int, width: int | None = None, height: int | None = None
) -> HttpResponse:
    """As WebGateway's; the same grey picture for an image that is not there, not yours or cannot be drawn."""
    box = Box(width, height)
    asked = thumbnail_query(written(parameters), image_id, box)
    try:
        return picture_response(request, asked)
    except (NotFound, Unreadable):
        return picture_answer(placeholder(box, settings.MICROGRAPHIA.thumbnail_size))
