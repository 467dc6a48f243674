import pytest
from django.db import OperationalError

from micrographia.accounts.models import Membership
from micrographia.catalog import revision
from micrographia.web import metrics
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
    figures = response.content.decode()
    assert 'micrographia_requests_total{route="metrics",status="404"}' in figures
    assert 'micrographia_memory_bound_bytes{memory="viewers"} 4.194304e+06' in figures
    assert 'micrographia_memory_bytes{memory="decoded"}' in figures
    assert 'micrographia_drawing{state="drawing"} 0.0' in figures


def test_figures_of_memories_are_taken_now_and_then(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(metrics, "monotonic", lambda: now[0])
    rhythm = metrics.Rhythm(5)
    assert [rhythm.due(), rhythm.due()] == [True, False]
    now[0] = 105.0
    assert rhythm.due()
