"""The addresses that anybody may ask (reference webgateway.md §7.9)."""

from micrographia.web.answer import BAD_PARAMETER, TEXT, Answer
from micrographia.web.route import Kind, Policy, Route
from micrographia.webgateway import answers
from micrographia.webgateway.parameters import Jsonp
from micrographia.webgateway.views import index

ROUTES: tuple[Route, ...] = (
    Route(
        "",
        index.index,
        names=("webgateway",),
        policy=Policy.PUBLIC,
        kind=Kind.TEXT,
        answers=(Answer("a greeting", media_type="text/plain", schema=TEXT),),
    ),
    Route(
        "open_with/",
        index.open_with_options,
        names=("webgateway_open_with_options",),
        policy=Policy.PUBLIC,
        kind=Kind.GATEWAY,
        params=Jsonp,
        answers=(Answer("as JSON", schema=answers.OPEN_WITH), BAD_PARAMETER),
    ),
)
