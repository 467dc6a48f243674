"""Rules of making and deleting that the document leaves open (reference json-api.md §4, §5)."""

import pytest

from api_people import Asker
from catalog_world import make_dataset, make_group, make_image, make_project, make_user
from micrographia.accounts.models import Session
from micrographia.catalog.models import Dataset, Project
from sign_in_people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("name=new", "application/x-www-form-urlencoded"),
        ('{"name": "new"}', "application/json"),
        ("something", "text/plain"),
        ("[1]", "application/json"),
    ],
)
def test_a_post_that_says_something_deletes_nothing(api, anna, lab, body, content_type):
    project = make_project(anna, lab)
    response = api.client.post(f"/api/projects/{project.pk}/", body, content_type=content_type)
    assert (response.status_code, response.json()["message"]) == (405, f"Use DELETE to delete Project {project.pk}")
    assert response["Allow"] == "GET, HEAD, POST, DELETE, OPTIONS"
    assert api.get(f"projects/{project.pk}").status_code == 200


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("", "application/x-www-form-urlencoded"),
        ("", "application/json"),
        ("{}", "application/json"),
        ("csrfmiddlewaretoken=abc", "application/x-www-form-urlencoded"),
        ("_method=DELETE", "application/x-www-form-urlencoded"),
        ('{"_method": "DELETE"}', "application/json"),
    ],
)
def test_a_post_that_says_nothing_or_delete_deletes(api, anna, lab, body, content_type):
    project = make_project(anna, lab)
    assert api.client.post(f"/api/projects/{project.pk}/", body, content_type=content_type).status_code == 204
    assert api.get(f"projects/{project.pk}").status_code == 404


def test_the_header_says_delete_too(api, anna, lab):
    dataset = make_dataset(anna, lab)
    url = f"/api/datasets/{dataset.pk}/"
    response = api.client.post(url, {"name": "x"}, headers={"X-HTTP-Method-Override": "DELETE"})
    assert response.status_code == 204


def test_deleting_by_post_can_be_switched_off(api, anna, lab, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"api_post_deletes": False})
    project = make_project(anna, lab)
    response = api.client.post(f"/api/projects/{project.pk}/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, DELETE, OPTIONS")
    assert api.get(f"projects/{project.pk}").status_code == 200


def test_readable_but_not_hers_is_403_and_hidden_is_404(api, berta, lab):
    theirs = make_project(berta, lab)
    hidden = make_project(berta, make_group("elsewhere"))
    refused = api.delete(f"projects/{theirs.pk}")
    assert (refused.status_code, refused.json()) == (403, {"message": f"Cannot delete Project {theirs.pk}"})
    missing = api.delete(f"projects/{hidden.pk}")
    assert (missing.status_code, missing.json()) == (404, {"message": f"Project {hidden.pk} not found"})
    assert Project.objects.filter(deleted=None).count() == 2


def test_images_cannot_be_deleted(api, anna, lab):
    response = api.delete(f"images/{make_image(anna, lab).pk}/")
    assert (response.status_code, response.json()) == (405, {"message": "Method not allowed"})
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_nothing_is_made_in_a_project_one_may_not_change(api, berta, lab):
    theirs = make_project(berta, lab)
    assert api.post(f"projects/{theirs.pk}/datasets/", {"name": "x"}).status_code == 403
    assert not Dataset.objects.exists()


@pytest.mark.parametrize("body", [{"name": 7}, {"name": ["x"]}, {"name": "x" * 256}, {"name": "a\0b"}, {"name": True}])
def test_names_that_are_no_names(api, body):
    response = api.post("projects/", body)
    assert response.status_code == 400
    assert (response.json()["message"], response.json()["parameter"]) == ("Invalid parameter value", "name")


def test_the_group_may_stand_in_the_query_string_and_the_body_wins(api, anna, lab):
    second = make_group("second")
    anna.memberships.create(group=second, position=9)
    assert api.post(f"projects/?group={second.pk}", {"name": "x"}).json()["data"]["group"] == {"id": second.pk}
    both = api.post(f"projects/?group={second.pk}", {"name": "x", "group": lab.pk})
    assert both.json()["data"]["group"] == {"id": lab.pk}


def test_the_active_group_of_the_session_comes_before_the_default_group(anna, lab):
    from django.test import Client

    second = make_group("second")
    anna.memberships.create(group=second, position=9)
    browser = Client()
    browser.post("/api/v0/login/", {"username": "anna", "password": PASSWORD, "server": "1"})
    Session.objects.update(active_group=second)
    new = browser.post("/api/projects/", {"name": "x"}).json()["data"]
    assert new["group"] == {"id": second.pk}


def test_an_administrator_names_a_group_that_is_not_there(db):
    make_user("boss", admin=True, password=PASSWORD)
    response = Asker("boss").post("projects/", {"name": "x", "group": 999999})
    assert (response.status_code, response.json()) == (404, {"message": "Group 999999 not found"})


def test_a_foreign_group_is_refused_whether_or_not_it_exists(api):
    other = make_group("other")
    for group in (other.pk, 999999):
        response = api.get("projects/", group=group)
        assert (response.status_code, response.json()) == (403, {"message": f"Not a member of Group: {group}"})


def test_a_slash_at_the_end_is_left_to_the_asker(api):
    assert api.client.post("/api/projects", {"name": "x"}).status_code == 201
    assert api.client.get("/api/projects").json() == api.client.get("/api/projects/").json()


def test_an_unknown_address_is_json(api):
    response = api.get("galaxies/")
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")


def test_a_browser_needs_its_token(anna):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    token = browser.get("/api/v0/token/").json()["data"]
    form = {"username": "anna", "password": PASSWORD, "server": "1"}
    browser.post("/api/v0/login/", form, headers={"X-CSRFToken": token})
    refused = browser.post("/api/projects/", {"name": "x"})
    assert refused.status_code == 403
    assert refused.json()["message"].startswith("CSRF Failed: ")
    assert browser.post("/api/projects/", {"name": "x"}, headers={"X-CSRFToken": token}).status_code == 201
