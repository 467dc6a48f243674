import pytest
from django.db import OperationalError

from micrographia.accounts.models import Membership
from micrographia.catalog import revision
from sign_in_people import basic, person

pytestmark = pytest.mark.django_db


def test_health_is_asked_without_signing_in(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"OK")


def test_a_database_that_does_not_answer_is_told(client, monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(revision, "current", away)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"The database does not answer")


def test_figures_are_for_administrators(client):
    anna = person("anna")
    assert client.get("/metrics", headers=basic("anna")).status_code == 404
    Membership.objects.create(experimenter=anna, group_id=0)
    response = client.get("/metrics", headers=basic("anna"))
    assert response.status_code == 200
    assert 'micrographia_requests_total{route="metrics",status="404"}' in response.content.decode()
