"""The root of all URLs: one line per family."""

from django.urls import URLPattern, URLResolver

from micrographia.web.route import family

urlpatterns: list[URLPattern | URLResolver] = [
    family("", "micrographia.web.health"),
    family("", "micrographia.web.openapi"),
    family("api/", "micrographia.api_v0.urls"),
    family("webclient/", "micrographia.webclient.urls"),
    family("webgateway/", "micrographia.webgateway.urls"),
]

handler400 = "micrographia.web.errors.bad_request"
handler403 = "micrographia.web.errors.permission_denied"
handler404 = "micrographia.web.errors.page_not_found"
handler500 = "micrographia.web.errors.server_error"
