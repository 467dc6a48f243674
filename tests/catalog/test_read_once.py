"""Reading once leaves the connection as it was."""

import pytest
from django.db.utils import ConnectionHandler

from micrographia.catalog import read_once as module
from micrographia.catalog.read_once import read_once
from micrographia.home.folder import Home
from micrographia.server.database import database


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["file", "memory"])
def test_sqlite_maps_nothing_meanwhile(place, tmp_path, monkeypatch):
    url = "sqlite:///:memory:" if place == "memory" else ""
    connection = ConnectionHandler({"default": database(url, Home(tmp_path))})["default"]
    monkeypatch.setattr(module, "connection", connection)

    def mapped():
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA mmap_size").fetchone()

    before = mapped()
    assert before == (None if place == "memory" else (268435456,))
    during = []
    try:
        with read_once():
            during.append(mapped())
            raise KeyError
    except KeyError:
        pass
    assert during == [None if place == "memory" else (0,)]
    assert mapped() == before
    connection.close()
