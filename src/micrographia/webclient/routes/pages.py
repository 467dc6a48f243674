"""The addresses of the lab's own pages."""

from micrographia.web.answer import BAD_PARAMETER, NOT_FOUND, PAGE
from micrographia.web.policy import Policy
from micrographia.web.route import Route
from micrographia.webclient.views.own_page import own_page

ROUTES = (
    Route(
        "pages/<slug:name>/",
        own_page,
        names=("own_page",),
        policy=Policy.SIGNED_IN,
        answers=(PAGE, BAD_PARAMETER, NOT_FOUND),
    ),
)
