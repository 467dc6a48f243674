"""A web server with a folder, and stores that see it from afar."""

import pytest

from http_world import file_server
from micrographia.storage import Url
from micrographia.storage.http import HttpStore
from micrographia.storage.http_client import HttpClient
from micrographia.storage.memory import Memory


@pytest.fixture
def server(tmp_path):
    with file_server(tmp_path) as server:
        yield server


@pytest.fixture
def far(server):
    """A store that remembers nothing of others."""
    clients = []

    def make():
        clients.append(HttpClient(server.access()))
        return HttpStore(Url.parse(server.url), clients[-1], Memory(2**24))

    yield make
    for client in clients:
        client.close()
