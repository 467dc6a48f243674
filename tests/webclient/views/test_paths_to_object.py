import pytest
from django.test import Client

from catalog_world import make_dataset, make_image, make_plate, make_roi, make_screen, make_tag, make_user
from micrographia.catalog.models import DatasetImage, WellField
from sign_in_people import basic


def told(name="anna", **query):
    response = Client(headers=basic(name)).get("/webclient/api/paths_to_object/", query)
    assert response.status_code == 200, response.content
    return response.json()["paths"]


def step(kind, thing, **more):
    return {"type": kind, "id": thing.pk, **more}


def test_an_image_in_a_dataset_with_its_place_in_a_long_one(anna, group, project):
    dataset = make_dataset(anna, group, "Samples", project=project)
    images = [make_image(anna, group, name, dataset=dataset) for name in ("a", "b", "c")]
    above = [step("experimenter", anna), step("project", project)]
    assert told(image=images[2].pk) == [[*above, step("dataset", dataset, childCount=3), step("image", images[2])]]
    long = step("dataset", dataset, childCount=3, childIndex=2, childPage=2)
    assert told(image=images[2].pk, page_size=2) == [[*above, long, step("image", images[2])]]


def test_only_paths_through_what_is_named_besides(anna, group):
    one, other = (make_dataset(anna, group, name) for name in ("one", "other"))
    image = make_image(anna, group, dataset=one)
    DatasetImage.objects.create(owner=anna, group=group, parent=other, child=image)
    assert len(told(image=image.pk)) == 2
    assert [path[1]["id"] for path in told(image=image.pk, dataset=other.pk)] == [other.pk]
    assert told(image=image.pk, group=group.pk + 1) == []
    assert told(image=image.pk, experimenter=anna.pk + 1) == []


def test_an_image_in_a_well_once_for_each_field(anna, group):
    screen = make_screen(anna, group)
    plate = make_plate(anna, group, screen=screen, wells=1)
    field, run, well = WellField.objects.get(), plate.runs.get(), plate.wells.get()
    expected = [
        step("experimenter", anna),
        step("screen", screen),
        step("plate", plate),
        step("acquisition", run),
        step("well", well),
        step("wellsample", field),
        step("image", field.image),
    ]
    assert told(image=field.image_id) == [expected]
    assert told(well=well.pk) == [expected[:5]]
    assert told(acquisition=run.pk) == told(run=run.pk) == [expected[:4]]


def test_a_region_and_a_shape_mean_their_image(anna, group):
    image = make_image(anna, group)
    roi = make_roi(anna, image)
    expected = told(image=image.pk)
    orphaned = {"type": "orphaned", "id": anna.pk, "childCount": 1}
    assert expected == [[step("experimenter", anna), orphaned, step("image", image)]]
    assert told(roi=roi.pk) == told(shape=roi.shapes.get().pk) == expected
    assert told(roi=999) == told(shape=999) == []


def test_a_tag_that_is_loose(anna, group):
    tag = make_tag(anna, group)
    assert told(tag=tag.pk) == [[step("experimenter", anna), step("tag", tag)]]


def test_what_is_hidden_is_not_there(anna, group):
    make_user("other", password="x")
    image = make_image(anna, group)
    assert told(image=image.pk) != []
    assert told(image=999_999) == told() == []


@pytest.mark.parametrize("query", [{"image": "x"}, {"page_size": "0"}])
def test_what_cannot_be_read_is_refused_in_plain_text(anna, query):
    response = Client(headers=basic("anna")).get("/webclient/api/paths_to_object/", query)
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert next(iter(query)) in response.content.decode()


def test_nobody_is_sent_to_the_login_page_and_scripts_are_told(client, db):
    path = "/webclient/api/paths_to_object/?image=1"
    assert client.get(path).status_code == 302
    assert client.get(path, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
