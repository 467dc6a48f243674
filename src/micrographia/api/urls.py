"""The addresses of the JSON API document."""

from micrographia.api.resources import (
    containers,
    datasets,
    experimenters,
    groups,
    images,
    plates,
    projects,
    runs,
    screens,
)
from micrographia.web.route import Route, patterns

RESOURCES = (groups, experimenters, containers, projects, datasets, screens, plates, runs, images)
ROUTES: tuple[Route, ...] = tuple(route for resource in RESOURCES for route in resource.ROUTES)
urlpatterns = patterns(ROUTES)
