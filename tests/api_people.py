"""One person's way of asking the JSON API."""

from __future__ import annotations

from typing import Any

from django.test import Client

from api_schema import conforming
from sign_in_people import PASSWORD, basic


class Asker:
    """Sends requests to /api/ in one person's name; every answer must be as it is documented."""

    def __init__(self, name: str) -> None:
        self.client = Client(headers=basic(name, PASSWORD))

    def get(self, path: str, **query: Any) -> Any:
        return conforming(self.client.get("/api/" + path, query))

    def data(self, path: str, **query: Any) -> Any:
        """The payload of a list or a thing."""
        response = self.get(path, **query)
        assert response.status_code == 200, response.content
        return response.json()["data"]

    def ids(self, path: str, **query: Any) -> list[int]:
        """The ids of a list, in order."""
        return [entry["id"] for entry in self.data(path, **query)]

    def post(self, path: str, body: Any = None) -> Any:
        """JSON."""
        return conforming(self.client.post("/api/" + path, body, content_type="application/json"))

    def form(self, path: str, **form: Any) -> Any:
        return conforming(self.client.post("/api/" + path, form))

    def delete(self, path: str, body: Any = None) -> Any:
        return conforming(self.client.delete("/api/" + path, body, content_type="application/json"))
