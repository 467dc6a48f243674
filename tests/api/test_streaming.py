"""Long lists are streams of the same bytes, read no further than somebody listens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api_people import Asker
from api_world import LISTS, address, anna, filters
from catalog_world import make_dataset, make_group, make_image, make_user
from micrographia.api import rows, streaming
from micrographia.catalog import lists
from micrographia.catalog.models import Image
from sign_in_people import PASSWORD

pytestmark = pytest.mark.django_db
EVERYTHING = ({"page": 0}, {"start": 1, "limit": 10**30}, {"limit": 3})


@pytest.fixture
def short(monkeypatch):
    """Everything is long: more than one row is a stream, in chunks of two, in stretches of three."""

    def shorten():
        monkeypatch.setattr(streaming, "MOST_AT_ONCE", 1)
        monkeypatch.setattr(rows, "CHUNK", 2)
        monkeypatch.setattr(lists, "CHUNK", 2)
        monkeypatch.setattr(lists, "STRETCH", 3)

    return shorten


def asked(person, url, query):
    return person.client.get(f"/api/{url}", query)


@pytest.mark.parametrize("path", LISTS)
def test_a_stream_has_the_bytes_of_an_answer_at_once(path, short):
    person, url = anna(), address(path)
    queries = [{**query, **window} for query in filters(path) for window in EVERYTHING]
    at_once = [asked(person, url, query) for query in queries]
    assert {(answer.status_code, answer.streaming) for answer in at_once} == {(200, False)}
    short()
    streams = [asked(person, url, query) for query in queries]
    for query, whole, stream in zip(queries, at_once, streams, strict=True):
        found = b"".join(stream) if stream.streaming else stream.content
        assert found == whole.content, query
        assert stream["Content-Type"] == "application/json"
        data = whole.json()["data"]
        several = [each for each in data.values() if isinstance(each, list)] if isinstance(data, dict) else [data]
        assert stream.streaming is (sum(map(len, several)) > 1), query


@pytest.fixture
def images():
    group = make_group("first", "rwr---"), make_group("second", "rwr---")
    person = make_user("anna", *group, password=PASSWORD)
    for number in range(12):
        make_image(person, group[number % 2], f"image {number:02}")
    return Asker("anna")


def test_who_hangs_up_costs_nothing_more(images, short):
    short()
    answer = asked(images, "images/", {"page": 0})
    parts = iter(answer)
    next(parts)
    with CaptureQueriesContext(connection) as queries:
        answer.close()
        assert list(parts) == []
    assert len(queries) == 0


def test_a_part_costs_few_queries_and_none_holds_a_transaction(images, short):
    short()
    answer = asked(images, "images/", {"page": 0, "embed": "pixels"})
    parts = iter(answer)
    next(parts)
    with CaptureQueriesContext(connection) as queries:
        next(parts)
    asked_for = [query["sql"] for query in queries if not query["sql"].startswith("PRAGMA")]
    assert 1 <= len(asked_for) <= 2, asked_for
    assert "BEGIN" not in str(asked_for)


def test_what_changes_meanwhile_is_seen_as_by_pages(images, short):
    short()
    parts = iter(asked(images, "images/", {"page": 0}))
    start = next(parts)
    assert start.count(b'"name"') == 2
    ids = list(Image.objects.order_by("sort_key").values_list("pk", flat=True))
    Image.objects.filter(pk=ids[-1]).delete()
    make_image(Image.objects.first().owner, Image.objects.first().group, "zebra")
    rest = b"".join(parts)
    assert (start + rest).count(b'"name"') == 12
    assert b"image 11" not in rest
    assert b"zebra" in rest
    assert b'"totalCount":12' in rest


def test_more_than_is_answered_at_once_is_a_stream(images):
    owner = Image.objects.first().owner
    dataset = make_dataset(owner, Image.objects.first().group)
    for number in range(streaming.MOST_AT_ONCE - 12):
        Image.objects.create(owner=owner, group=dataset.group, name=f"more {number}")
    assert not asked(images, "images/", {"page": 0}).streaming
    make_image(owner, dataset.group, "one more")
    assert asked(images, "images/", {"page": 0}).streaming
    assert asked(images, "images/", {"limit": streaming.MOST_AT_ONCE + 1}).streaming
    assert not asked(images, "images/", {"limit": streaming.MOST_AT_ONCE}).streaming
    assert not asked(images, "images/", {}).streaming
