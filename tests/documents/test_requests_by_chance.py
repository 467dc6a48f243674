import pytest
from django.test import Client

from documents.chance import Chances
from documents.real_pictures import LONG
from micrographia.webgateway.urls import ROUTES
from sign_in_people import basic

REQUESTS = 20_000 if LONG else 1_000
SEED = 2602


@pytest.fixture
def chances(library):
    images = (library.cells, library.cells, library.cells, library.two, library.four, library.wrapped, library.levels)
    things = [*images * 6, library.sample, library.large, library.project, library.dataset]
    return Chances(SEED, ROUTES, "/webgateway/", [thing.pk for thing in things])


def test_no_request_is_answered_by_a_failure(library, chances):
    clients = {
        name: Client(headers=basic(name) if name else {}, raise_request_exception=False)
        for name in ("will", "colleague", "stranger", "")
    }
    failures, seen = [], {}
    for _ in range(REQUESTS):
        chance = chances.next()
        headers = {"X-Requested-With": "XMLHttpRequest"} if chance.script else {}
        form = "application/x-www-form-urlencoded"
        client = clients[chance.who]
        answer = client.generic(chance.method, chance.address, chance.body, content_type=form, headers=headers)
        seen[answer.status_code] = seen.get(answer.status_code, 0) + 1
        if answer.status_code >= 500:
            failures.append(f"{answer.status_code} {chances.told(chance)}")
        if not chance.who and not chance.public:
            assert answer.status_code in (204, 302, 400, 403, 404, 405), chances.told(chance)
    assert failures == []
    assert {200, 302, 400, 403, 404, 405} <= set(seen)
    assert seen[200] > REQUESTS / 8, seen
