"""From a picture request to the answer: plan, 304 or draw, with the time each took."""

from __future__ import annotations

from time import perf_counter

from django.http import HttpRequest, HttpResponse

from micrographia.pictures.render import draw, plan
from micrographia.pictures.request import Picture, PictureRequest
from micrographia.web.abandonment import checkpoint_of
from micrographia.web.auth import viewer_of
from micrographia.web.conditional import answer


def picture_response(request: HttpRequest, asked: PictureRequest) -> HttpResponse:
    """The picture, or 304 when the asker has it. Server-Timing tells milliseconds of planning and drawing."""
    started = perf_counter()
    planned = plan(viewer_of(request), asked)
    ready = perf_counter()

    def drawn() -> Picture:
        return draw(planned, checkpoint_of(request))

    response = answer(request, planned.etag, drawn)
    times = f"plan;dur={1000 * (ready - started):.2f}, draw;dur={1000 * (perf_counter() - ready):.2f}"
    response.headers["Server-Timing"] = times
    return response
