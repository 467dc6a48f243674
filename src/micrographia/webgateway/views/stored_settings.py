"""Everybody's settings of an image (reference webgateway.md §8.5)."""

from django.http import HttpRequest, HttpResponse

from micrographia.catalog.models import StoredSettings
from micrographia.errors import NotFound
from micrographia.pictures.saving import pictured
from micrographia.pictures.subject import seeing
from micrographia.web.auth import viewer_of
from micrographia.web.responses import jsonp_answer
from micrographia.webgateway.parameters import StoredOfImage, written
from micrographia.webgateway.query.picture import share_of
from micrographia.webgateway.shapes.stored_settings import listed_settings


def image_settings(request: HttpRequest, parameters: StoredOfImage, image_id: int) -> HttpResponse:
    """All settings of the image that the viewer may read, those saved last first; or an error, as clients know it."""
    share = share_of(written(parameters))
    try:
        viewer = seeing(viewer_of(request), image_id, share)
        image = pictured(viewer, image_id)
    except NotFound as error:
        return jsonp_answer(request, {"error": str(error)})
    stored = StoredSettings.objects.visible_to(viewer).filter(image=image)
    rows = stored.select_related("owner").prefetch_related("channels").order_by("-updated", "-pk")
    return jsonp_answer(request, {"rdefs": [listed_settings(row, image) for row in rows]})
