from datetime import UTC, datetime

import pytest
from django.test import Client

from catalog_world import attach, join, make_dataset, make_image, make_plate, make_tag, make_user
from micrographia.catalog.models import RATING, Annotation, AnnotationKind, AnnotationLink, OriginalFile
from sign_in_people import PASSWORD, basic


def told(name="anna", **query):
    response = Client(headers=basic(name)).get("/webclient/api/annotations/", query)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def image(anna, group, project):
    return make_image(anna, group, "cells", dataset=make_dataset(anna, group, "Samples", project=project))


def annotate(thing, kind, **values):
    row = Annotation.objects.create(owner=thing.owner, group=thing.group, kind=kind, **values)
    attach(row, thing)
    return row


ALLOWED = {"canEdit": True, "canAnnotate": True, "canLink": True, "canDelete": True}


def test_an_annotation_with_its_link(anna, image):
    row = annotate(image, AnnotationKind.MAP, pairs=[["gene", "cdc2"], ["gene", "wee1"]], namespace="lab")
    when = datetime(2015, 10, 22, 11, 57, 6, tzinfo=UTC)
    Annotation.objects.update(created=when)
    AnnotationLink.objects.update(created=when)
    assert told(image=image.pk) == {
        "annotations": [
            {
                "id": row.pk,
                "class": "MapAnnotationI",
                "ns": "lab",
                "description": None,
                "owner": {"id": anna.pk},
                "date": "2015-10-22T11:57:06Z",
                "permissions": ALLOWED,
                "values": [["gene", "cdc2"], ["gene", "wee1"]],
                "link": {
                    "id": row.links.get().pk,
                    "owner": {"id": anna.pk},
                    "date": "2015-10-22T11:57:06Z",
                    "permissions": ALLOWED,
                    "parent": {"id": image.pk, "class": "ImageI", "name": "cells"},
                },
            }
        ],
        "experimenters": [{"id": anna.pk, "omeName": "anna", "firstName": "Anna", "lastName": "Example"}],
    }


VALUES = [
    (AnnotationKind.TAG, {"text": "Control"}, "TagAnnotationI", {"textValue": "Control"}, "tag"),
    (AnnotationKind.COMMENT, {"text": "Look"}, "CommentAnnotationI", {"textValue": "Look"}, "comment"),
    (AnnotationKind.LONG, {"long": 4, "namespace": RATING}, "LongAnnotationI", {"longValue": 4}, "rating"),
    (AnnotationKind.LONG, {"long": 4}, "LongAnnotationI", {"longValue": 4}, "custom"),
    (AnnotationKind.DOUBLE, {"double": 0.5}, "DoubleAnnotationI", {"doubleValue": 0.5}, "custom"),
    (AnnotationKind.BOOLEAN, {"boolean": True}, "BooleanAnnotationI", {"boolValue": True}, "custom"),
    (AnnotationKind.TERM, {"text": "GO:1"}, "TermAnnotationI", {"termValue": "GO:1"}, "custom"),
    (AnnotationKind.XML, {"text": "<a/>"}, "XmlAnnotationI", {"textValue": "<a/>"}, "custom"),
    (
        AnnotationKind.TIMESTAMP,
        {"timestamp": datetime(2016, 3, 22, tzinfo=UTC)},
        "TimestampAnnotationI",
        {"timeValue": "2016-03-22T00:00:00Z"},
        "custom",
    ),
]


@pytest.mark.parametrize(("kind", "values", "class_", "expected", "sort"), VALUES)
def test_values_by_kind_and_sort(image, kind, values, class_, expected, sort):
    annotate(image, kind, **values)
    annotate(image, AnnotationKind.MAP, pairs=[])
    (entry,) = told(image=image.pk, type=sort)["annotations"]
    assert entry["class"] == class_
    assert {key: entry[key] for key in expected} == expected
    assert [each["class"] for each in told(image=image.pk, type="map")["annotations"]] == ["MapAnnotationI"]


def test_a_file(anna, group, image):
    file = OriginalFile.objects.create(
        owner=anna, group=group, key="7", name="notes.txt", size=12, mimetype="text/plain"
    )
    annotate(image, AnnotationKind.FILE, file=file)
    (entry,) = told(image=image.pk, type="file")["annotations"]
    assert entry["file"] == {"id": file.pk, "name": "notes.txt", "size": 12, "path": "", "mimetype": "text/plain"}


def test_several_things_a_namespace_and_pages(anna, group, image):
    plate = make_plate(anna, group, wells=1)
    things = [image, make_image(anna, group), plate, plate.runs.get(), plate.wells.get()]
    for number, thing in enumerate(things):
        annotate(thing, AnnotationKind.COMMENT, text=str(number), namespace="odd" if number % 2 else "even")

    def texts(**query):
        query = {"image": [things[0].pk, things[1].pk], "plate": plate.pk, "run": things[3].pk, **query}
        return [each["textValue"] for each in told(**query)["annotations"]]

    assert texts() == ["0", "1", "2", "3"]
    assert texts(well=things[4].pk) == ["0", "1", "2", "3", "4"]
    assert texts(ns="odd") == ["1", "3"]
    assert texts(limit=3, page=2) == ["3"]
    parents = [each["link"]["parent"] for each in told(plate=plate.pk, acquisition=things[3].pk)["annotations"]]
    assert [parent["class"] for parent in parents] == ["PlateI", "PlateAcquisitionI"]


def test_what_hangs_on_the_containers_above(image, project):
    annotate(project, AnnotationKind.COMMENT, text="of the project")
    found = told(image=image.pk, parents="true")
    assert found["annotations"] == []
    assert [each["textValue"] for each in found["parents"]["annotations"]] == ["of the project"]
    (above,) = found["parents"]["lineage"]["ImageI"].values()
    assert [(each["class"], each["name"]) for each in above] == [("ProjectI", project.name), ("DatasetI", "Samples")]


def test_two_people_who_attached_one_tag_are_two_entries(anna, group, image):
    ben = make_user("ben", password=PASSWORD)
    join(ben, group)
    tag = make_tag(anna, group)
    for owner in (anna, ben):
        attach(tag, image, owner)
    found = told(image=image.pk)
    assert [each["link"]["owner"]["id"] for each in found["annotations"]] == [anna.pk, ben.pk]
    assert [each["omeName"] for each in found["experimenters"]] == ["anna", "ben"]


def test_nothing_hangs_on_what_is_not_there(image):
    annotate(image, AnnotationKind.COMMENT, text="x")
    make_user("outsider", password=PASSWORD)
    assert told("outsider", image=image.pk) == told(image=999_999) == {"annotations": [], "experimenters": []}
    assert told() == {"annotations": [], "experimenters": []}


def test_a_sort_that_is_none(anna):
    response = Client(headers=basic("anna")).get("/webclient/api/annotations/", {"type": "x"})
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "type should be one of tag, comment, file, map, rating, custom" in response.content.decode()
