"""What the original file says of an image in its own words: as JSON and as a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import Image
from micrographia.pictures.said import original_metadata
from micrographia.pictures.subject import seeing
from micrographia.web.auth import viewer_of
from micrographia.web.responses import callback_of, jsonp_answer
from micrographia.webgateway.parameters import Said, written
from micrographia.webgateway.query.picture import share_of

MOST_ROWS = 1000
"""Of the page; the JSON has all."""


def original_metadata_json(request: HttpRequest, parameters: Said, image_id: int) -> HttpResponse:
    """Keys and values, in the order of the file."""
    callback_of(request)
    viewer, image = _seen(request, parameters, image_id)
    found = original_metadata(image, viewer, parameters.q or "")
    said = {"id": image.pk, "name": image.name, "count": len(found), "metadata": [list(pair) for pair in found]}
    return jsonp_answer(request, said)


def original_metadata_page(request: HttpRequest, parameters: Said, image_id: int) -> HttpResponse:
    """The same as a table that can be searched."""
    viewer, image = _seen(request, parameters, image_id)
    found = original_metadata(image, viewer, parameters.q or "")
    context = {
        "image": image,
        "query": parameters.q or "",
        "share": parameters.share,
        "count": len(found),
        "pairs": found[:MOST_ROWS],
        "left_out": max(0, len(found) - MOST_ROWS),
    }
    return render(request, "webgateway/said.html", context)


def _seen(request: HttpRequest, parameters: Said, image_id: int) -> tuple[Viewer, Image]:
    viewer = seeing(viewer_of(request), image_id, share_of(written(parameters)))
    image: Image = Image.objects.visible_to(viewer).one(image_id)
    return viewer, image
