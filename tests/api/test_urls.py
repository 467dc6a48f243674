import re

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
from micrographia.catalog.models import AnnotationLink, Image, Plate, Project, Screen, Share
from micrographia.web.policy import Policy
from sign_in_people import PASSWORD

pytestmark = pytest.mark.django_db

LISTS = sorted(
    {route.path for route in ROUTES if route.methods == "GET" and "meta" in route.answers[0].schema["properties"]}
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
    tag = AnnotationLink.objects.filter(tag__isnull=False).first().child_id
    image = Image.objects.first()
    share = Share.objects.create(owner=image.owner, group=image.group)
    if path.startswith("shares"):
        share.items.create(image=image)
    ids = {
        "tag_id": tag,
        "object_type": "image",
        "object_id": image.pk,
        "project_id": Project.objects.first().pk,
        "screen_id": Screen.objects.first().pk,
        "plate_id": Plate.objects.first().pk,
        "share_id": share.pk,
        "discussion_id": share.pk,
    }
    url = re.sub(r"<\w+:(\w+)>", lambda place: str(ids[place[1]]), path)
    anna.get("groups/")  # who she is, is remembered
    with CaptureQueriesContext(connection) as queries:
        response = anna.get(url, tag=tag)
    assert response.status_code == 200, response.content
    assert len(queries) <= 8, [query["sql"] for query in queries]


def test_every_address_is_for_people_who_are_signed_in():
    assert {route.policy for route in ROUTES} == {Policy.SIGNED_IN}
