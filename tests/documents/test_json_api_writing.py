"""The sentences of the JSON API document about making, deleting and linking (219 to 267, 360 to 385, 413, 414)."""

import pytest

from documents.claims import claim
from documents.collection import names
from micrographia.catalog.models import AnnotationLink, Dataset, DatasetImage, Project, ProjectDataset, Screen

ALL = {"canEdit": True, "canAnnotate": True, "canLink": True, "canDelete": True}


def made(response):
    assert response.status_code == 201, response.content
    return response.json()["data"]


def sample(group, owner, id_, name, description=""):
    """What making a container answers."""
    return {
        "id": id_,
        "name": name,
        "description": description,
        "owner": {"id": owner.pk},
        "group": {"id": group.pk},
        "childCount": 0,
        "permissions": ALL,
    }


# Projects


@claim(219)
def test_a_post_makes_a_project(api):
    new = made(api.post("projects/", {"name": "My new project"}))
    assert Project.objects.get(pk=new["id"]).name == "My new project"
    assert made(api.form("projects/", name="By a form"))["name"] == "By a form"


@claim(220)
@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "  "}, {"name": None}, {"description": "only"}])
def test_a_project_needs_a_name(api, body):
    response = api.post("projects/", body)
    assert (response.status_code, response.json()["message"]) == (400, "Missing required parameter: name")


@claim(221)
def test_the_group_of_a_project(api, all_of):
    assert made(api.post("projects/", {"name": "x", "group": all_of.den.pk}))["group"] == {"id": all_of.den.pk}
    assert made(api.post("projects/", {"name": "x"}))["group"] == {"id": all_of.lab.pk}
    refused = api.post("projects/", {"name": "x", "group": all_of.other.pk})
    assert (refused.status_code, refused.json()["message"]) == (403, f"Not a member of Group: {all_of.other.pk}")


@claim(222)
def test_the_description_of_a_project(api):
    assert made(api.post("projects/", {"name": "x", "description": "Testing this"}))["description"] == "Testing this"
    assert made(api.post("projects/", {"name": "x"}))["description"] == ""


@claim(223)
def test_a_new_project_is_201(api):
    response = api.post("projects/", {"name": "x"})
    assert response.status_code == 201
    assert response["Location"] == f"/api/projects/{response.json()['data']['id']}/"


@claim(224)
def test_what_making_a_project_answers(api, all_of):
    new = made(api.post("projects/", {"name": " My new project ", "description": "Testing this"}))
    assert new == sample(all_of.lab, all_of.will, new["id"], "My new project", "Testing this")


@claim(225)
def test_the_owner_is_who_makes_it(ola, all_of):
    assert made(ola.post("projects/", {"name": "x"}))["owner"] == {"id": all_of.ola.pk}


@claim(228)
def test_an_empty_post_deletes_a_project(api, all_of):
    assert api.client.post(f"/api/projects/{all_of.yeast.pk}").status_code == 204
    assert names(api.data("projects/")) == ["worms"]


@claim(229)
def test_deleting_a_project_is_204_without_a_body(api, all_of):
    response = api.delete(f"projects/{all_of.yeast.pk}")
    assert (response.status_code, response.content) == (204, b"")


@claim(230)
def test_a_deleted_project_is_gone(api, all_of):
    api.client.post(f"/api/projects/{all_of.yeast.pk}")
    assert api.get(f"projects/{all_of.yeast.pk}").status_code == 404
    assert api.client.post(f"/api/projects/{all_of.yeast.pk}").status_code == 404
    assert all_of.mitosis.pk in api.ids("datasets/", orphaned="true"), "its datasets stay"


# Datasets


@claim(239)
def test_a_post_makes_a_dataset(api):
    assert Dataset.objects.get(pk=made(api.post("datasets/", {"name": "New"}))["id"]).name == "New"


@claim(240)
def test_a_dataset_needs_a_name(api):
    assert api.post("datasets/", {}).status_code == 400


@claim(241)
def test_the_group_of_a_dataset(api, all_of):
    assert made(api.post("datasets/", {"name": "x", "group": all_of.den.pk}))["group"] == {"id": all_of.den.pk}


@claim(242)
def test_the_description_of_a_dataset(api):
    id_ = made(api.post("datasets/", {"name": "x", "description": "Description text"}))["id"]
    assert api.data(f"datasets/{id_}")["description"] == "Description text"


@claim(243)
def test_a_new_dataset_is_201(api):
    assert api.post("datasets/", {"name": "x"}).status_code == 201


@claim(244)
def test_what_making_a_dataset_answers(api, all_of):
    new = made(api.post("datasets/", {"name": "New dataset Name", "description": "Description text"}))
    assert new == sample(all_of.lab, all_of.will, new["id"], "New dataset Name", "Description text")


@claim(247)
def test_an_empty_post_deletes_a_dataset(api, all_of):
    assert api.client.post(f"/api/datasets/{all_of.mitosis.pk}").status_code == 204
    assert api.get(f"datasets/{all_of.mitosis.pk}").status_code == 404


@claim(248)
def test_deleting_a_dataset_is_204_without_a_body(api, all_of):
    response = api.client.post(f"/api/datasets/{all_of.mitosis.pk}")
    assert (response.status_code, response.content) == (204, b"")


@claim(253, 256)
@pytest.mark.parametrize("word", ["projects", "project"])
def test_a_post_makes_a_dataset_in_a_project(api, all_of, word):
    new = made(api.post(f"{word}/{all_of.worms.pk}/datasets/", {"name": "inside"}))
    assert new["id"] in api.ids("datasets/", project=all_of.worms.pk)


@claim(254)
def test_it_takes_what_making_a_dataset_takes(api, all_of):
    below = f"projects/{all_of.yeast.pk}/datasets/"
    new = made(api.post(below, {"name": "x", "description": "y", "group": all_of.lab.pk}))
    assert (new["name"], new["description"]) == ("x", "y")
    assert api.post(below, {}).status_code == 400
    assert api.post(below, {"name": "x", "group": all_of.den.pk}).status_code == 400


@claim(255)
def test_it_answers_like_making_a_dataset(api, all_of):
    new = made(api.post(f"projects/{all_of.yeast.pk}/datasets/", {"name": "inside"}))
    assert new == sample(all_of.lab, all_of.will, new["id"], "inside")


# Screens


@claim(262)
def test_a_post_makes_a_screen(api):
    assert Screen.objects.get(pk=made(api.post("screens/", {"name": "New"}))["id"]).name == "New"


@claim(263)
def test_a_screen_needs_a_name(api):
    assert api.post("screens/", {"name": ""}).status_code == 400


@claim(264)
def test_the_group_of_a_screen(api, all_of):
    assert made(api.post("screens/", {"name": "x", "group": str(all_of.den.pk)}))["group"] == {"id": all_of.den.pk}


@claim(265)
def test_the_description_of_a_screen(api):
    assert made(api.post("screens/", {"name": "x", "description": "Testing this"}))["description"] == "Testing this"


@claim(266)
def test_a_new_screen_is_201(api):
    assert api.form("screens/", name="x").status_code == 201


@claim(267)
def test_what_making_a_screen_answers(api, all_of):
    new = made(api.post("screens/", {"name": "My new screen", "description": "Testing this"}))
    assert new == sample(all_of.lab, all_of.will, new["id"], "My new screen", "Testing this")


# Links


def link(parent_type, parent, child_type, child):
    return {"parentType": parent_type, "parentId": parent.pk, "childType": child_type, "childId": child.pk}


def linked(api, *links):
    response = api.post("links/", {"links": list(links)})
    assert response.status_code == 200, response.content
    return response.json()["data"]


def unlinked(api, *links):
    response = api.delete("links/", {"links": list(links)})
    assert response.status_code == 200, response.content
    return response.json()["data"]


def there_and_back(api, pair):
    """Makes the link and removes it again."""
    (found,) = linked(api, pair)
    assert {key: found[key] for key in pair} == pair
    assert found not in unlinked(api, pair)
    again = api.delete("links/", {"links": [pair]})
    assert again.status_code == 404
    assert again.json()["message"].startswith("No link found for ")


@claim(360)
def test_project_and_dataset(api, all_of):
    there_and_back(api, link("project", all_of.yeast, "dataset", all_of.loose))


@claim(361)
def test_dataset_and_image(api, all_of):
    there_and_back(api, link("dataset", all_of.loose, "image", all_of.stray))


@claim(362)
def test_screen_and_plate(api, all_of):
    there_and_back(api, link("screen", all_of.screened, "plate", all_of.spare))


@claim(363)
def test_tag_set_and_tag(api, all_of):
    new = made(api.post("tags/", {"value": "new"}))
    pair = {"parentType": "tagset", "parentId": all_of.phases.pk, "childType": "tag", "childId": new["id"]}
    there_and_back(api, pair)
    wrong = {**pair, "parentId": all_of.control.pk}
    assert api.post("links/", {"links": [wrong]}).status_code == 404, "no tag set"


@claim(364)
def test_tag_and_tag(api, all_of):
    there_and_back(api, link("tag", all_of.control, "tag", all_of.ola_tag))


@claim(365)
def test_tag_and_project(api, all_of):
    there_and_back(api, link("project", all_of.worms, "tag", all_of.control))
    there_and_back(api, link("tag", all_of.control, "project", all_of.worms))


@claim(366)
def test_tag_and_dataset(api, all_of):
    there_and_back(api, link("dataset", all_of.shared, "tag", all_of.control))
    there_and_back(api, link("tag", all_of.control, "dataset", all_of.shared))


@claim(367)
def test_tag_and_image(api, all_of):
    there_and_back(api, link("tag", all_of.control, "image", all_of.more))


@claim(368)
def test_tag_and_screen(api, all_of):
    there_and_back(api, link("screen", all_of.copies, "tag", all_of.control))


@claim(369)
def test_tag_and_plate(api, all_of):
    there_and_back(api, link("tag", all_of.control, "plate", all_of.spare))


@claim(370)
def test_links_are_made_and_removed(api, all_of):
    (new,) = linked(api, link("dataset", all_of.loose, "image", all_of.stray))
    assert DatasetImage.objects.filter(pk=new["id"]).exists()
    unlinked(api, link("dataset", all_of.loose, "image", all_of.stray))
    assert not DatasetImage.objects.filter(pk=new["id"]).exists()


@claim(371)
def test_a_post_makes_links(api, all_of):
    response = api.post("links/", {"links": [link("project", all_of.yeast, "dataset", all_of.loose)]})
    assert response.status_code == 200


@claim(372)
def test_several_links_at_once(api, all_of):
    two = [
        link("project", all_of.yeast, "dataset", all_of.loose),
        link("dataset", all_of.loose, "image", all_of.stray),
    ]
    assert [each["parentType"] for each in linked(api, *two)] == ["project", "dataset"]


@claim(373)
@pytest.mark.parametrize("word", ["project", "dataset", "screen", "tag", "tagset"])
def test_types_of_parents(api, all_of, word):
    parents = {
        "project": all_of.yeast,
        "dataset": all_of.mitosis,
        "screen": all_of.screened,
        "tag": all_of.phases,
        "tagset": all_of.phases,
    }
    (found,) = linked(api, link(word, parents[word], "tag", all_of.ola_tag))
    assert found["parentType"] == word


@claim(374, 376)
def test_the_ids_of_both_ends(api, all_of):
    (found,) = linked(api, link("project", all_of.yeast, "dataset", all_of.loose))
    assert (found["parentId"], found["childId"]) == (all_of.yeast.pk, all_of.loose.pk)
    made_link = ProjectDataset.objects.get(pk=found["id"])
    assert (made_link.parent_id, made_link.child_id) == (all_of.yeast.pk, all_of.loose.pk)


@claim(375)
def test_types_of_children(api, all_of):
    pairs = [
        link("project", all_of.yeast, "dataset", all_of.loose),
        link("dataset", all_of.loose, "image", all_of.stray),
        link("screen", all_of.screened, "plate", all_of.spare),
        link("tag", all_of.control, "tag", all_of.ola_tag),
    ]
    assert [each["childType"] for each in linked(api, *pairs)] == ["dataset", "image", "plate", "tag"]


@claim(377, 378)
def test_the_example(api, all_of):
    body = {
        "links": [
            {
                "parentType": "project",
                "parentId": all_of.yeast.pk,
                "childType": "dataset",
                "childId": all_of.loose.pk,
            },
            {
                "parentType": "tagset",
                "parentId": all_of.phases.pk,
                "childType": "tag",
                "childId": all_of.control.pk,
            },
        ]
    }
    data = api.post("links/", body).json()["data"]
    first = ProjectDataset.objects.get(parent=all_of.yeast, child=all_of.loose).pk
    second = AnnotationLink.objects.get(tag=all_of.phases, child=all_of.control).pk
    assert data == [{"id": first, **body["links"][0]}, {"id": second, **body["links"][1]}]


@claim(379)
@pytest.mark.parametrize("key", ["parentType", "childType"])
@pytest.mark.parametrize("word", ["fileset", "Project", "projects", "", 7])
def test_another_type_is_400(api, all_of, key, word):
    pair = link("project", all_of.yeast, "dataset", all_of.loose)
    assert api.post("links/", {"links": [{**pair, key: word}]}).status_code == 400
    assert api.post("links/", {"links": [link("project", all_of.yeast, "image", all_of.stray)]}).status_code == 400


@claim(380)
def test_the_child_is_then_listed(api, all_of):
    linked(api, link("project", all_of.yeast, "dataset", all_of.loose))
    assert names(api.data("datasets/", project=all_of.yeast.pk)) == ["loose", "mitosis", "shared"]


@claim(381)
def test_a_delete_removes_links(api, all_of):
    unlinked(api, link("dataset", all_of.mitosis, "image", all_of.more))
    assert names(api.data("images/", dataset=all_of.mitosis.pk)) == ["cells"]


@claim(382)
def test_both_forms_of_the_body_remove(api, all_of):
    unlinked(api, link("dataset", all_of.mitosis, "image", all_of.more))
    response = api.delete("links/", {"dataset": {str(all_of.mitosis.pk): {"image": [all_of.cells.pk]}}})
    assert response.status_code == 200
    assert api.data("images/", dataset=all_of.mitosis.pk) == []


@claim(383, 385)
def test_the_answer_is_what_remains_on_the_children(api, all_of):
    remaining = DatasetImage.objects.get(parent=all_of.shared, child=all_of.cells).pk
    assert unlinked(api, link("dataset", all_of.mitosis, "image", all_of.cells)) == [
        {"id": remaining, **link("dataset", all_of.shared, "image", all_of.cells)}
    ]


@claim(384)
def test_an_empty_list_means_orphans(api, all_of):
    assert unlinked(api, link("dataset", all_of.mitosis, "image", all_of.more)) == []
    assert all_of.more.pk in api.ids("images/", orphaned="true")


@claim(413)
def test_the_nested_form(api, all_of):
    images = [all_of.stray.pk, all_of.more.pk]
    body = {"dataset": {str(all_of.loose.pk): {"image": images}}, "orphaned": {"1": {"image": [1]}}}
    answer = api.post("links/", body).json()
    assert answer["success"] is True
    assert [(each["parentId"], each["childId"]) for each in answer["data"]] == [
        (all_of.loose.pk, image) for image in images
    ]
    removed = api.delete("links/", body).json()
    assert removed["dataset"] == {str(all_of.mitosis.pk): {"image": [all_of.more.pk]}}
    assert [each["parentId"] for each in removed["data"]] == [all_of.mitosis.pk]


@claim(414)
@pytest.mark.parametrize("query", ["ids={0},{1}", "ids={0}&ids={1}", "id={0},{1}"])
def test_tags_are_deleted_by_ids(api, all_of, query):
    tags = query.format(all_of.control.pk, all_of.ola_tag.pk)
    assert api.client.delete(f"/api/tags/?{tags}").status_code == 204
    assert api.ids("tags/") == [all_of.phases.pk]
