"""People who ask WebGateway: by Basic credentials, or with a session."""

from django.test import Client
from django.test.client import MULTIPART_CONTENT

from sign_in_people import PASSWORD, basic


class Asker:
    """Sends requests in one person's name."""

    def __init__(self, name: str) -> None:
        self.client = Client(headers=basic(name))

    def get(self, path, **query):
        headers = query.pop("headers", None)
        return self.client.get("/webgateway/" + path, query, headers=headers)

    def head(self, path, **query):
        return self.client.head("/webgateway/" + path, query)

    def post(self, path, body=None, *, headers=None, content_type=MULTIPART_CONTENT, **query):
        return self.client.post(
            "/webgateway/" + path, body or {}, query_params=query, headers=headers, content_type=content_type
        )


class SignedIn(Asker):
    """The same by a session, which remembers."""

    def __init__(self, name: str) -> None:
        self.client = Client()
        form = {"username": name, "password": PASSWORD, "server": "1"}
        assert self.client.post("/webclient/login/", form).status_code == 302
