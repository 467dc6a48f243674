"""The sentences of the JSON API document about paging, errors, people, containers and paths (165 to 311)."""

import pytest

from catalog_world import make_dataset, make_image, make_project
from documents.claims import claim
from documents.collection import names
from micrographia.catalog.models import DatasetImage, Image, Project, ProjectDataset, Run, ScreenPlate, WellField

ALL = {"canEdit": True, "canAnnotate": True, "canLink": True, "canDelete": True}
ANNOTATE = {"canEdit": False, "canAnnotate": True, "canLink": False, "canDelete": False}


# Overview, pagination


@claim(165)
def test_the_api_lives_below_api(api):
    assert api.client.get("/api/projects/").status_code == 200


@claim(166)
def test_lists_are_paged_by_default(api, all_of, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"page_size": 2})
    assert names(api.data("images/")) == ["cells", "more"]
    for path in ("groups/", "datasets/", f"paths/image/{all_of.cells.pk}/", "tags/"):
        assert len(api.data(path)) == 2, path


@claim(167)
def test_the_default_is_page_one(api):
    assert names(api.data("images/", limit=2)) == ["cells", "more"]
    assert api.get("images/", limit=2).json()["meta"]["page"] == 1


@claim(168)
def test_pages_count_from_one(api):
    assert names(api.data("images/", limit=2, page=2)) == ["stray", "tray well 0 field 0"]


@claim(169)
def test_page_0_gives_everything(api, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"page_size": 2})
    assert len(api.data("images/", page=0)) == 5
    assert len(api.data("images/", page=0, limit=2)) == 5


@claim(170)
def test_limit_is_the_size_of_a_page(api):
    assert len(api.data("images/", limit=3)) == 3


@claim(171)
def test_the_default_size_of_a_page_is_a_setting(api, all_of, settings):
    for number in range(100):
        make_project(all_of.will, all_of.lab, f"many {number}")
    assert api.get("projects/").json()["meta"]["limit"] == 200
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"page_size": 100})
    assert len(api.data("projects/")) == 100
    assert len(api.data("projects/", page=2)) == 2


@claim(172)
def test_pages_do_not_overlap_and_are_the_whole_list(api):
    pages = [names(api.data("images/", limit=2, page=page)) for page in (1, 2, 3, 4)]
    assert pages == [["cells", "more"], ["stray", "tray well 0 field 0"], ["tray well 1 field 0"], []]


# Errors


@claim(173)
@pytest.mark.parametrize("query", ["page=x", "limit=-1", "owner=", "group=1.5", "orphaned=perhaps", "embed=nonsense"])
def test_an_invalid_value_is_400(api, query):
    assert api.client.get(f"/api/images/?{query}").status_code == 400


@claim(174)
@pytest.mark.parametrize("body", ["{", "[]", "7", '{"name": }'])
def test_invalid_json_is_400(api, body):
    assert api.post("projects/", body).status_code == 400


@claim(175)
def test_the_body_of_a_400(api):
    bad = api.get("images/", limit="x").json()
    assert (bad["message"], bad["parameter"]) == ("Invalid parameter value", "limit")
    assert api.post("links/", "{").json()["message"] == "Invalid parameter value"


@claim(176, 177)
def test_what_is_unforeseen_is_500_in_json_with_the_error(api, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("micrographia.accounts.directory.groups", fail)
    response = api.get("groups/")
    assert response.status_code == 500
    assert response.json() == {"message": "Something went wrong in the server (ZeroDivisionError)"}


# Groups


@claim(178)
def test_the_list_of_groups(api):
    assert api.get("groups/").status_code == 200
    assert isinstance(api.data("groups/"), list)


@claim(179)
def test_all_groups_of_the_server(api, max_):
    assert names(api.data("groups/")) == ["den", "guest", "Lab", "other", "system"]
    assert names(max_.data("groups/")) == ["den", "guest", "Lab", "other", "system"]


@claim(180)
def test_groups_of_a_member(api, all_of):
    assert names(api.data("groups/", member=all_of.ola.pk)) == ["Lab"]
    assert names(api.data("groups/", member=all_of.will.pk)) == ["den", "Lab"]


@claim(181)
def test_groups_of_an_owner(api, all_of):
    assert names(api.data("groups/", owner=all_of.will.pk)) == ["den", "Lab"]
    assert names(api.data("groups/", owner=all_of.ola.pk)) == []


@claim(182)
def test_a_group(api, all_of):
    assert api.data("groups/", owner=all_of.will.pk)[1] == {"id": all_of.lab.pk, "name": "Lab", "perm": "rwra--"}


@claim(183)
def test_perm_has_six_letters(api):
    assert [group["perm"] for group in api.data("groups/")] == ["rw----", "rw----", "rwra--", "rwr---", "rw----"]


# People


@claim(184)
def test_the_list_of_experimenters(api):
    assert api.get("experimenters/").status_code == 200


@claim(185)
def test_all_experimenters_one_may_know(api, boss, max_):
    def people(reader):
        return [person["omeName"] for person in reader.data("experimenters/")]

    assert people(boss) == ["boss", "guest", "max", "ola", "root", "will"]
    assert people(api) == ["ola", "will"]
    assert people(max_) == ["max"]


@claim(186)
def test_members_of_a_group(api, boss, all_of):
    for reader in (api, boss):
        found = reader.data("experimenters/", group=all_of.lab.pk)
        assert [person["omeName"] for person in found] == ["ola", "will"]
    assert api.data("experimenters/", group=all_of.other.pk) == []


@claim(187)
def test_only_administrators(boss):
    assert [person["omeName"] for person in boss.data("experimenters/", admin="true")] == ["boss", "root"]


@claim(188)
def test_only_active_ones(boss):
    active = boss.data("experimenters/", active="true")
    assert [person["omeName"] for person in active] == ["boss", "max", "ola", "root", "will"]


@claim(189)
def test_false_is_no_filter(boss):
    assert len(boss.data("experimenters/", admin="false", active="False")) == 6


@claim(190)
def test_an_experimenter_in_the_list(api, all_of):
    assert api.data("experimenters/")[1] == {
        "id": all_of.will.pk,
        "omeName": "will",
        "firstName": "William",
        "lastName": "Moore",
        "email": "will@example.org",
    }


@claim(191)
def test_one_experimenter_without_the_last_slash(api, all_of):
    assert api.data(f"experimenters/{all_of.ola.pk}")["omeName"] == "ola"
    assert api.get(f"experimenters/{all_of.max.pk}").status_code == 404


@claim(192)
def test_one_experimenter_is_in_an_envelope(api, all_of):
    body = api.get(f"experimenters/{all_of.will.pk}").json()
    assert set(body) == {"data"}
    assert set(body["data"]) == {"id", "omeName", "firstName", "lastName", "email"}


# What holds what


@claim(193)
def test_images_hang_in_screen_plate_run_and_well(api, all_of):
    field = WellField.objects.get(well=all_of.well)
    path = [step["type"] for step in api.data(f"paths/image/{field.image_id}/")[0]]
    assert path == ["experimenter", "screen", "plate", "run", "well", "image"]


@claim(194)
def test_images_hang_in_project_and_dataset(api, all_of):
    path = [step["type"] for step in api.data(f"paths/image/{all_of.more.pk}/")[0]]
    assert path == ["experimenter", "project", "dataset", "image"]


@claim(195)
def test_both_are_many_to_many(api, all_of):
    for project in (all_of.yeast, all_of.worms):
        assert all_of.shared.pk in api.ids("datasets/", project=project.pk)
    for dataset in (all_of.mitosis, all_of.shared):
        assert all_of.cells.pk in api.ids("images/", dataset=dataset.pk)
    for screen in (all_of.screened, all_of.copies):
        assert api.ids("plates/", screen=screen.pk) == [all_of.tray.pk]


@claim(196)
def test_a_run_is_optional(api, all_of):
    WellField.objects.filter(well=all_of.well).update(run=None)
    path = [step["type"] for step in api.data(f"paths/well/{all_of.well.pk}/")[0]]
    assert path == ["experimenter", "screen", "plate", "well"]


@claim(197)
def test_what_is_an_orphan(api, all_of):
    assert names(api.data("images/", orphaned="true")) == ["stray"]
    DatasetImage.objects.create(owner=all_of.ola, group=all_of.lab, parent=all_of.loose, child=all_of.stray)
    assert api.data("images/", orphaned="true") == []


@claim(198)
def test_a_share_reaches_beyond_permissions(max_, all_of):
    assert max_.get(f"images/{all_of.cells.pk}/").status_code == 404
    assert names(max_.data(f"shares/{all_of.share.pk}/images/")) == ["cells"]


# Top-level containers


@claim(199)
def test_containers_answer(api):
    assert api.get("containers/").status_code == 200


@claim(200)
def test_projects_are_listed(api):
    assert names(api.data("containers/")["projects"]) == ["worms", "Yeast"]


@claim(201)
def test_screens_are_listed(api):
    assert names(api.data("containers/")["screens"]) == ["copies", "screened"]


@claim(202)
def test_datasets_only_if_in_no_project(api):
    assert names(api.data("containers/")["datasets"]) == ["hidden", "loose"]


@claim(203)
def test_plates_only_if_in_no_screen(api):
    assert names(api.data("containers/")["plates"]) == ["spare"]


@claim(204)
def test_the_number_of_orphans(api):
    assert api.data("containers/")["orphaned"]["childCount"] == 1


@claim(205)
def test_it_is_what_clients_show_first(api, ola):
    assert names(api.data("containers/")["projects"]) == ["worms", "Yeast"], "also other people's"
    assert names(ola.data("containers/")["datasets"]) == ["loose"], "and nothing that is hidden"


@claim(206)
def test_containers_of_a_group(api, all_of):
    found = api.data("containers/", group=all_of.den.pk)
    assert (found["projects"], names(found["datasets"])) == ([], ["hidden"])
    assert found["orphaned"]["childCount"] == 0


@claim(207)
def test_containers_of_an_owner(api, all_of):
    found = api.data("containers/", owner=all_of.ola.pk)
    assert (names(found["projects"]), names(found["screens"])) == (["worms"], ["copies"])


@claim(208)
def test_the_keys_of_containers(api):
    assert set(api.data("containers/")) == {"projects", "datasets", "screens", "plates", "orphaned"}


@claim(209)
def test_the_virtual_container(api):
    assert api.data("containers/")["orphaned"] == {"id": -1, "name": "Orphaned images", "childCount": 1}


@claim(210)
def test_the_id_of_the_virtual_container(api, all_of):
    assert api.data("containers/")["orphaned"]["id"] == -1
    assert api.data("containers/", owner=all_of.ola.pk)["orphaned"]["id"] == all_of.ola.pk
    assert api.data("containers/", owner=0)["orphaned"]["id"] == 0


@claim(211)
def test_the_number_of_orphans_is_that_of_the_list(api, all_of):
    make_image(all_of.will, all_of.lab, "another")
    make_image(all_of.will, all_of.den, "secret")
    for query, number in (({}, 3), ({"owner": all_of.will.pk}, 2), ({"group": all_of.lab.pk}, 2)):
        assert api.data("containers/", **query)["orphaned"]["childCount"] == number
        assert len(api.data("images/", orphaned="true", **query)) == number


# Projects


@claim(212, 424)
def test_the_list_of_projects(api):
    assert names(api.data("projects/")) == ["worms", "Yeast"]


@claim(213)
def test_projects_of_a_group(api, all_of):
    make_project(all_of.will, all_of.den, "mine")
    assert names(api.data("projects/", group=all_of.den.pk)) == ["mine"]


@claim(214)
def test_projects_of_an_owner(api, all_of):
    assert names(api.data("projects/", owner=all_of.ola.pk)) == ["worms"]


@claim(215)
def test_a_project_in_the_list(ola, all_of):
    assert ola.data("projects/")[1] == {
        "id": all_of.yeast.pk,
        "name": "Yeast",
        "owner": {"id": all_of.will.pk},
        "group": {"id": all_of.lab.pk},
        "childCount": 2,
        "permissions": ANNOTATE,
    }


@claim(216)
def test_a_project_counts_its_datasets(api):
    assert [project["childCount"] for project in api.data("projects/")] == [1, 2]


@claim(217)
def test_permissions_are_four_truths(api, ola):
    assert [project["permissions"] for project in api.data("projects/")] == [ALL, ALL]
    assert [project["permissions"] for project in ola.data("projects/")] == [ALL, ANNOTATE]


@claim(218)
def test_there_is_no_perms_css(api):
    assert not any("permsCss" in project for project in api.data("projects/"))


@claim(226)
def test_one_project(api, all_of):
    assert api.data(f"projects/{all_of.yeast.pk}")["id"] == all_of.yeast.pk
    assert api.get("projects/999999").json() == {"message": "Project 999999 not found"}


@claim(227)
def test_what_one_project_says(api, all_of):
    found = api.data(f"projects/{all_of.yeast.pk}")
    assert (found["id"], found["name"], found["description"]) == (all_of.yeast.pk, "Yeast", "")
    Project.objects.filter(pk=all_of.yeast.pk).update(description="two words")
    assert api.data(f"projects/{all_of.yeast.pk}")["description"] == "two words"


# Datasets


@claim(231)
def test_the_list_of_datasets(api, ola):
    assert names(api.data("datasets/")) == ["hidden", "loose", "mitosis", "shared"]
    assert names(ola.data("datasets/")) == ["loose", "mitosis", "shared"]


@claim(232)
def test_datasets_of_a_group(api, all_of):
    assert names(api.data("datasets/", group=all_of.den.pk)) == ["hidden"]


@claim(233)
def test_datasets_of_an_owner(api, all_of):
    assert names(api.data("datasets/", owner=all_of.ola.pk)) == ["loose"]


@claim(234)
def test_datasets_of_a_project(api, all_of):
    assert names(api.data("datasets/", project=all_of.yeast.pk)) == ["mitosis", "shared"]
    assert names(api.data("datasets/", project=all_of.worms.pk)) == ["shared"]


@claim(235)
def test_datasets_in_no_project(api):
    assert names(api.data("datasets/", orphaned="true")) == ["hidden", "loose"]


@claim(236)
def test_by_default_all_datasets(api):
    assert api.data("datasets/", orphaned="false") == api.data("datasets/")


@claim(237)
def test_a_dataset_in_the_list(api, all_of):
    assert api.data("datasets/")[2] == {
        "id": all_of.mitosis.pk,
        "name": "mitosis",
        "owner": {"id": all_of.will.pk},
        "group": {"id": all_of.lab.pk},
        "childCount": 2,
        "permissions": ALL,
    }


@claim(238)
def test_a_dataset_counts_its_images(api):
    assert [dataset["childCount"] for dataset in api.data("datasets/")] == [0, 0, 2, 1]


@claim(245)
def test_one_dataset(api, ola, all_of):
    assert api.data(f"datasets/{all_of.hidden.pk}")["id"] == all_of.hidden.pk
    assert ola.get(f"datasets/{all_of.hidden.pk}").status_code == 404


@claim(246)
def test_what_one_dataset_says(api, all_of):
    found = api.data(f"datasets/{all_of.mitosis.pk}")
    assert (found["id"], found["name"], found["description"]) == (all_of.mitosis.pk, "mitosis", "")


@claim(249)
def test_datasets_below_a_project(api, all_of):
    assert names(api.data(f"project/{all_of.yeast.pk}/datasets/")) == ["mitosis", "shared"]


@claim(250)
def test_it_is_the_same_as_the_filter(api, all_of):
    for id_ in (all_of.yeast.pk, 999999):
        below = api.get(f"project/{id_}/datasets/").json()
        assert below == api.get("datasets/", project=id_).json()
        assert below == api.get(f"projects/{id_}/datasets/").json()


@claim(251)
def test_datasets_below_a_project_of_an_owner(api, all_of):
    make_dataset(all_of.ola, all_of.lab, "hers", project=all_of.yeast)
    assert names(api.data(f"project/{all_of.yeast.pk}/datasets/", owner=all_of.ola.pk)) == ["hers"]


@claim(252)
def test_datasets_below_a_project_look_the_same(api, all_of):
    assert api.data(f"project/{all_of.yeast.pk}/datasets/")[0] == api.data("datasets/")[2]


# Screens and plates


@claim(257, 428)
def test_the_list_of_screens(api):
    assert names(api.data("screens/")) == ["copies", "screened"]


@claim(258)
def test_screens_of_a_group(api, all_of):
    assert names(api.data("screens/", group=all_of.lab.pk)) == ["copies", "screened"]
    assert api.data("screens/", group=all_of.den.pk) == []


@claim(259)
def test_screens_of_an_owner(api, all_of):
    assert names(api.data("screens/", owner=all_of.ola.pk)) == ["copies"]


@claim(260)
def test_a_screen_in_the_list(ola, all_of):
    assert ola.data("screens/")[1] == {
        "id": all_of.screened.pk,
        "name": "screened",
        "owner": {"id": all_of.will.pk},
        "group": {"id": all_of.lab.pk},
        "childCount": 1,
        "permissions": ANNOTATE,
    }


@claim(261)
def test_a_screen_counts_its_plates(api, all_of):
    ScreenPlate.objects.create(owner=all_of.will, group=all_of.lab, parent=all_of.screened, child=all_of.spare)
    assert [screen["childCount"] for screen in api.data("screens/")] == [1, 2]


@claim(268)
def test_the_list_of_plates(api):
    assert names(api.data("plates/")) == ["spare", "tray"]


@claim(269)
def test_plates_of_a_group(api, all_of):
    assert names(api.data("plates/", group=all_of.lab.pk)) == ["spare", "tray"]
    assert api.data("plates/", group=all_of.den.pk) == []


@claim(270)
def test_plates_of_an_owner(api, all_of):
    assert names(api.data("plates/", owner=all_of.ola.pk)) == ["spare"]


@claim(271)
def test_plates_of_a_screen(api, all_of):
    assert names(api.data("plates/", screen=all_of.copies.pk)) == ["tray"]


@claim(272)
def test_plates_in_no_screen(api):
    assert names(api.data("plates/", orphaned="true")) == ["spare"]


@claim(273)
def test_by_default_all_plates(api):
    assert api.data("plates/", orphaned="f") == api.data("plates/")


@claim(274)
def test_a_plate_in_the_list(ola, all_of):
    assert ola.data("plates/")[1] == {
        "id": all_of.tray.pk,
        "name": "tray",
        "owner": {"id": all_of.will.pk},
        "group": {"id": all_of.lab.pk},
        "childCount": 1,
        "permissions": ANNOTATE,
    }


@claim(275)
def test_a_plate_counts_its_runs(api, all_of):
    assert [plate["childCount"] for plate in api.data("plates/")] == [0, 1], "two wells, one run"
    assert api.data(f"plates/{all_of.tray.pk}/")["wellCount"] == 2


@claim(276)
def test_plates_below_a_screen(api, all_of):
    assert names(api.data(f"screens/{all_of.screened.pk}/plates/")) == ["tray"]


@claim(277)
def test_plates_below_a_screen_are_those_of_the_filter(api, all_of):
    for id_ in (all_of.screened.pk, 999999):
        assert api.get(f"screens/{id_}/plates/").json() == api.get("plates/", screen=id_).json()


@claim(278)
def test_plates_below_a_screen_of_an_owner(api, all_of):
    assert names(api.data(f"screens/{all_of.copies.pk}/plates/", owner=all_of.will.pk)) == ["tray"]
    assert api.data(f"screens/{all_of.copies.pk}/plates/", owner=all_of.ola.pk) == []


@claim(279)
def test_plates_below_a_screen_look_the_same(api, all_of):
    assert api.data(f"screens/{all_of.screened.pk}/plates/")[0] == api.data("plates/")[1]


# Runs


@claim(280)
def test_the_list_of_runs(api, all_of):
    assert api.ids("runs/") == [all_of.run.pk]


@claim(281)
def test_runs_of_a_group(api, all_of):
    assert all_of.run.pk in api.ids("runs/", group=all_of.lab.pk)
    assert api.data("runs/", group=all_of.den.pk) == []


@claim(282)
def test_runs_of_an_owner(api, all_of):
    assert api.ids("runs/", owner=all_of.will.pk) == [all_of.run.pk]


@claim(283)
def test_runs_of_a_plate(api, all_of):
    assert api.ids("runs/", plate=all_of.tray.pk) == [all_of.run.pk]


@claim(284)
def test_a_run_in_the_list(ola, all_of):
    assert ola.data("runs/", plate=all_of.tray.pk) == [
        {
            "id": all_of.run.pk,
            "name": "run",
            "owner": {"id": all_of.will.pk},
            "group": {"id": all_of.lab.pk},
            "permissions": ANNOTATE,
        }
    ]
    Run.objects.filter(pk=all_of.run.pk).update(name="")
    assert names(ola.data("runs/", plate=all_of.tray.pk)) == [f"Run {all_of.run.pk}"]


@claim(285)
def test_runs_below_a_plate(api, all_of):
    assert api.ids(f"plates/{all_of.tray.pk}/runs/") == [all_of.run.pk]


@claim(286)
def test_runs_below_a_plate_are_those_of_the_filter(api, all_of):
    for id_ in (all_of.tray.pk, 999999):
        assert api.get(f"plates/{id_}/runs/").json() == api.get("runs/", plate=id_).json()


@claim(287)
def test_runs_below_a_plate_of_an_owner(api, all_of):
    assert api.ids(f"plates/{all_of.tray.pk}/runs/", owner=all_of.will.pk) == [all_of.run.pk]
    assert api.ids(f"plates/{all_of.tray.pk}/runs/", owner=all_of.ola.pk) == []


@claim(288)
def test_runs_below_a_plate_look_the_same(api, all_of):
    assert api.data(f"plates/{all_of.tray.pk}/runs/") == api.data("runs/", plate=all_of.tray.pk)


# Paths


def steps(**ids):
    """A path by kinds and ids."""
    return [{"type": kind, "id": id_} for kind, id_ in ids.items()]


@claim(289, 311)
def test_paths_are_a_list_of_lists(api, all_of):
    found = api.get(f"paths/dataset/{all_of.shared.pk}/").json()["data"]
    assert [len(path) for path in found] == [3, 3]
    assert all(isinstance(path, list) for path in found)


@claim(290)
def test_path_to_a_project(api, all_of):
    assert api.data(f"paths/project/{all_of.worms.pk}/") == [steps(experimenter=all_of.ola.pk, project=all_of.worms.pk)]


@claim(291)
def test_path_to_a_dataset(api, all_of):
    assert api.data(f"paths/dataset/{all_of.loose.pk}/") == [steps(experimenter=all_of.ola.pk, dataset=all_of.loose.pk)]


@claim(292, 297, 306)
def test_path_to_an_image(api, all_of):
    assert api.data(f"paths/image/{all_of.more.pk}/") == [
        steps(experimenter=all_of.will.pk, project=all_of.yeast.pk, dataset=all_of.mitosis.pk, image=all_of.more.pk)
    ]


@claim(293)
def test_path_to_a_screen(api, all_of):
    assert api.data(f"paths/screen/{all_of.copies.pk}/") == [steps(experimenter=all_of.ola.pk, screen=all_of.copies.pk)]


@claim(294)
def test_path_to_a_plate(api, all_of):
    assert api.data(f"paths/plate/{all_of.spare.pk}/") == [steps(experimenter=all_of.ola.pk, plate=all_of.spare.pk)]


@claim(295)
def test_path_to_a_run(api, all_of):
    found = api.data(f"paths/run/{all_of.run.pk}/", screen=all_of.screened.pk)
    assert found == [
        steps(experimenter=all_of.will.pk, screen=all_of.screened.pk, plate=all_of.tray.pk, run=all_of.run.pk)
    ]
    assert api.data(f"paths/acquisition/{all_of.run.pk}/", screen=all_of.screened.pk) == found


@claim(296, 305)
def test_path_to_a_well(api, all_of):
    assert api.data(f"paths/well/{all_of.well.pk}/", screen=all_of.screened.pk) == [
        steps(
            experimenter=all_of.will.pk,
            screen=all_of.screened.pk,
            plate=all_of.tray.pk,
            run=all_of.run.pk,
            well=all_of.well.pk,
        )
    ]


@claim(298)
def test_an_image_in_a_dataset_is_not_looked_up_in_wells(api, all_of):
    field = WellField.objects.get(well=all_of.well)
    DatasetImage.objects.create(owner=all_of.will, group=all_of.lab, parent=all_of.loose, child=field.image)
    assert api.data(f"paths/image/{field.image_id}/") == [
        steps(experimenter=all_of.ola.pk, dataset=all_of.loose.pk, image=field.image_id)
    ]


@claim(299)
def test_paths_with_an_experimenter(api, all_of):
    found = api.data(f"paths/dataset/{all_of.shared.pk}/", owner=all_of.ola.pk)
    assert found == [steps(experimenter=all_of.ola.pk, project=all_of.worms.pk, dataset=all_of.shared.pk)]


@claim(300)
def test_the_experimenter_owns_the_topmost_object(api, all_of):
    """The dataset is will's in both, the project once ola's."""
    roots = [path[0] for path in api.data(f"paths/dataset/{all_of.shared.pk}/")]
    assert roots == [{"type": "experimenter", "id": all_of.will.pk}, {"type": "experimenter", "id": all_of.ola.pk}]


@claim(301)
def test_paths_through_a_project(api, all_of):
    assert len(api.data(f"paths/image/{all_of.cells.pk}/")) == 3
    assert len(api.data(f"paths/image/{all_of.cells.pk}/", project=all_of.yeast.pk)) == 2


@claim(302)
def test_paths_through_a_dataset(api, all_of):
    assert api.data(f"paths/image/{all_of.cells.pk}/", dataset=all_of.mitosis.pk) == [
        steps(experimenter=all_of.will.pk, project=all_of.yeast.pk, dataset=all_of.mitosis.pk, image=all_of.cells.pk)
    ]


@claim(303)
def test_paths_through_a_screen(api, all_of):
    assert api.data(f"paths/plate/{all_of.tray.pk}/", screen=all_of.copies.pk) == [
        steps(experimenter=all_of.ola.pk, screen=all_of.copies.pk, plate=all_of.tray.pk)
    ]


@claim(304)
def test_paths_through_a_plate(api, all_of):
    assert len(api.data(f"paths/run/{all_of.run.pk}/", plate=all_of.tray.pk)) == 2
    assert api.data(f"paths/run/{all_of.run.pk}/", plate=all_of.spare.pk) == []


@claim(307)
def test_one_path_per_place(api, all_of):
    ProjectDataset.objects.filter(child=all_of.shared, parent=all_of.yeast).delete()
    assert api.data(f"paths/image/{all_of.cells.pk}/") == [
        steps(experimenter=all_of.will.pk, project=all_of.yeast.pk, dataset=all_of.mitosis.pk, image=all_of.cells.pk),
        steps(experimenter=all_of.ola.pk, project=all_of.worms.pk, dataset=all_of.shared.pk, image=all_of.cells.pk),
    ]


@claim(308)
def test_a_dataset_in_no_project(api, all_of):
    image = make_image(all_of.will, all_of.den, "in the dark", dataset=all_of.hidden)
    assert api.data(f"paths/image/{image.pk}/") == [
        steps(experimenter=all_of.will.pk, dataset=all_of.hidden.pk, image=image.pk)
    ]


@claim(309)
def test_elements_are_type_and_id(api, all_of):
    first = api.data(f"paths/image/{all_of.cells.pk}/")[0][0]
    assert first == {"type": "experimenter", "id": all_of.will.pk}


@claim(310)
def test_an_image_in_a_plate(api, all_of):
    image = Image.objects.get(well_fields__well=all_of.well)
    found = api.data(f"paths/image/{image.pk}/", owner=all_of.will.pk)
    assert found == [
        steps(
            experimenter=all_of.will.pk,
            screen=all_of.screened.pk,
            plate=all_of.tray.pk,
            run=all_of.run.pk,
            well=all_of.well.pk,
            image=image.pk,
        )
    ]
