import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api_people import Asker
from catalog_world import (
    attach,
    make_dataset,
    make_group,
    make_image,
    make_plate,
    make_project,
    make_screen,
    make_tag,
    make_user,
)
from micrographia.api.urls import ROUTES
from micrographia.web.policy import Policy
from sign_in_people import PASSWORD

pytestmark = pytest.mark.django_db

LISTS = sorted(
    {
        path
        for route in ROUTES
        for path in route.paths
        if route.methods == "GET" and ("<" not in path or path.count("/") > 2)
    }
)


@pytest.fixture
def anna():
    """Somebody with two of everything in each of two groups."""
    groups = make_group("first", "rwr---"), make_group("second", "rw----")
    anna = make_user("anna", *groups, password=PASSWORD)
    for group in groups:
        for number in range(2):
            project = make_project(anna, group, f"project {number}")
            dataset = make_dataset(anna, group, f"dataset {number}", project=project)
            make_dataset(anna, group, f"loose {number}")
            image = make_image(anna, group, f"image {number}", dataset=dataset)
            make_image(anna, group, f"orphan {number}")
            plate = make_plate(anna, group, f"plate {number}", screen=make_screen(anna, group))
            tag_set, tag = make_tag(anna, group, "set", tag_set=True), make_tag(anna, group)
            attach(tag, tag_set)
            for thing in (project, dataset, image, plate, plate.runs.first(), plate.wells.first()):
                attach(tag, thing)
    return Asker("anna")


@pytest.mark.parametrize("path", LISTS)
def test_no_list_asks_the_database_often(anna, path):
    from micrographia.catalog.models import AnnotationLink

    tag = AnnotationLink.objects.filter(tag__isnull=False).first().child_id
    url = path.replace("<int:tag_id>", str(tag)).replace("<str:kind>", "project")
    url = url.replace("<int:project_id>", "1").replace("<int:screen_id>", "1").replace("<int:plate_id>", "1")
    anna.get("groups/")  # who she is, is remembered
    with CaptureQueriesContext(connection) as queries:
        response = anna.get(url.replace("<int:object_id>", "1").replace("<int:share_id>", "1"))
    assert response.status_code in (200, 404)
    assert len(queries) <= 8, [query["sql"] for query in queries]


def test_every_address_is_for_people_who_are_signed_in():
    assert {route.policy for route in ROUTES} == {Policy.SIGNED_IN}
