"""The addresses of the JSON API as released."""

from django.urls import register_converter

from micrographia.api_v0 import session
from micrographia.api_v0.context import EVENT_CONTEXT
from micrographia.api_v0.version import VersionConverter
from micrographia.web.answer import TEXT, TOO_MANY_TRIES, TRUTH, WHOLE, Answer, list_of, object_of
from micrographia.web.policy import Policy
from micrographia.web.route import Kind, Route, patterns
from micrographia.web.sign_in import LogIn

V = "v<api_version:api_version>/"
register_converter(VersionConverter, "api_version")

VERSIONS = object_of({"data": list_of(object_of({"version": TEXT, "url:base": TEXT}))})
LINKS = object_of({f"url:{name}": TEXT for name in (*session.LISTS, "token", "servers", "login", "save", "schema")})
SERVERS = object_of({"data": list_of(object_of({"id": WHOLE, "host": TEXT, "port": WHOLE, "server": TEXT}))})
REFUSED = Answer("no token, a field is missing, or name and password do not fit", 403)

ROUTES = (
    Route(
        "",
        session.versions,
        names=("api_versions",),
        policy=Policy.PUBLIC,
        kind=Kind.API,
        answers=(Answer("the versions", schema=VERSIONS),),
    ),
    Route(
        V,
        session.links,
        names=("api_base",),
        policy=Policy.PUBLIC,
        kind=Kind.API,
        answers=(Answer("absolute addresses", schema=LINKS),),
    ),
    Route(
        V + "token/",
        session.token,
        names=("api_token",),
        policy=Policy.PUBLIC,
        kind=Kind.API,
        answers=(Answer("the token; the cookie `csrftoken` is set too", schema=object_of({"data": TEXT})),),
    ),
    Route(
        V + "servers/",
        session.servers,
        names=("api_servers",),
        policy=Policy.PUBLIC,
        kind=Kind.API,
        answers=(Answer("the servers", schema=SERVERS),),
    ),
    Route(
        V + "login/",
        session.login,
        names=("api_login",),
        methods="POST",
        policy=Policy.PUBLIC,
        kind=Kind.API,
        body=LogIn,
        refusal="POST only with username, password, server and csrftoken",
        answers=(
            Answer(
                "signed in; the session's cookie is set",
                schema=object_of({"success": TRUTH, "eventContext": EVENT_CONTEXT}),
            ),
            REFUSED,
            TOO_MANY_TRIES,
        ),
    ),
)
urlpatterns = patterns(ROUTES)
