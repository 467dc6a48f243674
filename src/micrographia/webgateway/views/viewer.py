"""The page on which people look at an image (reference webgateway.md §5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import Image
from micrographia.catalog.permissions import flags
from micrographia.catalog.whereabouts import Whereabouts, whereabouts_of
from micrographia.errors import NotFound, Unreadable
from micrographia.pictures.subject import seeing, subject_of
from micrographia.pictures.workshop import workshop
from micrographia.rendering.change import changed
from micrographia.rendering.settings import Projection, RenderingSettings
from micrographia.web.auth import viewer_of
from micrographia.webgateway.parameters import ViewerPage, written
from micrographia.webgateway.query.number import whole
from micrographia.webgateway.query.picture import RenderingQuery, rendering_query
from micrographia.webgateway.shapes.facts import facts_of
from micrographia.webgateway.shapes.image import described, image_data

RELATED = ("owner", "group", "pixels", "fileset")


def image_viewer(request: HttpRequest, parameters: ViewerPage, image_id: int) -> HttpResponse:
    """The viewer, showing the image as the query says, else as its settings say."""
    query = written(parameters)
    asked = rendering_query(query)
    viewer = seeing(viewer_of(request), image_id, asked.share)
    image: Image = Image.objects.visible_to(viewer).select_related(*RELATED).one(image_id)
    if image.fileset is None or not hasattr(image, "pixels"):
        raise NotFound(f"Image {image_id} has no pixels")
    places = whereabouts_of(image, viewer)
    context = {"image": image, "places": places, "facts": facts_of(image)}
    try:
        context["page"] = _page(image, viewer, places, (asked, query))
    except Unreadable as error:
        context["trouble"] = str(error)
    return render(request, "webgateway/viewer.html", context)


def _page(
    image: Image, viewer: Viewer, places: Whereabouts, asked: tuple[RenderingQuery, Mapping[str, str]]
) -> dict[str, Any]:
    """What the page's script needs: the image as `imgData` tells it, changed by the query, and the address of tiles.

    Raises Unreadable when the files are gone or changed.
    """
    rendering, query = asked
    subject = subject_of(image, viewer)
    workshop().originals.check(subject.fileset)
    settings = changed(subject.settings, rendering.change)
    channels = list(image.channels.order_by("index"))
    data = image_data(image.pixels, channels, subject.levels, settings)
    return {
        "image": {**described(image, places, flags(viewer, image)), **data},
        "z": _position(query.get("z"), settings.default_z, subject.size.z),
        "t": _position(query.get("t"), settings.default_t, subject.size.t),
        "projection": _projection(settings),
        "region": _region_address(image.pk, rendering.share),
    }


def _position(text: str | None, default: int, size: int) -> int:
    """From 0, inside the image; the query counts from 1."""
    number = whole(text or "")
    return min(max(default if number is None else number - 1, 0), size - 1)


def _projection(settings: RenderingSettings) -> str:
    if settings.projection is Projection.NORMAL or settings.z_range is None:
        return str(settings.projection)
    return "{}|{}:{}".format(settings.projection, *settings.z_range)


def _region_address(image_id: int, share: int | None) -> str:
    """The address of a region with {z} and {t} to fill in."""
    path = reverse("webgateway_render_image_region", args=[image_id, 0, 0]).removesuffix("0/0/")
    return f"{path}{{z}}/{{t}}/" + ("" if share is None else f"?share={share}")
