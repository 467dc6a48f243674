"""The addresses by which an administrator acts as another person (reference webgateway.md §7.10)."""

from micrographia.web.answer import BAD_PARAMETER, NOT_FOUND, PAGE, TRUTH, Answer
from micrographia.web.route import FORMS, Kind, Policy, Route
from micrographia.webgateway.parameters import Jsonp, SwitchForm
from micrographia.webgateway.views import switching

_DONE = Answer("true; the session's cookie is a new one", schema=TRUTH)
_WENT = Answer("Location is the `url` of the form", 302, "text/html")

ROUTES: tuple[Route, ...] = (
    Route(
        "su/<str:username>/",
        switching.switch_page,
        names=("webgateway_su", "webgateway.views.su"),
        policy=Policy.ADMINISTRATOR,
        answers=(PAGE, NOT_FOUND),
    ),
    Route(
        "su/<str:username>/",
        switching.switch_user,
        names=("webgateway_su", "webgateway.views.su"),
        methods="POST",
        policy=Policy.ADMINISTRATOR,
        kind=Kind.GATEWAY,
        params=Jsonp,
        body=SwitchForm,
        body_types=FORMS,
        answers=(_DONE, _WENT, BAD_PARAMETER, NOT_FOUND),
    ),
    Route(
        "su/",
        switching.switch_user_back,
        names=("webgateway_su_back",),
        methods="POST",
        policy=Policy.SIGNED_IN,
        kind=Kind.GATEWAY,
        params=Jsonp,
        body=SwitchForm,
        body_types=FORMS,
        answers=(_DONE, _WENT, BAD_PARAMETER, NOT_FOUND),
    ),
)
