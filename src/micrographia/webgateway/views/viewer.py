"""The page on which people look at an image and change how it looks (reference webgateway.md §5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from micrographia.accounts.viewer import Verb, Viewer
from micrographia.catalog.models import Image, Plate, StoredSettings
from micrographia.catalog.permissions import flags, may
from micrographia.catalog.whereabouts import Whereabouts, whereabouts_of
from micrographia.errors import NotFound, Unreadable
from micrographia.pictures.rendering_settings import settings_that_count
from micrographia.pictures.subject import seeing, subject_of
from micrographia.pictures.workshop import workshop
from micrographia.rendering.change import changed
from micrographia.web.auth import viewer_of
from micrographia.web.identity import identity_of
from micrographia.webgateway.parameters import ViewerPage, written
from micrographia.webgateway.query.picture import RenderingQuery, rendering_query
from micrographia.webgateway.shapes.facts import facts_of
from micrographia.webgateway.shapes.image import described, image_data
from micrographia.webgateway.shapes.viewer_page import addresses, shown_first, told_settings, value_range

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
        page = _page(image, viewer, places, (asked, query))
    except Unreadable as error:
        context["trouble"] = str(error)
    else:
        page["may_copy"] = viewer.id is not None and not identity_of(request).public
        context["no_saving"] = page["no_saving"] = _why_not_to_save(request, viewer, image, asked.share)
        context["page"] = page
    return render(request, "webgateway/viewer.html", context)


def _page(
    image: Image, viewer: Viewer, places: Whereabouts, asked: tuple[RenderingQuery, Mapping[str, str]]
) -> dict[str, Any]:
    """What the page's script needs: the image as `imgData` tells it, its settings as saved and as the query wants them.

    Raises Unreadable when the files are gone or changed.
    """
    rendering, query = asked
    subject = subject_of(image, viewer)
    workshop().originals.check(subject.fileset)
    channels = list(image.channels.order_by("index"))
    data = image_data(image.pixels, channels, subject.levels, subject.settings)
    return {
        "image": {**described(image, places, flags(viewer, image)), **data},
        "values": value_range(image),
        "saved": told_settings(image, subject.settings),
        "shown": shown_first(image, changed(subject.settings, rendering.change), rendering, query),
        "whose": _whose(image, viewer),
        "person": viewer.id,
        "owner": image.owner_id,
        "may_download": may(viewer, Verb.DOWNLOAD, image),
        "neighbours": _neighbours(places, viewer),
        "addresses": addresses(image.pk, rendering.share),
    }


def _whose(image: Image, viewer: Viewer) -> dict[str, str]:
    """Who saved the settings that count: own, owner, or import where nobody has; name: the owner's."""
    in_share = viewer.scope is not None and viewer.scope.share is not None
    stored: StoredSettings | None = settings_that_count(image, None if in_share else viewer.id)
    saved = stored is not None and stored.revision > 0
    own = stored is not None and stored.owner_id == viewer.id
    name = image.owner.full_name or image.owner.username
    return {"kind": ("own" if own else "owner") if saved else "import", "name": name}


def _neighbours(places: Whereabouts, viewer: Viewer) -> list[dict[str, Any]]:
    """What holds images like this one: settings can be saved for all of it at once."""
    plates = Plate.objects.visible_to(viewer).filter(wells__in=places.wells).order_by("pk").distinct()
    return [
        *({"type": "dataset", "id": place.id, "name": place.name} for place in places.datasets),
        *({"type": "plate", "id": id, "name": name} for id, name in plates.values_list("pk", "name")),
    ]


def _why_not_to_save(request: HttpRequest, viewer: Viewer, image: Image, share: int | None) -> str:
    """The reason for which the viewer may not save settings of the image; "" where she may."""
    if share is not None:
        return "You look through a share: nothing can be saved."
    if viewer.id is None or identity_of(request).public:
        return "Sign in to save settings."
    if may(viewer, Verb.SAVE_SETTINGS, image):
        return ""
    return "You may look at this image, but not annotate it: settings cannot be saved."
