"""How often each value occurs (reference webgateway.md §7.6)."""

from django.http import HttpRequest, HttpResponse

from micrographia.pictures.measures import HistogramRequest, histogram_of
from micrographia.web.abandonment import checkpoint_of
from micrographia.web.auth import viewer_of
from micrographia.web.responses import json_answer
from micrographia.web.slots import drawing
from micrographia.webgateway.parameters import Histogram, written
from micrographia.webgateway.query.picture import share_of


def histogram_json(request: HttpRequest, parameters: Histogram, image_id: int, channel: int) -> HttpResponse:
    """Counts of one plane of a channel (from 0) over the range that imgData calls min and max."""
    bins = parameters.bins if parameters.bins > 0 else 256
    place = max(0, parameters.theZ), max(0, parameters.theT)
    of_plane = parameters.range == "plane"
    asked = HistogramRequest(image_id, channel, *place, bins, share_of(written(parameters)), of_plane)
    checkpoint = checkpoint_of(request)
    with drawing().taken(checkpoint):
        found = histogram_of(viewer_of(request), asked, checkpoint)
    span = {"min": found.span.low, "max": found.span.high} if of_plane else {}
    return json_answer({"data": found.counts, **span})
