"""Planes of an image as a movie (reference webgateway.md §5.12)."""

from collections.abc import Callable
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from micrographia.encoding.movie import MovieEncoder
from micrographia.encoding.mp4_movie import Mp4Movie
from micrographia.encoding.registry import movie_encoder_for, movie_encoders
from micrographia.encoding.webp_movie import WebpMovie
from micrographia.errors import NotFound
from micrographia.pictures.movie import Along, MovieRequest, PlannedMovie, draw_frame, plan_movie
from micrographia.web.abandonment import checkpoint_of
from micrographia.web.attachment import content_disposition, file_name
from micrographia.web.auth import viewer_of
from micrographia.web.conditional import conditional
from micrographia.web.slots import drawing, filming
from micrographia.web.timing import timing_of
from micrographia.webgateway.parameters import Movie, written
from micrographia.webgateway.query import picture_query
from micrographia.webgateway.selected import downloadable_image


def render_movie(
    request: HttpRequest, parameters: Movie, image_id: int, axis: Along, position: int
) -> HttpResponseBase:
    """All z-sections of a timepoint, or all timepoints of a z-section, as a movie; the position counts from 1."""
    picture, encoder = picture_query(written(parameters), image_id), _encoder(parameters.format)
    viewer = viewer_of(request)
    image = downloadable_image(viewer, image_id, picture.share)
    if position < 1:
        raise NotFound("the position of a movie counts from 1")
    asked = MovieRequest(picture, axis, position - 1, encoder, parameters.fps)
    with timing_of(request).phase("plan"):
        planned = plan_movie(viewer, asked)
    name = f"{file_name(image.name)}.{encoder.name}"
    return conditional(request, planned.etag, lambda: _answer(request, planned, name))


def _encoder(asked: str) -> MovieEncoder:
    """Formats that nobody knows, those of released servers among them, are WebP. Raises Invalid for a missing MP4."""
    known = asked in movie_encoders() or asked == Mp4Movie.name
    return movie_encoder_for(asked if known else WebpMovie.name)


def _answer(request: HttpRequest, planned: PlannedMovie, name: str) -> HttpResponseBase:
    """The whole movie, made before its first byte is sent, so that what goes wrong has its status."""
    if request.method == "HEAD":
        response: HttpResponseBase = StreamingHttpResponse((), content_type=planned.encoder.media_type)
    else:
        checkpoint = checkpoint_of(request)
        with filming().taken(checkpoint), timing_of(request).phase("draw"):
            response = FileResponse(_filmed(planned, checkpoint), content_type=planned.encoder.media_type)
    response.headers["Content-Disposition"] = content_disposition(name)
    return response


def _filmed(planned: PlannedMovie, checkpoint: Callable[[], None]) -> IO[bytes]:
    """A file without a name that goes when it is closed. One frame is in memory, and in a slot, at a time."""
    with ExitStack() as failure:
        file = failure.enter_context(TemporaryFile(dir=settings.MICROGRAPHIA_HOME.exports))
        with planned.encoder.writing(file, planned.rate, planned.first.quality) as add:
            for number in range(planned.count):
                checkpoint()
                with drawing().taken_patiently(checkpoint) if number else drawing().taken(checkpoint):
                    add(draw_frame(planned, number, checkpoint))
        file.seek(0)
        failure.pop_all()  # it is whole: the response closes it
        return file
