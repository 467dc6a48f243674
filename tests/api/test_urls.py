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


def test_every_address_is_for_people_who_are_signed_in():
    assert {route.policy for route in ROUTES} == {Policy.SIGNED_IN}
