import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog_world import make_dataset, make_group, make_image, make_project
from micrographia.catalog.models import Deletion, Image
from picture_world import make_picture


def data(asker, path, **query):
    response = asker.get(path, **query)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json"), response.content
    return orjson.loads(response.content)


def test_projects_by_name(lab, owner, outsider):
    second = make_project(lab.owner, lab.group, "alpha")
    assert data(owner, "proj/list/") == [
        {"id": second.pk, "name": "alpha", "description": ""},
        {"id": lab.project.pk, "name": "Project", "description": ""},
    ]
    assert data(outsider, "proj/list/") == []


def test_details(lab, owner):
    lab.project.description = "Cells"
    lab.project.save()
    assert data(owner, f"proj/{lab.project.pk}/detail/") == {
        "type": "Project",
        "id": lab.project.pk,
        "name": "Project",
        "description": "Cells",
    }
    assert data(owner, f"dataset/{lab.dataset.pk}/detail/")["type"] == "Dataset"


def test_the_datasets_of_a_project(lab, owner, member):
    empty = make_dataset(lab.owner, lab.group, "an empty one", project=lab.project)
    found = [
        {"type": "Dataset", "id": empty.pk, "name": "an empty one", "description": "", "child_count": 0},
        {"type": "Dataset", "id": lab.dataset.pk, "name": "Dataset", "description": "", "child_count": 1},
    ]
    assert data(owner, f"proj/{lab.project.pk}/children/") == found
    assert data(member, f"proj/{lab.project.pk}/children/") == found
    lab.image.dataset_links.update(deleted=Deletion.objects.create(kind="image", root=lab.image.pk))
    assert data(owner, f"proj/{lab.project.pk}/children/")[1]["child_count"] == 0


def test_a_project_that_is_not_there_has_no_children(lab, owner):
    assert data(owner, "proj/77777/children/") == []


@pytest.mark.parametrize("path", ["proj/77777/detail/", "dataset/77777/detail/", "dataset/77777/children/"])
def test_what_is_not_there(lab, owner, path):
    response = owner.get(path)
    assert response.status_code == 404
    assert "77777 not found" in orjson.loads(response.content)["message"]


def test_the_images_of_a_dataset(lab, owner, tmp_path):
    slide = make_picture(lab.owner, lab.group, tmp_path, "sizeX=4000 sizeY=4000", name="a slide", statistics=False)
    slide.dataset_links.create(owner=lab.owner, group=lab.group, parent=lab.dataset)
    Image.objects.filter(pk=slide.pk).update(acquired="2020-02-03T04:05:06Z")
    first, second = data(owner, f"dataset/{lab.dataset.pk}/children/", tiled="1")
    assert first == {
        "type": "Image",
        "id": slide.pk,
        "name": "a slide",
        "description": "",
        "author": "Owner Example",
        "date": 1580702706.0,
        "thumb_url": f"/webgateway/render_thumbnail/{slide.pk}/",
        "size": {"width": 4000, "height": 4000},
        "tiled": True,
    }
    assert (second["id"], second["tiled"], second["size"]) == (lab.image.pk, False, {"width": 64, "height": 48})
    assert "tiled" not in data(owner, f"dataset/{lab.dataset.pk}/children/")[0]


def test_the_number_of_queries_does_not_grow(lab, owner):
    path = f"dataset/{lab.dataset.pk}/children/"
    before = queries_of(owner, path)
    for number in range(5):
        make_image(lab.owner, lab.group, f"image {number}", dataset=lab.dataset)
    assert queries_of(owner, path) == before
    assert len(data(owner, path)) == 6


def queries_of(asker, path):
    data(asker, path)  # whoever asks is remembered from now on
    with CaptureQueriesContext(connection) as captured:
        data(asker, path)
    return len(captured)


def test_callbacks(lab, owner):
    assert owner.get("proj/list/", callback="f").content.startswith(b"f([")


def test_a_private_group_shows_each_their_own(lab, member):
    private = make_group("private", "rw----")
    for person in (lab.owner, lab.member):
        person.memberships.create(group=private, position=9)
    dataset = make_dataset(lab.member, private, "mine", project=make_project(lab.member, private, "mine too"))
    make_image(lab.member, private, dataset=dataset)
    make_project(lab.owner, private, "not mine")
    assert [project["name"] for project in data(member, "proj/list/")] == ["mine too", "Project"]
