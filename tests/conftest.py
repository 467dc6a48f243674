"""What tests need: a database, that of MICROGRAPHIA_DATABASE_URL, else SQLite in a file, so that threads can be tested;
and what the machine must have for some of them."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from machine import HAVE, required
from micrographia.accounts import builtin
from micrographia.home.folder import Home
from micrographia.pictures.workshop import workshop
from micrographia.web import throttle

_SHARD = 30_000
_NEVER_AGAIN = count(1_000_000, 1_000_000)
_LONG_FIRST = ("journeys", "browser", "docs", "server", "importing", "cli", "jobs", "documents", "catalog")
"""Folders whose files take longest: begun first, they leave no worker alone with one of them at the end."""


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests wait for servers, browsers and databases."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what asks the database, since that is what differs between SQLite and PostgreSQL; puts long files first."""
    for item in items:
        if item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    folder = item.nodeid.split("/")[1]
    return _LONG_FIRST.index(folder) if folder in _LONG_FIRST else len(_LONG_FIRST)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips what this machine cannot do, or fails where MICROGRAPHIA_TEST_REQUIRE wants it done."""
    for name, look in HAVE.items():
        if item.get_closest_marker(name) and look() is None:
            (pytest.fail if name in required() else pytest.skip)(f"needs {name}, which this machine has not")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """A file of its own for every test process."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "catalog.sqlite3")


def _emptied_after(request: pytest.FixtureRequest) -> bool:
    """Whether the test writes for real, so that the database is emptied after it, built-in rows included."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        return True
    return not {"transactional_db", "live_server"}.isdisjoint(request.fixturenames)


def _uses_database(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("django_db") is not None or "db" in request.fixturenames


@pytest.fixture(autouse=True)
def _builtin_rows(request: pytest.FixtureRequest) -> None:
    """The built-in users and groups, put back where an earlier test emptied the database."""
    if _emptied_after(request):
        request.getfixturevalue("transactional_db")
    elif _uses_database(request):
        request.getfixturevalue("db")
    else:
        return
    if not apps.get_model("accounts", "ExperimenterGroup").objects.exists():
        # Emptying goes table by table: rows that went after the counters have counted themselves away from nothing.
        apps.get_model("catalog", "Counter").objects.all().delete()
        builtin.install(apps, connection)
    # What is undone after a test takes the revision back; no memory may mistake the next test for the last.
    number = next(_NEVER_AGAIN)
    apps.get_model("catalog", "Revision").objects.update_or_create(shard=_SHARD, defaults={"number": number})


@pytest.fixture(autouse=True)
def _quick_passwords(settings: object) -> None:
    """Password hashes that cost nothing, for tests that are not about them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _no_failed_log_ins() -> None:
    """No test pays for the wrong passwords of another."""
    if throttle.tries.cache_info().currsize:
        throttle.tries().clear()


@pytest.fixture
def vendor(db: None) -> str:
    """ "sqlite" or "postgresql"."""
    database: BaseDatabaseWrapper = connection
    return database.vendor


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Iterator[Home]:
    """A home folder of this test's own, and a workshop that has opened nothing yet."""
    home = Home(tmp_path / "home")
    home.create()
    settings.MICROGRAPHIA_HOME = home
    workshop.cache_clear()
    yield home
    workshop.cache_clear()
