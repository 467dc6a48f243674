"""The sentences of the JSON API document about shares, images, tags and parameters (312 to 359, 386 to 436)."""

import re

import pytest
from django.urls import reverse

from catalog_world import attach, make_image, make_tag
from documents.claims import claim
from documents.collection import names
from micrographia.catalog.models import ShareMember
from micrographia.home.folder import Home
from micrographia.pictures.workshop import workshop
from picture_world import make_picture

ALL = {"canEdit": True, "canAnnotate": True, "canLink": True, "canDelete": True}
NONE = dict.fromkeys(ALL, False)


# Shares and discussions


@claim(312)
def test_a_member_sees_list_and_pixels_of_a_share(api, max_, all_of, settings, tmp_path):
    settings.MICROGRAPHIA_HOME = Home(tmp_path / "home")
    settings.MICROGRAPHIA_HOME.create()
    workshop.cache_clear()
    image = make_picture(all_of.will, all_of.lab, tmp_path)
    share = api.post("shares/", {"images": [image.pk], "members": []}).json()["data"]
    ShareMember.objects.create(share_id=share["id"], experimenter=all_of.max)
    assert max_.ids(f"shares/{share['id']}/images/") == [image.pk]
    picture = f"/webgateway/render_image/{image.pk}/"
    assert max_.client.get(picture).status_code == 404
    assert max_.client.get(picture, {"share": share["id"]}).status_code == 200
    workshop.cache_clear()


@claim(313)
def test_comments_on_a_share(api, max_, all_of):
    said = max_.post(f"shares/{all_of.share.pk}/comments/", {"text": "Nice"})
    assert said.status_code == 201
    comment = said.json()["data"]
    assert {key: comment[key] for key in ("text", "owner")} == {"text": "Nice", "owner": {"id": all_of.max.pk}}
    assert api.data(f"shares/{all_of.share.pk}/comments/") == [comment]
    assert api.post(f"shares/{all_of.share.pk}/comments/", {}).json()["message"] == "Missing required parameter: text"


@claim(314)
def test_a_discussion_is_a_series_of_comments(api, max_, all_of):
    comments = f"discussions/{all_of.discussion.pk}/comments/"
    for reader, text in ((api, "Well?"), (max_, "So."), (api, "Oh.")):
        assert reader.post(comments, {"text": text}).status_code == 201
    assert [comment["text"] for comment in max_.data(comments)] == ["Well?", "So.", "Oh."]
    assert api.get(f"shares/{all_of.discussion.pk}/images/").status_code == 404


@claim(315)
def test_the_list_of_shares(api, max_, ola, all_of):
    assert api.ids("shares/") == [all_of.share.pk]
    assert max_.ids("shares/") == [all_of.share.pk]
    assert ola.ids("shares/") == []


@claim(316)
def test_shares_of_an_owner(api, max_, all_of):
    assert max_.ids("shares/", owner=all_of.will.pk) == [all_of.share.pk]
    assert max_.ids("shares/", owner=all_of.max.pk) == []


@claim(317)
def test_shares_of_a_member(api, all_of):
    assert api.ids("shares/", member=all_of.max.pk) == [all_of.share.pk]
    assert api.ids("shares/", member=all_of.will.pk) == [all_of.share.pk], "an owner is a member"
    assert api.ids("shares/", member=all_of.ola.pk) == []


@claim(318, 319)
def test_a_share_in_the_list(api, all_of):
    assert api.data("shares/") == [
        {"id": all_of.share.pk, "owner": {"id": all_of.will.pk}, "active": True, "expired": False, "childCount": 1}
    ]


@claim(320)
def test_the_list_of_discussions(api, all_of):
    assert api.ids("discussions/") == [all_of.discussion.pk]


@claim(321)
def test_discussions_of_owner_and_member(api, max_, all_of):
    assert max_.ids("discussions/", owner=all_of.will.pk) == [all_of.discussion.pk]
    assert max_.ids("discussions/", owner=all_of.ola.pk) == []
    assert api.ids("discussions/", member=all_of.max.pk) == [all_of.discussion.pk]
    assert api.ids("discussions/", member=all_of.ola.pk) == []


@claim(322)
def test_a_discussion_in_the_list(api, all_of):
    assert api.data("discussions/") == [
        {"id": all_of.discussion.pk, "owner": {"id": all_of.will.pk}, "active": True, "expired": False}
    ]


@claim(323, 325, 433)
def test_shares_and_discussions_together(api):
    found = api.data("publicContainers/")
    assert set(found) == {"shares", "discussions"}
    assert (found["shares"], found["discussions"]) == (api.data("shares/"), api.data("discussions/"))


@claim(324)
def test_both_of_owner_and_member(max_, all_of):
    assert len(max_.data("publicContainers/", owner=all_of.will.pk)["shares"]) == 1
    assert max_.data("publicContainers/", owner=all_of.ola.pk) == {"shares": [], "discussions": []}
    assert len(max_.data("publicContainers/", member=all_of.max.pk)["discussions"]) == 1


@claim(326, 432)
def test_is_owned_is_gone(api):
    found = api.data("publicContainers/")
    assert not any("isOwned" in entry for entry in found["shares"] + found["discussions"])


@claim(327)
def test_the_images_of_a_share(api, all_of):
    assert names(api.data(f"shares/{all_of.share.pk}/images/")) == ["cells"]


@claim(328)
def test_an_image_of_a_share(api, all_of):
    assert api.data(f"shares/{all_of.share.pk}/images/") == [
        {
            "id": all_of.cells.pk,
            "name": "cells",
            "fileset": {"id": all_of.cells.fileset_id},
            "pixels": {"sizeX": 512, "sizeY": 256, "sizeZ": 29},
            "acquisitionDate": "2009-02-27T10:25:32Z",
            "creationDate": "2015-10-22T11:57:06Z",
            "owner": {"id": all_of.will.pk},
            "group": {"id": all_of.lab.pk},
            "share": {"id": all_of.share.pk},
            "permissions": NONE,
        }
    ]


@claim(329)
def test_the_share_of_an_image_is_the_one_asked_for(api, all_of):
    second = api.post("shares/", {"images": [all_of.cells.pk]}).json()["data"]["id"]
    assert [image["share"] for image in api.data(f"shares/{second}/images/")] == [{"id": second}]


# Images


@claim(330)
def test_the_list_of_images(api):
    assert names(api.data("images/")) == ["cells", "more", "stray", "tray well 0 field 0", "tray well 1 field 0"]


@claim(331)
def test_images_of_a_group(api, all_of):
    make_image(all_of.will, all_of.den, "dark")
    assert names(api.data("images/", group=all_of.den.pk)) == ["dark"]


@claim(332)
def test_images_of_an_owner(api, all_of):
    assert names(api.data("images/", owner=all_of.ola.pk)) == ["stray"]


@claim(333)
def test_images_of_a_dataset(api, all_of):
    assert names(api.data("images/", dataset=all_of.mitosis.pk)) == ["cells", "more"]


@claim(334)
def test_images_in_no_dataset_and_no_well(api):
    assert names(api.data("images/", orphaned="true")) == ["stray"]


@claim(335)
def test_by_default_all_images(api):
    assert api.data("images/", orphaned="no") == api.data("images/")


@claim(336)
def test_embed_is_a_list_of_what_to_include(api):
    first = api.data("images/", embed="thumbnail")[0]
    assert ("thumbnail" in first, "pixels" in first) == (True, False)
    bare = api.data("images/", embed="")[0]
    assert ("thumbnail" in bare, "pixels" in bare) == (False, False)


@claim(337)
def test_the_example_of_embed(api):
    first = api.data("images/", embed="thumbnail,pixels.sizeX,pixels.sizeY")[0]
    assert (first["thumbnail"], first["pixels"]) == ({"version": 0}, {"sizeX": 512, "sizeY": 256})


@claim(338, 339, 342, 343)
def test_an_image_in_the_list(api, all_of):
    assert api.data("images/")[0] == {
        "id": all_of.cells.pk,
        "name": "cells",
        "owner": {"id": all_of.will.pk},
        "group": {"id": all_of.lab.pk},
        "permissions": ALL,
        "fileset": {"id": all_of.cells.fileset_id},
        "acquisitionDate": "2009-02-27T10:25:32Z",
        "creationDate": "2015-10-22T11:57:06Z",
        "pixels": {"sizeX": 512, "sizeY": 256, "sizeZ": 29},
        "thumbnail": {"version": 0},
    }


@claim(340)
def test_the_date_of_acquisition(api):
    found = api.data("images/")
    assert found[0]["acquisitionDate"] == "2009-02-27T10:25:32Z"
    assert "acquisitionDate" not in found[1]


@claim(341)
def test_the_date_of_import(api):
    found = api.data("images/")
    assert found[0]["creationDate"] == "2015-10-22T11:57:06Z"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found[1]["creationDate"])


# Tags


@claim(344)
def test_a_tag_set_is_a_tag_with_a_namespace(api, all_of):
    new = api.post("tags/", {"value": "set", "tagset": True}).json()["data"]
    assert new["tagset"] is True
    assert all_of.phases.namespace == "openmicroscopy.org/omero/insight/tagset"


@claim(345)
def test_tags_and_tag_sets_together(api, all_of):
    assert api.ids("tags/") == [all_of.phases.pk, all_of.control.pk, all_of.ola_tag.pk]


@claim(346, 354)
def test_tagset_says_which_is_which(api):
    assert [tag["tagset"] for tag in api.data("tags/")] == [True, False, False]


@claim(347)
def test_the_list_of_tags(api):
    assert [tag["value"] for tag in api.data("tags/")] == ["phases", "Control", "prophase"]


@claim(348)
def test_tags_of_a_group(api, all_of):
    mine = make_tag(all_of.will, all_of.den, "mine")
    assert api.ids("tags/", group=all_of.den.pk) == [mine.pk]


@claim(349)
def test_tags_of_an_owner(api, all_of):
    assert api.ids("tags/", owner=all_of.ola.pk) == [all_of.ola_tag.pk]


@claim(350)
def test_tags_of_a_tag_set(api, all_of):
    assert api.ids("tags/", tagset=all_of.phases.pk) == [all_of.control.pk, all_of.ola_tag.pk]


@claim(351)
def test_tags_in_no_tag_set(api, all_of):
    loose = make_tag(all_of.will, all_of.lab, "loose")
    assert api.ids("tags/", orphaned="true") == [all_of.phases.pk, loose.pk]


@claim(352)
def test_by_default_all_tags(api):
    assert api.data("tags/", orphaned="off") == api.data("tags/")


@claim(353, 355)
def test_a_tag_in_the_list(api, all_of):
    assert api.data("tags/")[:2] == [
        {
            "id": all_of.phases.pk,
            "value": "phases",
            "owner": {"id": all_of.will.pk},
            "group": {"id": all_of.lab.pk},
            "tagset": True,
            "permissions": ALL,
            "childCount": 2,
            "taggedCount": 0,
        },
        {
            "id": all_of.control.pk,
            "value": "Control",
            "owner": {"id": all_of.will.pk},
            "group": {"id": all_of.lab.pk},
            "tagset": False,
            "permissions": ALL,
            "childCount": 0,
            "taggedCount": 7,
        },
    ]


@claim(356)
def test_what_a_tag_hangs_on(api, all_of):
    found = api.data(f"tagged/{all_of.control.pk}/")
    assert (names(found["projects"]), names(found["images"])) == (["Yeast"], ["cells"])
    assert api.data("tagged/", tag=all_of.control.pk) == found


@claim(357)
def test_what_of_an_owner_it_hangs_on(api, all_of):
    attach(all_of.control, all_of.stray, all_of.ola)
    found = api.data(f"tagged/{all_of.control.pk}/", owner=all_of.ola.pk)
    assert (found["projects"], names(found["images"])) == ([], ["stray"])


@claim(358)
def test_the_lists_of_tagged(api, all_of):
    found = api.data("tagged/999999/")
    kinds = ["projects", "datasets", "images", "screens", "plates", "runs", "wells", "tags"]
    assert (list(found), any(found.values())) == (kinds, False)


@claim(359, 420)
def test_all_kinds_of_tagged_objects(api, all_of):
    found = api.data(f"tagged/{all_of.control.pk}/")
    assert {kind: names(things) for kind, things in found.items()} == {
        "projects": ["Yeast"],
        "datasets": ["mitosis"],
        "images": ["cells"],
        "screens": ["screened"],
        "plates": ["tray"],
        "runs": ["run"],
        "wells": ["tray - A1"],
        "tags": [],
    }
    inside = api.data(f"tagged/{all_of.phases.pk}/")["tags"]
    assert [tag["value"] for tag in inside] == ["Control", "prophase"]


# The matrix of parameters: each of its cells does something


def narrows(reader, path, **query):
    """Whether the parameter leaves something out, and leaves something."""
    name, value = next(iter(query.items()))
    some, everything = reader.ids(path, **{name: value}), reader.ids(path)
    return set(some) < set(everything)


def pages(reader, path):
    ids = reader.ids(path)
    assert len(ids) > 1, "a list of one says nothing"
    assert reader.ids(path, limit=1) == ids[:1]
    assert reader.ids(path, limit=1, page=2) == ids[1:2]


@claim(386)
def test_parameters_of_groups(api, all_of):
    pages(api, "groups/")
    assert narrows(api, "groups/", member=all_of.will.pk)


@claim(387)
def test_parameters_of_experimenters(boss, all_of):
    pages(boss, "experimenters/")
    assert narrows(boss, "experimenters/", group=all_of.lab.pk)


@claim(388)
def test_parameters_of_containers(api, all_of):
    first = api.data("containers/", limit=1)
    second = api.data("containers/", limit=1, page=2)
    assert (names(first["projects"]), names(second["projects"])) == (["worms"], ["Yeast"])
    assert names(second["datasets"]) == ["loose"]
    assert names(api.data("containers/", owner=all_of.ola.pk)["datasets"]) == ["loose"]
    assert names(api.data("containers/", group=all_of.den.pk)["datasets"]) == ["hidden"]


@claim(389)
def test_parameters_of_projects(api, all_of):
    pages(api, "projects/")
    assert narrows(api, "projects/", owner=all_of.ola.pk)
    assert narrows(api, "projects/", group=all_of.den.pk)


@claim(390)
def test_parameters_of_datasets(api, all_of):
    pages(api, "datasets/")
    for query in ({"owner": all_of.ola.pk}, {"group": all_of.den.pk}, {"orphaned": 1}, {"project": all_of.worms.pk}):
        assert narrows(api, "datasets/", **query), query


@claim(391)
def test_parameters_of_images(api, all_of):
    pages(api, "images/")
    for query in ({"owner": all_of.ola.pk}, {"group": all_of.den.pk}, {"orphaned": 1}, {"dataset": all_of.shared.pk}):
        assert narrows(api, "images/", **query), query


@claim(392)
def test_parameters_of_screens(api, all_of):
    pages(api, "screens/")
    assert narrows(api, "screens/", owner=all_of.ola.pk)
    assert narrows(api, "screens/", group=all_of.den.pk)


@claim(393)
def test_parameters_of_plates(api, all_of):
    pages(api, "plates/")
    for query in ({"owner": all_of.ola.pk}, {"group": all_of.den.pk}, {"orphaned": 1}, {"screen": all_of.copies.pk}):
        assert narrows(api, "plates/", **query), query


@claim(394, 427)
def test_parameters_of_runs(api, all_of):
    all_of.spare.runs.create(owner=all_of.ola, group=all_of.lab, name="second")
    pages(api, "runs/")
    for query in ({"owner": all_of.ola.pk}, {"group": all_of.den.pk}, {"plate": all_of.tray.pk}):
        assert narrows(api, "runs/", **query), query


@claim(395)
def test_parameters_of_tagged(api, all_of):
    attach(all_of.control, all_of.more)
    below = f"tagged/{all_of.control.pk}/"
    assert names(api.data(below, limit=1)["images"]) == ["cells"]
    assert names(api.data(below, limit=1, page=2)["images"]) == ["more"]
    assert api.data(below, owner=all_of.ola.pk)["images"] == []


@claim(396)
def test_parameters_of_tags(api, all_of):
    pages(api, "tags/")
    for query in ({"owner": all_of.ola.pk}, {"group": all_of.den.pk}, {"orphaned": 1}, {"tagset": all_of.phases.pk}):
        assert narrows(api, "tags/", **query), query


@claim(397)
def test_parameters_of_shares(api, boss, all_of):
    second = boss.post("shares/", {"images": [all_of.stray.pk], "group": all_of.lab.pk}).json()["data"]["id"]
    pages(boss, "shares/")
    assert boss.ids("shares/", owner=all_of.boss.pk) == [second]
    assert boss.ids("shares/", member=all_of.max.pk) == [all_of.share.pk]


LISTS = ["groups", "experimenters", "containers", "projects", "datasets", "images", "screens", "plates", "runs", "tags"]


@claim(398)
@pytest.mark.parametrize("word", [*LISTS, "shares", "discussions", "publicContainers"])
def test_no_parameter_is_required(api, word):
    assert api.get(f"{word}/").status_code == 200


@claim(399)
def test_without_the_tag_the_request_is_refused(api):
    response = api.get("tagged/")
    assert (response.status_code, response.json()["message"]) == (400, "Missing required parameter: tag")


@claim(400)
def test_page_is_the_index_of_the_page(api):
    assert [names(api.data("images/", limit=2, page=page))[:1] for page in (1, 2, 3)] == [
        ["cells"],
        ["stray"],
        ["tray well 1 field 0"],
    ]


@claim(401)
def test_limit_is_the_number_of_objects_on_a_page(api):
    assert [len(api.data("images/", limit=limit)) for limit in (1, 2, 5, 9)] == [1, 2, 5, 5]


@claim(402)
def test_owner_filters_by_owner(api, all_of):
    for word in ("projects", "datasets", "images", "screens", "plates", "tags"):
        assert {thing["owner"]["id"] for thing in api.data(f"{word}/", owner=all_of.ola.pk)} == {all_of.ola.pk}


@claim(403)
def test_group_filters_by_group(api, all_of):
    for word in ("projects", "datasets", "images", "screens", "plates", "runs", "tags"):
        assert {thing["group"]["id"] for thing in api.data(f"{word}/", group=all_of.lab.pk)} == {all_of.lab.pk}
    assert len(api.data("experimenters/", group=all_of.lab.pk)) == 2


@claim(404)
def test_member_filters_groups_and_shares(api, all_of):
    assert names(api.data("groups/", member=all_of.ola.pk)) == ["Lab"]
    assert api.ids("shares/", member=all_of.max.pk) == [all_of.share.pk]


@claim(405)
def test_orphaned_keeps_what_has_no_parent(api):
    assert names(api.data("datasets/", orphaned="true")) == ["hidden", "loose"]
    assert names(api.data("images/", orphaned="true")) == ["stray"]
    assert names(api.data("plates/", orphaned="true")) == ["spare"]
    assert [tag["value"] for tag in api.data("tags/", orphaned="true")] == ["phases"]


# Flags


@claim(406)
def test_size_xyz(api):
    first = api.data("images/", sizeXYZ="true", embed="")[0]
    assert [first[key] for key in ("sizeX", "sizeY", "sizeZ")] == [512, 256, 29]
    assert first["pixels"] == {"sizeX": 512, "sizeY": 256, "sizeZ": 29}


@claim(407)
def test_size_xyz_of_tagged(api, all_of):
    first = api.data(f"tagged/{all_of.control.pk}/", sizeXYZ="true")["images"][0]
    assert [first[key] for key in ("sizeX", "sizeY", "sizeZ")] == [512, 256, 29]


@claim(408)
def test_date_is_the_date_of_import(api):
    assert api.data("images/", date="true")[0]["date"] == "2015-10-22T11:57:06Z"
    assert "date" not in api.data("images/")[0]


@claim(409)
def test_acq_date_is_the_date_of_acquisition(api):
    assert api.data("images/", date="true")[0]["acqDate"] == "2009-02-27T10:25:32Z"


@claim(410)
def test_dates_of_tagged(api, all_of):
    first = api.data(f"tagged/{all_of.control.pk}/", date="true")["images"][0]
    assert (first["date"], first["acqDate"]) == ("2015-10-22T11:57:06Z", "2009-02-27T10:25:32Z")


@claim(411)
def test_thumb_version(api, all_of):
    assert api.data("images/", thumbVersion="true")[0]["thumbVersion"] == 0
    all_of.cells.settings.create(owner=all_of.will, group=all_of.lab, revision=4)
    assert api.data("images/", thumbVersion="true")[0]["thumbVersion"] == 4


@claim(412)
def test_thumb_version_is_nothing_to_tagged(api, all_of):
    assert "thumbVersion" not in api.data(f"tagged/{all_of.control.pk}/", thumbVersion="true")["images"][0]


@claim(415)
def test_words_that_paths_know(api, all_of):
    below = f"paths/well/{all_of.well.pk}/"
    known = {
        "experimenter": all_of.will.pk,
        "screen": all_of.screened.pk,
        "plate": all_of.tray.pk,
        "run": all_of.run.pk,
        "acquisition": all_of.run.pk,
        "well": all_of.well.pk,
        "group": all_of.lab.pk,
    }
    for word, id_ in known.items():
        assert api.data(below, **{word: id_}), word
        if word != "group":
            assert api.data(below, **{word: 999999}) == [], word
    image = f"paths/image/{all_of.more.pk}/"
    for word, id_ in {"project": all_of.yeast.pk, "dataset": all_of.mitosis.pk, "image": all_of.more.pk}.items():
        assert len(api.data(image, **{word: id_})) == 1, word
        assert api.data(image, **{word: 999999}) == [], word
    for word in ("experimenter", "project", "dataset", "image", "screen", "plate", "run", "acquisition", "well"):
        assert api.get(f"paths/{word}/999999/").json()["data"] == []
    assert api.get("paths/galaxy/1/").status_code == 404


# The comments below the text


@claim(416)
def test_shares_do_not_know_the_old_words(api, all_of):
    assert len(api.data("shares/", owner_id=999999, member_id=999999)) == 1
    assert api.data("shares/", owner=999999) == []
    assert api.data("shares/", member=999999) == []


@claim(417)
def test_owner_and_not_experimenter_id(api, all_of):
    for word in ("tags/", "images/"):
        assert api.data(word, experimenter_id=all_of.ola.pk) == api.data(word)
        assert api.data(word, owner=all_of.ola.pk) != api.data(word)
    below = f"tagged/{all_of.control.pk}/"
    assert api.data(below, experimenter_id=all_of.ola.pk) == api.data(below)


@claim(418)
def test_containers_use_owner_and_not_id(api, all_of):
    assert api.data("containers/", id=all_of.ola.pk) == api.data("containers/")
    assert names(api.data("containers/", owner=all_of.ola.pk)["projects"]) == ["worms"]


@claim(419)
def test_tags_and_tagged_are_two(api, all_of):
    assert isinstance(api.data("tags/"), list)
    assert isinstance(api.data(f"tagged/{all_of.control.pk}/"), dict)


@claim(421)
def test_tags_are_listed_like_projects(api):
    tags, projects = api.get("tags/").json(), api.get("projects/").json()
    assert set(tags) == set(projects) == {"data", "meta"}
    assert {"id", "owner", "group", "permissions", "childCount"} <= set(tags["data"][0]) & set(projects["data"][0])


@claim(422)
def test_datasets_and_plates_have_orphaned(api):
    assert len(api.data("datasets/", orphaned="true")) == 2
    assert len(api.data("plates/", orphaned="true")) == 1


@claim(423)
@pytest.mark.parametrize("word", [*LISTS, "tagged", "shares", "discussions", "publicContainers", "links"])
def test_names_of_addresses(word):
    assert reverse(f"api_{word}") == f"/api/{word}/"


@claim(425)
def test_datasets_plates_and_projects_have_owner(api, all_of):
    for word in ("datasets/", "plates/", "projects/"):
        assert len(api.data(word, owner=all_of.ola.pk)) == 1


@claim(426)
def test_parents_have_their_own_words(api, all_of):
    assert api.data("datasets/", id=all_of.worms.pk) == api.data("datasets/")
    assert names(api.data("datasets/", project=all_of.worms.pk)) == ["shared"]


@claim(429)
@pytest.mark.parametrize(
    ("path", "status"), [("images/?limit=x", 400), ("images/?group=999999", 403), ("images/999999/", 404)]
)
def test_errors_have_one_form(api, path, status):
    response = api.client.get(f"/api/{path}")
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    assert isinstance(response.json()["message"], str)
    assert "data" not in response.json()


@claim(430)
def test_permissions_and_not_perms_css(api):
    for word in ("projects", "datasets", "images", "screens", "plates", "runs", "tags"):
        found = api.get(f"{word}/")
        assert b"permsCss" not in found.content
        assert all(set(thing["permissions"]) == set(ALL) for thing in found.json()["data"])


@claim(431)
def test_tags_have_the_truth_tagset(api):
    assert all(isinstance(tag["tagset"], bool) for tag in api.data("tags/"))


@claim(434)
def test_the_envelope_is_the_same_everywhere(api, all_of):
    for path in ("projects/", f"projects/{all_of.yeast.pk}", "containers/", f"shares/{all_of.share.pk}/"):
        assert "data" in api.get(path).json()


@claim(435)
def test_limit_0_gives_everything(api, settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"page_size": 2})
    assert len(api.data("images/", limit=0)) == 5


@claim(436)
def test_start_counts_from_zero(api):
    assert names(api.data("images/", start=1, limit=2)) == ["more", "stray"]
    assert names(api.data("images/", start=0, limit=1)) == ["cells"]
    assert names(api.data("images/", start=3, page=7)) == ["tray well 0 field 0", "tray well 1 field 0"]
