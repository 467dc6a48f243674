import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api_world import LISTS, address, anna, filters
from micrographia.api.urls import ROUTES
from micrographia.web.policy import Policy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", LISTS)
def test_no_list_asks_the_database_often(path):
    person = anna()
    url = address(path)
    person.get("groups/")  # who she is, is remembered
    for query in filters(path):
        with CaptureQueriesContext(connection) as queries:
            response = person.get(url, **query)
        assert response.status_code == 200, response.content
        assert len(queries) <= 8, (query, [query["sql"] for query in queries])


@pytest.mark.parametrize("path", [path for path in LISTS if "<int:" in path])
def test_an_id_that_no_database_can_hold_is_that_of_nothing(path):
    person = anna()
    url = address(re.sub(r"<int:\w+>", str(2**63), path))
    answer = person.get(url)
    if path.startswith(("shares/", "discussions/")):  # things with an access rule of their own
        assert answer.status_code == 404
        return
    assert answer.status_code == 200
    data = answer.json()["data"]
    assert data == [] or set(map(str, data.values())) == {"[]"}


def test_nothing_is_made_below_an_id_that_no_database_can_hold():
    assert anna().post(f"projects/{2**63}/datasets/", {"name": "New"}).status_code == 404


def test_every_address_is_for_people_who_are_signed_in():
    assert {route.policy for route in ROUTES} == {Policy.SIGNED_IN}
