"""The address of movies (reference webgateway.md §5.12)."""

from django.urls import register_converter

from micrographia.web.answer import BAD_PARAMETER, BUSY, NOT_FOUND, NOT_SIGNED_IN, Answer
from micrographia.web.route import Kind, Policy, Route
from micrographia.webgateway.axis import AxisConverter
from micrographia.webgateway.parameters import Movie
from micrographia.webgateway.views import movies

register_converter(AxisConverter, "axis")

MEDIA_TYPES = ("image/webp", "image/gif", "video/mp4")
ROUTES: tuple[Route, ...] = (
    Route(
        "render_movie/<int:image_id>/<axis:axis>/<int:position>/",
        movies.render_movie,
        names=("webgateway_render_movie", "webgateway.views.render_movie"),
        policy=Policy.PICTURE,
        kind=Kind.PICTURE,
        params=Movie,
        answers=(
            *(Answer("the movie, as a file", media_type=media_type) for media_type in MEDIA_TYPES),
            BAD_PARAMETER,
            NOT_SIGNED_IN,
            NOT_FOUND,
            BUSY,
        ),
    ),
)
