"""What is known of an image, as JSON (reference webgateway.md §6)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.models import Image
from micrographia.catalog.permissions import flags
from micrographia.catalog.whereabouts import whereabouts_of
from micrographia.errors import Forbidden, NotFound, Unreadable
from micrographia.pictures.defaults import defaults_of
from micrographia.pictures.subject import seeing, subject_of
from micrographia.pictures.workshop import workshop
from micrographia.web.auth import viewer_of
from micrographia.web.identity import identity_of
from micrographia.web.responses import jsonp_answer
from micrographia.webgateway.parameters import ImageData, written
from micrographia.webgateway.query.picture import share_of
from micrographia.webgateway.shapes.image import described, image_data


def image_data_json(request: HttpRequest, parameters: ImageData, image_id: int, key: str | None = None) -> HttpResponse:
    """All of `imgData`, or the value at a key whose dots descend objects; null where there is none."""
    viewer, image = _found(request, image_id, share_of(written(parameters)))
    start = described(image, whereabouts_of(image, viewer), flags(viewer, image))
    if image.fileset is None or not hasattr(image, "pixels"):
        return jsonp_answer(request, start)
    subject = subject_of(image, viewer)
    try:
        workshop().originals.check(subject.fileset)
    except Unreadable as error:
        return jsonp_answer(request, {**start, "Exception": str(error)})
    channels = list(image.channels.order_by("index"))
    settings = defaults_of(image.pixels, channels) if parameters.getDefaults == "true" else subject.settings
    whole = {**start, **image_data(image.pixels, channels, subject.levels, settings)}
    return jsonp_answer(request, whole if key is None else _value_at(whole, key))


def _found(request: HttpRequest, image_id: int, share: int | None) -> tuple[Viewer, Image]:
    """Raises NotFound, and Forbidden where the public user asks: somebody who signs in may see it."""
    related = ("owner", "group", "pixels", "fileset")
    try:
        viewer = seeing(viewer_of(request), image_id, share)
        return viewer, Image.objects.visible_to(viewer).select_related(*related).one(image_id)
    except NotFound as error:
        if identity_of(request).public:
            raise Forbidden(f"{error}. Log in and try again.") from error
        raise


def _value_at(data: Any, key: str) -> Any:
    for name in key.split("."):
        data = data.get(name) if isinstance(data, dict) else None
    return data
