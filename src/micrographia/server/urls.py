"""The root of all URLs: one line per family."""

from django.urls import URLPattern, URLResolver

from micrographia.web.route import family, patterns
from micrographia.webclient.urls import ROOT_ROUTES

urlpatterns: list[URLPattern | URLResolver] = [
    family("webgateway/", "micrographia.webgateway.urls"),  # first, because it is asked most: every tile
    *patterns(ROOT_ROUTES),
    family("", "micrographia.web.health"),
    family("", "micrographia.web.icon"),
    family("", "micrographia.web.openapi"),
    family("", "micrographia.web.reference"),
    family("api/", "micrographia.api_v0.urls"),
    family("api/", "micrographia.api.urls"),
    family("webclient/", "micrographia.webclient.urls"),
]

handler400 = "micrographia.web.errors.bad_request"
handler403 = "micrographia.web.errors.permission_denied"
handler404 = "micrographia.web.errors.page_not_found"
handler500 = "micrographia.web.errors.server_error"
