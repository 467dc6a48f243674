"""Thumbnails, as pictures and as JSON (reference webgateway.md §5.7–5.9)."""

from base64 import b64encode

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from micrographia.errors import Invalid, NotFound, Unreadable
from micrographia.pictures.request import Box, Picture, PictureRequest
from micrographia.pictures.thumbnails import check_sides
from micrographia.web.responses import jsonp_answer
from micrographia.webgateway.drawing import drawn, picture_response
from micrographia.webgateway.parameters import Thumbnail, ThumbnailData, ThumbnailSet, written
from micrographia.webgateway.query import thumbnail_query
from micrographia.webgateway.query.picture import share_of


def render_thumbnail(
    request: HttpRequest, parameters: Thumbnail, image_id: int, width: int | None = None, height: int | None = None
) -> HttpResponse:
    """One number: the longest side. Two: exactly width and height. None: the size that the lab has set."""
    return picture_response(request, thumbnail_query(written(parameters), image_id, Box(width, height)))


def get_thumbnail(
    request: HttpRequest, parameters: ThumbnailData, image_id: int, width: int | None = None, height: int | None = None
) -> HttpResponse:
    """The bytes of render_thumbnail as a data URL."""
    asked = thumbnail_query(written(parameters), image_id, Box(width, height))
    return jsonp_answer(request, data_url(drawn(request, asked)))


def get_thumbnails(request: HttpRequest, parameters: ThumbnailSet, width: int | None = None) -> HttpResponse:
    """Data URLs by id of image; null for an image that is not there, not yours or cannot be drawn."""
    ids, most = tuple(dict.fromkeys(parameters.id)), settings.MICROGRAPHIA.thumbnails_at_once
    if len(ids) > most:
        raise Invalid(f"Max {most} thumbnails at a time.", "id")
    box, query = Box(width), written(parameters)
    check_sides(box)
    share = share_of(query)
    if len(ids) == 1:
        wanted = [thumbnail_query(query, ids[0], box)]
    else:
        wanted = [PictureRequest(id, form=box, share=share) for id in ids]
    return jsonp_answer(request, {str(asked.image_id): _data_url_or_none(request, asked) for asked in wanted})


def data_url(picture: Picture) -> str:
    """The picture as an address that a page can show."""
    return f"data:{picture.media_type};base64,{b64encode(picture.body).decode()}"


def _data_url_or_none(request: HttpRequest, asked: PictureRequest) -> str | None:
    try:
        return data_url(drawn(request, asked))
    except (NotFound, Unreadable):
        return None
