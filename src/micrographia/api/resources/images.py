"""Images (reference json-api.md §3.6, §3.8)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.api import answers
from micrographia.api.described import route
from micrographia.api.embed import SAMPLE, Images, OneImage
from micrographia.api.kinds import shaped_images
from micrographia.api.shapes.image import IMAGE, IMAGE_ALONE
from micrographia.catalog import lists
from micrographia.catalog.listable import IMAGES
from micrographia.web.auth import viewer_of


def list_images(request: HttpRequest, parameters: Images) -> HttpResponseBase:
    """All images one can read, by name; those of a dataset, or those in no dataset and no well."""
    viewer = viewer_of(request)
    narrowed = parameters.narrowed(viewer, parameters.dataset, orphaned=parameters.orphaned)
    found = lists.listing(viewer, IMAGES, narrowed)
    return answers.listed(found, parameters.window, lambda rows: shaped_images(viewer, rows, parameters.embedded))


def one_image(request: HttpRequest, parameters: OneImage, image_id: int) -> HttpResponse:
    """One image."""
    viewer = viewer_of(request)
    row = lists.alone(viewer, IMAGES, image_id)
    (entry,) = shaped_images(viewer, [row], parameters.embed or SAMPLE)
    return answers.alone({**entry, "description": row.description})


ROUTES = (
    route("images/", list_images, answers.list_answer(IMAGE), params=Images),
    route("images/<int:image_id>/", one_image, answers.one_answer(IMAGE_ALONE), params=OneImage),
)
