"""The library, made once for each file of tests; what a test changes is undone after it."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client, override_settings

from documents.collection import Asker, Collection, make_collection
from documents.library import Library, Reader, make_library
from micrographia.accounts import builtin
from micrographia.home.folder import Home
from micrographia.pictures.workshop import workshop


@pytest.fixture(scope="module")
def _library(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    home = Home(folder / "home")
    home.create()
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        override_settings(MICROGRAPHIA_HOME=home, PASSWORD_HASHERS=quick),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        if not apps.get_model("accounts", "ExperimenterGroup").objects.exists():
            builtin.install(apps, connection)
        workshop.cache_clear()
        yield make_library(folder)
        workshop().sources.close()
        workshop.cache_clear()
        transaction.set_rollback(True)


@pytest.fixture
def library(_library, db) -> Library:
    return _library


@pytest.fixture
def will(library) -> Reader:
    return Reader("will")


@pytest.fixture
def colleague(library) -> Reader:
    return Reader("colleague")


@pytest.fixture
def nobody(library) -> Client:
    return Client()


@pytest.fixture(scope="module")
def _collection(django_db_setup, django_db_blocker):
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=quick), django_db_blocker.unblock(), transaction.atomic():
        if not apps.get_model("accounts", "ExperimenterGroup").objects.exists():
            builtin.install(apps, connection)
        yield make_collection()
        transaction.set_rollback(True)


@pytest.fixture
def all_of(_collection, db) -> Collection:
    """Everything there is."""
    return _collection


@pytest.fixture
def api(all_of) -> Asker:
    """Will asks."""
    return Asker("will")


@pytest.fixture
def ola(all_of) -> Asker:
    return Asker("ola")


@pytest.fixture
def max_(all_of) -> Asker:
    return Asker("max")


@pytest.fixture
def boss(all_of) -> Asker:
    return Asker("boss")
