import pytest

from api_people import Asker
from catalog_world import make_group, make_image, make_project, make_user
from sign_in_people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    groups = make_group("one"), make_group("two", "rw----"), make_group("three", "rwrw--")
    anna = make_user("anna", *groups, password=PASSWORD)
    berta = make_user("berta", *groups)
    for number in range(12):
        make_project((anna, berta)[number % 2], groups[number % 3], f"{'éZaÄ'[number % 4]} {number:02}")
    return Asker("anna")


SEEN = ["a 02", "a 06", "a 10", "z 05", "z 09", "ä 03", "ä 11", "é 00", "é 04", "é 08"]
"""All but berta's in the private group two: 1 and 7."""


def seen(response):
    return [entry["name"].lower() for entry in response.json()["data"]]


@pytest.mark.parametrize(
    ("query", "first", "last", "meta"),
    [
        ("", 0, 10, (1, 200, 0)),
        ("limit=3", 0, 3, (1, 3, 0)),
        ("limit=3&page=2", 3, 6, (2, 3, 3)),
        ("limit=3&page=4", 9, 10, (4, 3, 9)),
        ("limit=3&page=5", 10, 10, (5, 3, 12)),
        ("page=0&limit=3", 0, 10, (0, 0, 0)),
        ("limit=0", 0, 10, (0, 0, 0)),
        ("start=5&page=0&limit=2", 5, 7, (3, 2, 5)),
        ("limit=0&start=8", 8, 10, (0, 0, 8)),
        ("start=7&limit=2", 7, 9, (4, 2, 7)),
        ("limit=99999999999999999999999", 0, 10, (1, 2**63 - 1, 0)),
        ("page=99999999999999999999999", 10, 10, (2**63 - 1, 200, 2**63 - 1)),
        ("limit=2&limit=3", 0, 3, (1, 3, 0)),
    ],
)
def test_windows(api, query, first, last, meta):
    response = api.client.get(f"/api/projects/?{query}")
    assert seen(response) == SEEN[first:last]
    page, limit, start = meta
    assert response.json()["meta"] == {"page": page, "limit": limit, "start": start, "totalCount": 10}


def test_a_lab_may_set_a_largest_page(api, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"max_page_size": 4})
    for query in ("page=0", "limit=0", "limit=400"):
        response = api.client.get(f"/api/projects/?{query}")
        assert seen(response) == SEEN[:4]
        assert response.json()["meta"]["limit"] == 4


def test_each_page_of_many_groups_read_from_either_end(api):
    for limit in range(1, 12):
        pages = [seen(api.get("projects/", limit=limit, page=page)) for page in range(1, 12)]
        assert [name for page in pages for name in page] == SEEN


def test_images_of_several_groups_are_merged_with_their_parts():
    groups = make_group("first"), make_group("second")
    anna = make_user("clara", *groups, password=PASSWORD)
    for number in range(6):
        make_image(anna, groups[number % 2], f"image {number}")
    found = Asker("clara").data("images/", limit=3, page=2, orphaned="true")
    assert [image["name"] for image in found] == ["image 3", "image 4", "image 5"]
    assert all(image["pixels"] == {"sizeX": 64, "sizeY": 48, "sizeZ": 3} for image in found)
