"""The addresses of the pages: the home at the root, the rest below /webclient/."""

from micrographia.web.answer import PAGE, TEXT, TOO_MANY_TRIES, Answer
from micrographia.web.policy import Policy
from micrographia.web.route import FORMS, Kind, Route, patterns
from micrographia.webclient.routes import data, images, pages
from micrographia.webclient.views import home, sign_in

WENT = Answer("signed in or out; Location says where to go on", 302, "text/html")
WORD = Answer("OK, or Connection Failed when nobody is signed in", 200, "text/plain", TEXT)

SAID_OK = Answer("OK", 200, "text/plain", TEXT)
NOT_THERE = Answer("it is not there, or not for you; the tree stands beside it", 404, "text/html")


def browsing(name: str) -> Route:
    """The browsing page under a name; it stands at the root and below /webclient/."""
    return Route("", home.home, names=(name,), policy=Policy.SIGNED_IN, params=home.Browsing, answers=(PAGE, NOT_THERE))


ROOT_ROUTES = (browsing("home"),)
ROUTES = (
    browsing("webindex"),
    Route(
        "login/",
        sign_in.login_page,
        names=("weblogin",),
        policy=Policy.PUBLIC,
        params=sign_in.GoingOn,
        answers=(PAGE,),
    ),
    Route(
        "login/",
        sign_in.login,
        methods="POST",
        policy=Policy.PUBLIC,
        params=sign_in.GoingOn,
        body=sign_in.LogInForm,
        body_types=FORMS,
        answers=(WENT, PAGE, SAID_OK, TOO_MANY_TRIES),
    ),
    Route("logout/", sign_in.logout_page, names=("weblogout",), policy=Policy.PUBLIC, answers=(PAGE,)),
    Route("logout/", sign_in.logout, methods="POST", policy=Policy.PUBLIC, answers=(WENT,)),
    Route(
        "keepalive_ping/",
        sign_in.keepalive_ping,
        names=("keepalive_ping",),
        policy=Policy.PUBLIC,
        kind=Kind.TEXT,
        answers=(WORD,),
    ),
    *images.ROUTES,
    *data.ROUTES,
    *pages.ROUTES,
)
urlpatterns = patterns(ROUTES)
