"""The addresses of lookup tables (reference webgateway.md §7.8)."""

from micrographia.web.answer import BAD_PARAMETER, NOT_SIGNED_IN, PNG, Answer
from micrographia.web.route import Kind, Policy, Route
from micrographia.webgateway import answers
from micrographia.webgateway.parameters import Luts, LutSheet
from micrographia.webgateway.views import luts

ROUTES: tuple[Route, ...] = (
    Route(
        "luts/",
        luts.list_luts,
        names=("webgateway_listLuts_json",),
        policy=Policy.SIGNED_IN,
        kind=Kind.GATEWAY,
        params=Luts,
        answers=(Answer("as JSON", schema=answers.LUTS), BAD_PARAMETER, NOT_SIGNED_IN),
    ),
    Route(
        "luts_png/",
        luts.luts_png,
        names=("webgateway_luts_png",),
        policy=Policy.SIGNED_IN,
        kind=Kind.PICTURE,
        params=LutSheet,
        answers=(PNG, NOT_SIGNED_IN),
    ),
)
