"""From a picture request to the answer: plan, 304, kept or drawn in a slot, with the time each took."""

from __future__ import annotations

from contextlib import ExitStack

from django.http import HttpRequest, HttpResponse

from micrographia.pictures.planned import PlannedPicture
from micrographia.pictures.render import draw, draw_anew, kept, plan, require_original
from micrographia.pictures.request import Picture, PictureRequest
from micrographia.web.abandonment import checkpoint_of
from micrographia.web.auth import viewer_of
from micrographia.web.conditional import answer
from micrographia.web.identity import revision_of
from micrographia.web.slots import drawing
from micrographia.web.timing import timing_of


def picture_response(request: HttpRequest, asked: PictureRequest) -> HttpResponse:
    """The picture, or 304 when the asker has it."""
    with timing_of(request).phase("plan"):
        planned = plan(viewer_of(request), asked, revision_of(request))
    require_original(planned)  # before 304: what would be refused is not confirmed either
    return answer(request, planned.etag, lambda: _picture(request, planned))


def drawn(request: HttpRequest, asked: PictureRequest) -> Picture:
    """The picture itself, for answers that wrap it. Raises what planning and drawing raise."""
    with timing_of(request).phase("plan"):
        planned = plan(viewer_of(request), asked, revision_of(request))
    return _picture(request, planned)


def _picture(request: HttpRequest, planned: PlannedPicture) -> Picture:
    """What was drawn before comes at once; drawing waits for one of the slots, unless the asker goes away."""
    found = kept(planned)
    if found is not None:
        return found
    timing, checkpoint = timing_of(request), checkpoint_of(request)
    with ExitStack() as slot:
        with timing.phase("wait"):
            waited = slot.enter_context(drawing().taken(checkpoint))
        with timing.phase("draw"):
            # Who waited looks again: somebody else may have drawn it meanwhile.
            return draw(planned, checkpoint) if waited else draw_anew(planned, checkpoint)
