"""Pictures of images as downloads (reference webgateway.md §9.2)."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from micrographia.accounts.viewer import Verb
from micrographia.catalog.models import Image
from micrographia.catalog.permissions import may
from micrographia.errors import NotFound, Unreadable
from micrographia.pictures.planned import PlannedPicture
from micrographia.pictures.render import draw, plan
from micrographia.pictures.subject import seeing
from micrographia.web.abandonment import checkpoint_of
from micrographia.web.attachment import MEDIA_TYPE, content_disposition, file_name
from micrographia.web.auth import viewer_of
from micrographia.web.slots import drawing
from micrographia.web.zips import Member, zipped
from micrographia.webgateway.drawing import picture_response
from micrographia.webgateway.parameters import Export, Rendering, written
from micrographia.webgateway.query import picture_query
from micrographia.webgateway.query.picture import share_of
from micrographia.webgateway.selected import downloadable_image, selected_images

FORMATS = ("png", "jpeg", "tif")


def download_as(request: HttpRequest, parameters: Export, image_id: int | None = None) -> HttpResponseBase:
    """One image as a file, or several in a ZIP: as render_image draws them, in the format that was asked."""
    query = written(parameters)
    picture_query(query, 0)  # what cannot be read is told before anything is looked up
    share = share_of(query)
    viewer = viewer_of(request)
    images = selected_images(viewer, image_id, parameters, share)
    images = [image for image in images if may(seeing(viewer, image.pk, share), Verb.DOWNLOAD, image)]
    if not images:
        raise NotFound("None of the images is there")
    format = parameters.format if parameters.format in FORMATS else FORMATS[0]
    if len(images) == 1:
        return _single(request, query, images[0], (None, None), format)
    planned = [plan(viewer, replace(picture_query(query, image.pk), format=format)) for image in images]
    members = _members(images, planned, format, checkpoint_of(request))
    name = file_name(parameters.zipname or f"Download_as_{format}").removesuffix(".zip") + ".zip"
    headers = {"Content-Disposition": content_disposition(name)}
    return StreamingHttpResponse(zipped(members, packed=False), content_type=MEDIA_TYPE, headers=headers)


def render_image_download(
    request: HttpRequest, parameters: Rendering, image_id: int, z: int | None = None, t: int | None = None
) -> HttpResponseBase:
    """As render_image, as a file; a JPEG unless the format is png or tif."""
    query = written(parameters)
    picture_query(query, image_id, z, t)
    image = downloadable_image(viewer_of(request), image_id, share_of(query))
    format = parameters.format if parameters.format in FORMATS else "jpeg"
    return _single(request, query, image, (z, t), format)


def _single(
    request: HttpRequest, query: Mapping[str, str], image: Image, place: tuple[int | None, int | None], format: str
) -> HttpResponseBase:
    asked = picture_query(query, image.pk, *place)
    response = picture_response(request, replace(asked, format=format))
    if response.status_code == 200:
        response.headers["Content-Type"] = MEDIA_TYPE
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Disposition"] = content_disposition(f"{file_name(image.name)}.{format}")
    return response


def _members(
    images: Sequence[Image], planned: Sequence[PlannedPicture], format: str, checkpoint: Callable[[], None]
) -> Iterator[Member]:
    """One picture after the other, drawn when its turn comes; a text with the reason where one cannot be drawn."""
    for image, picture in zip(images, planned, strict=True):
        name = f"{file_name(image.name)}.{format}"
        try:
            body = _drawn(picture, checkpoint)
        except Unreadable as error:
            name, body = f"{name}.txt", f"This picture could not be drawn: {error}\n".encode()
        yield Member(name, partial(io.BytesIO, body))


def _drawn(picture: PlannedPicture, checkpoint: Callable[[], None]) -> bytes:
    """The encoded picture; a slot is held while it is drawn and not while it is sent."""
    with drawing().taken_patiently(checkpoint):
        return draw(picture, checkpoint).body
