import pytest
from django.test import Client

from documents.chance import Chances
from documents.real_pictures import LONG
from micrographia.api.urls import ROUTES as API
from micrographia.api_v0.urls import ROUTES as API_V0
from micrographia.web.health import ROUTES as HEALTH
from micrographia.web.icon import ROUTES as ICON
from micrographia.webclient.urls import ROOT_ROUTES as ROOT
from micrographia.webclient.urls import ROUTES as WEBCLIENT
from micrographia.webgateway.urls import ROUTES as WEBGATEWAY
from sign_in_people import basic

SEED = 2602
FAMILIES = {
    "webgateway": (WEBGATEWAY, "/webgateway/", 6_000),
    "api": (API, "/api/", 2_500),
    "api_v0": (API_V0, "/api/", 500),
    "webclient": (WEBCLIENT, "/webclient/", 950),
    "server": ((*ROOT, *HEALTH, *ICON), "/", 50),
}
"""Routes, where they stand, and how many requests are sent: 10,000 in all, twice as many in the long run."""

OF_NOBODY = {204, 302, 400, 403, 404, 405}


@pytest.fixture
def ids(library):
    images = (library.cells, library.cells, library.cells, library.two, library.four, library.wrapped, library.levels)
    things = [*images * 6, library.sample, library.large, library.project, library.dataset]
    return [thing.pk for thing in things]


@pytest.mark.parametrize("family", FAMILIES)
def test_no_request_is_answered_by_a_failure(ids, family):
    routes, prefix, count = FAMILIES[family]
    chances = Chances(SEED, routes, prefix, ids)
    clients = {
        name: Client(headers=basic(name) if name else {}, raise_request_exception=False)
        for name in ("will", "colleague", "stranger", "boss", "")
    }
    failures, seen = [], set()
    for _ in range(2 * count if LONG else count):
        chance = chances.next()
        headers = {"X-Requested-With": "XMLHttpRequest"} if chance.script else {}
        form = "application/x-www-form-urlencoded"
        client = clients[chance.who]
        answer = client.generic(chance.method, chance.address, chance.body, content_type=form, headers=headers)
        if answer.streaming:
            b"".join(answer.streaming_content)  # which closes what is read
        seen.add(answer.status_code)
        if answer.status_code >= 500:
            failures.append(f"{answer.status_code} {chances.told(chance)}")
        if family == "webgateway" and not chance.who and not chance.public:
            assert answer.status_code in OF_NOBODY, chances.told(chance)
    assert failures == []
    assert {200, 404, 405} <= seen
