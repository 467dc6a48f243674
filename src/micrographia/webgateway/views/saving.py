"""Saving how an image looks, and going back (reference webgateway.md §8.1, §8.6)."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.contained_images import Holder, images_in
from micrographia.errors import Forbidden, Invalid, NotFound
from micrographia.pictures import saving
from micrographia.web.auth import viewer_of
from micrographia.web.params import read
from micrographia.web.responses import jsonp_answer
from micrographia.webgateway.parameters import SavedForm, Saving, Targets, TargetsForm, written
from micrographia.webgateway.query.saving import saving_query, settings_in


def save_settings(request: HttpRequest, parameters: Saving, image_id: int) -> HttpResponse:
    """Saves how the image looks to the viewer: true, or false where it is not there or she may not."""
    body = written(read(SavedForm, request.POST))
    change = saving_query(settings_in(written(parameters), body))
    try:
        saving.save_change(viewer_of(request), image_id, change)
    except (NotFound, Forbidden):
        return jsonp_answer(request, False)
    return jsonp_answer(request, True)


def reset_settings(request: HttpRequest, parameters: Targets) -> HttpResponse:
    """Gives the viewer the settings of the import; the ids of the images for which that was done."""
    return _applied(request, parameters, saving.reset)


def apply_owners_settings(request: HttpRequest, parameters: Targets) -> HttpResponse:
    """Gives the viewer the settings of each image's owner; the ids of the images for which that was done."""
    return _applied(request, parameters, saving.apply_owners)


def _applied(
    request: HttpRequest, parameters: Targets, apply: Callable[[Viewer, Iterable[int]], list[int]]
) -> HttpResponse:
    body, viewer = read(TargetsForm, request.POST), viewer_of(request)
    ids = body.toids or parameters.toids
    word = body.to_type or parameters.to_type or Holder.IMAGE
    if word not in set(Holder):
        raise Invalid(f"to_type is one of {', '.join(Holder)}", "to_type")
    if not ids:
        raise Invalid("toids is needed: the ids of the images, or of what they are in", "toids")
    return jsonp_answer(request, apply(viewer, images_in(viewer, Holder(word), ids)))
