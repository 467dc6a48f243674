"""The callable behind a pattern: picks the route by method, asks its policy, reads its parameters."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from micrographia.errors import NotFound
from micrographia.web.auth import admit
from micrographia.web.params import LARGEST, read
from micrographia.web.query import query_of
from micrographia.web.route import Kind, Route


class MethodNotAllowed(Exception):
    """The address exists, but not for this method."""

    def __init__(self, message: str, allowed: str) -> None:
        super().__init__(message)
        self.allowed = allowed


class Dispatcher:
    """Answers one path: one or more routes that differ in their methods."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.routes = tuple(routes)
        self.by_method: dict[str, Route] = {}
        for route in routes:
            for method in route.methods.split():
                if self.by_method.setdefault(method, route) is not route:
                    raise ValueError(f"{route.path}: two routes for {method}")
        if "GET" in self.by_method:
            self.by_method["HEAD"] = self.by_method["GET"]
        order = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
        self.allowed = ", ".join([method for method in order if method in self.by_method] + ["OPTIONS"])

    def kind_for(self, method: str | None) -> Kind:
        """Whom an error of this method is told to."""
        return self.by_method.get(method or "", self.routes[0]).kind

    def __call__(self, request: HttpRequest, **path: Any) -> HttpResponseBase:
        method = request.method or ""
        if method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": self.allowed})
        route = self.by_method.get(method)
        if route is None:
            raise MethodNotAllowed(self.routes[0].refusal or f"{method} is not possible here", self.allowed)
        admit(request, route.policy)
        path = {name: possible(value, route) for name, value in path.items()}
        if route.params is None:
            return route.view(request, **path)
        return route.view(request, read(route.params, query_of(request)), **path)


def possible(value: Any, route: Route) -> Any:
    """The value; a number no database can hold names nothing: raises NotFound, or for a list is the id of nothing."""
    if not isinstance(value, int) or value <= LARGEST:
        return value
    if route.lists:
        return LARGEST
    raise NotFound("There is nothing with this number")
