"""Rules of links: all or none, rights, what is no error (reference json-api.md §6; decisions.md B36, C21)."""

import pytest

from catalog_world import attach, make_dataset, make_group, make_image, make_project, make_tag
from micrographia.catalog.models import AnnotationLink, DatasetImage, ProjectDataset

pytestmark = pytest.mark.django_db


def link(parent_type, parent, child_type, child):
    return {"parentType": parent_type, "parentId": parent, "childType": child_type, "childId": child}


def test_a_link_that_is_there_is_answered_by_its_id(api, anna, lab):
    project = make_project(anna, lab)
    wanted = link("project", project.pk, "dataset", make_dataset(anna, lab, project=project).pk)
    (found,) = api.post("links/", {"links": [wanted]}).json()["data"]
    assert found == {"id": ProjectDataset.objects.get().pk, **wanted}


@pytest.mark.parametrize(
    ("parent_type", "parent", "child_type", "status"),
    [("project", 999999, "dataset", 404), ("project", None, "image", 400), ("galaxy", None, "dataset", 400)],
)
def test_nothing_is_made_unless_everything_can_be(api, anna, lab, parent_type, parent, child_type, status):
    project, dataset, image = make_project(anna, lab), make_dataset(anna, lab), make_image(anna, lab)
    child = image if child_type == "image" else dataset
    wrong = link(parent_type, parent or project.pk, child_type, child.pk)
    response = api.post("links/", {"links": [link("project", project.pk, "dataset", dataset.pk), wrong]})
    assert response.status_code == status
    assert not ProjectDataset.objects.exists()


def test_linking_needs_the_right_on_both_ends(api, anna, berta, lab):
    theirs, mine, tag = make_project(berta, lab), make_dataset(anna, lab), make_tag(anna, lab)
    assert api.post("links/", {"links": [link("project", theirs.pk, "dataset", mine.pk)]}).status_code == 403
    assert api.post("links/", {"links": [link("project", theirs.pk, "tag", tag.pk)]}).status_code == 200


def test_ends_in_different_groups_are_refused(api, anna, lab):
    second = make_group("second")
    anna.memberships.create(group=second, position=9)
    pair = link("project", make_project(anna, lab).pk, "dataset", make_dataset(anna, second).pk)
    assert api.post("links/", {"links": [pair]}).status_code == 400


def test_hidden_ends_are_named_as_absent_ones(api, berta):
    hidden = make_project(berta, make_group("elsewhere"))
    for id_ in (hidden.pk, 999999):
        response = api.post("links/", {"links": [link("project", id_, "dataset", 1)]})
        assert (response.status_code, response.json()) == (404, {"message": f"Project {id_} not found"})


def test_who_tags_what_somebody_tagged_has_a_link_of_her_own(api, berta, lab):
    image, tag = make_image(berta, lab), make_tag(berta, lab)
    theirs = attach(tag, image)
    pair = link("tag", tag.pk, "image", image.pk)
    (mine,) = api.post("links/", {"links": [pair]}).json()["data"]
    assert mine["id"] != theirs.pk
    assert api.delete("links/", {"links": [pair]}).json()["data"] == [{"id": theirs.pk, **pair}], "hers goes first"
    assert api.delete("links/", {"links": [pair]}).status_code == 403
    assert AnnotationLink.objects.get() == theirs


def test_a_link_that_is_not_there_removes_nothing(api, anna, lab):
    dataset = make_dataset(anna, lab)
    inside, outside = make_image(anna, lab, "a", dataset=dataset), make_image(anna, lab, "b")
    pairs = [link("dataset", dataset.pk, "image", image.pk) for image in (inside, outside)]
    response = api.delete("links/", {"links": pairs})
    assert response.status_code == 404
    assert response.json()["message"] == f"No link found for dataset-{dataset.pk} to image-{outside.pk}"
    assert DatasetImage.objects.count() == 1


def test_the_nested_form_passes_over_what_was_not_linked(api, anna, lab):
    dataset = make_dataset(anna, lab)
    inside, outside = make_image(anna, lab, "a", dataset=dataset), make_image(anna, lab, "b")
    nested = {"dataset": {str(dataset.pk): {"image": [inside.pk, outside.pk, 999999]}}}
    assert api.delete("links/", nested).json() == {"success": True, "data": []}
    assert api.delete("links/", nested).status_code == 404


def test_the_header_turns_a_post_into_a_removal(api, anna, lab):
    dataset = make_dataset(anna, lab)
    body = {"links": [link("dataset", dataset.pk, "image", make_image(anna, lab, dataset=dataset).pk)]}
    header = {"X-HTTP-Method-Override": "DELETE"}
    response = api.client.post("/api/links/", body, content_type="application/json", headers=header)
    assert response.json() == {"data": []}
    assert not DatasetImage.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"links": {}},
        {"links": [7]},
        {"links": [{}]},
        {"links": [link("project", "x", "dataset", 1)]},
        {"links": [link("project", 1.5, "dataset", 1)]},
        {"links": [link("project", True, "dataset", 1)]},
        {"dataset": []},
        {"dataset": {"x": {"image": [1]}}},
        {"dataset": {"1": {"image": 1}}},
        {"dataset": {"1": {"image": ["x"]}}},
        {"galaxy": {"1": {"image": [1]}}},
    ],
)
@pytest.mark.parametrize("method", ["post", "delete"])
def test_bodies_that_cannot_be_read(api, body, method):
    assert getattr(api, method)("links/", body).status_code == 400


def test_a_form_is_no_list_of_links_and_other_methods_are_refused(api):
    assert api.form("links/", links="[]").status_code == 400
    response = api.get("links/")
    assert (response.status_code, response["Allow"]) == (405, "POST, DELETE, OPTIONS")
