import re

import pytest
from django.db import connection
from django.http import HttpResponse

from micrographia.web.policy import Policy
from micrographia.web.route import Route, patterns
from micrographia.web.timing import timing_of


def view(request):
    timing = timing_of(request)
    with timing.phase("plan"), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SELECT 2")
    with timing.phase("draw"):
        pass
    return HttpResponse("x")


urlpatterns = patterns(
    (Route("view/", view, policy=Policy.PUBLIC), Route("bare/", lambda r: HttpResponse(), policy=Policy.PUBLIC))
)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_the_parts_of_an_answer_are_told(client):
    header = client.get("/view/")["Server-Timing"]
    assert re.fullmatch(r'total;dur=[\d.]+, db;dur=[\d.]+;desc="2 queries", plan;dur=[\d.]+, draw;dur=[\d.]+', header)
    assert re.fullmatch(r"total;dur=[\d.]+", client.get("/bare/")["Server-Timing"])
