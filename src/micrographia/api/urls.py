"""The addresses of the JSON API document."""

from django.urls import register_converter

from micrographia.api.resources import (
    containers,
    datasets,
    discussions,
    experimenters,
    groups,
    images,
    links,
    paths,
    plates,
    projects,
    public_containers,
    runs,
    screens,
    shares,
    tagged,
    tags,
)
from micrographia.api.words import PathType
from micrographia.web.route import Route, patterns

register_converter(PathType, "path_type")
ROUTES: tuple[Route, ...] = (
    *groups.ROUTES,
    *experimenters.ROUTES,
    *containers.ROUTES,
    *projects.ROUTES,
    *datasets.ROUTES,
    *screens.ROUTES,
    *plates.ROUTES,
    *runs.ROUTES,
    *images.ROUTES,
    *tags.ROUTES,
    *tagged.ROUTES,
    *paths.ROUTES,
    *shares.ROUTES,
    *discussions.ROUTES,
    *public_containers.ROUTES,
    *links.ROUTES,
)
urlpatterns = patterns(ROUTES)
