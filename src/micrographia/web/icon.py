"""The little picture that browsers ask for where an answer is no page and names none."""

from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse

from micrographia.web.answer import Answer
from micrographia.web.policy import Policy
from micrographia.web.route import Kind, Route, patterns

MEDIA_TYPE = "image/svg+xml"


def icon(request: HttpRequest) -> HttpResponse:
    """The icon of the pages."""
    return HttpResponse(_drawing(), content_type=MEDIA_TYPE, headers={"Cache-Control": "public, max-age=86400"})


@cache
def _drawing() -> bytes:
    return files("micrographia.web").joinpath("static/web/icon.svg").read_bytes()


ROUTES = (
    Route(
        "favicon.ico",
        icon,
        names=("favicon",),
        policy=Policy.PUBLIC,
        kind=Kind.PICTURE,
        answers=(Answer("the icon", media_type=MEDIA_TYPE),),
    ),
)
urlpatterns = patterns(ROUTES)
