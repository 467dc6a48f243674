"""The addresses of the JSON API document."""

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
from micrographia.web.route import Route, patterns

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
