"""For those who watch the server: is it alive, and what does it do."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from micrographia.catalog import revision
from micrographia.web.answer import BUSY, TEXT, Answer
from micrographia.web.metrics import metrics
from micrographia.web.policy import Policy
from micrographia.web.responses import text_answer
from micrographia.web.route import Kind, Route, patterns


def healthz(request: HttpRequest) -> HttpResponse:
    """OK when the server answers and its database does."""
    try:
        revision.current()
    except DatabaseError:
        return text_answer("The database does not answer", status=503)
    return text_answer("OK")


ROUTES = (
    Route(
        "healthz",
        healthz,
        names=("healthz",),
        policy=Policy.PUBLIC,
        kind=Kind.TEXT,
        answers=(Answer("it works", 200, "text/plain", TEXT), BUSY),
    ),
    Route(
        "metrics",
        metrics,
        names=("metrics",),
        policy=Policy.ADMINISTRATOR,
        kind=Kind.TEXT,
        answers=(Answer("figures in the text format of Prometheus", 200, "text/plain", TEXT),),
    ),
)
urlpatterns = patterns(ROUTES)
