"""Who gets which answer, over HTTP, at every address that names a thing; and that hidden and absent are the same."""

import json
import re

import pytest

from api_people import Asker
from catalog_world import (
    LEVELS,
    attach,
    make_dataset,
    make_image,
    make_plate,
    make_project,
    make_screen,
    make_tag,
    make_world,
)
from micrographia.api.urls import ROUTES
from micrographia.catalog.models import Share, ShareItem, ShareMember
from micrographia.web.policy import Policy
from sign_in_people import PASSWORD

pytestmark = pytest.mark.django_db

NEVER = 987_654_321
"""The id of nothing."""
PLACE = re.compile(r"<\w+:(\w+)>")
NAMING = sorted({route.path for route in ROUTES if "<" in route.path and "object_type" not in route.path})


@pytest.fixture
def world():
    """A world whose people have passwords."""
    world = make_world()
    for person in world.people.values():
        person.set_password(PASSWORD)
        person.save()
    return world


def things(world, level):
    """One of each sort of the author's things in the group of that level, by the name it has in addresses."""
    author, group = world.author, world.groups[level]
    project = make_project(author, group)
    dataset = make_dataset(author, group, project=project)
    image = make_image(author, group, dataset=dataset)
    screen = make_screen(author, group)
    plate = make_plate(author, group, screen=screen, wells=1)
    tag = make_tag(author, group)
    attach(tag, image)
    share = Share.objects.create(owner=author, group=group)
    ShareItem.objects.create(share=share, image=image)
    discussion = Share.objects.create(owner=author, group=group)
    return {
        "project_id": project.pk,
        "dataset_id": dataset.pk,
        "image_id": image.pk,
        "screen_id": screen.pk,
        "plate_id": plate.pk,
        "run_id": plate.runs.get().pk,
        "tag_id": tag.pk,
        "share_id": share.pk,
        "discussion_id": discussion.pk,
    }


def filled(path, ids):
    return PLACE.sub(lambda place: str(ids.get(place[1], NEVER)), path)


READS = {
    ("author", "rw----"): True,
    ("author", "rwr---"): True,
    ("author", "rwra--"): True,
    ("author", "rwrw--"): True,
    ("member", "rw----"): False,
    ("member", "rwr---"): True,
    ("member", "rwra--"): True,
    ("member", "rwrw--"): True,
    ("leader", "rw----"): True,
    ("leader", "rwr---"): True,
    ("leader", "rwra--"): True,
    ("leader", "rwrw--"): True,
    ("admin", "rw----"): True,
    ("admin", "rwr---"): True,
    ("admin", "rwra--"): True,
    ("admin", "rwrw--"): True,
    ("outsider", "rw----"): False,
    ("outsider", "rwr---"): False,
    ("outsider", "rwra--"): False,
    ("outsider", "rwrw--"): False,
}
"""reference permissions.md §2.2, view."""
DELETES = {
    **dict.fromkeys(READS, False),
    **{(who, level): True for who in ("author", "leader", "admin") for level in LEVELS},
    ("member", "rwrw--"): True,
}
"""reference permissions.md §2.2, delete."""
BY_INVITATION = ("share_id", "discussion_id")
PUBLIC = ("experimenter_id", "group_id")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("who", ["author", "member", "leader", "admin", "outsider"])
def test_who_reads_and_deletes_what(world, who, level):
    ids = things(world, level)
    reader = Asker(who)
    for route in ROUTES:
        word, *_ = PLACE.findall(route.path) or [None]
        if word not in ids or route.methods not in ("GET", "DELETE") or word in BY_INVITATION:
            continue
        url, alone = filled(route.path, ids), route.path.endswith(">/") and not route.path.startswith("tagged/")
        reads, deletes = READS[who, level], DELETES[who, level]
        if route.methods == "GET" and alone:
            assert reader.get(url).status_code == (200 if reads else 404), url
        elif route.methods == "GET" and "project/" not in url:
            data = reader.data(url)
            assert bool(data if isinstance(data, list) else data["images"]) is reads, url
    for route in ROUTES:
        word, *_ = PLACE.findall(route.path) or [None]
        if word in ids and route.methods == "DELETE" and word not in BY_INVITATION:
            expected = 204 if deletes else 403 if reads else 404
            assert reader.delete(filled(route.path, ids)).status_code == expected, route.path


@pytest.mark.parametrize("who", ["member", "leader", "outsider"])
def test_shares_are_for_those_who_are_invited(world, who):
    ids = things(world, "rwrw--")
    paths = [path for path in NAMING if PLACE.findall(path)[0] in BY_INVITATION]
    assert {Asker(who).get(filled(path, ids)).status_code for path in paths} == {404}
    for share in Share.objects.all():
        ShareMember.objects.create(share=share, experimenter=getattr(world, who))
    assert {Asker(who).get(filled(path, ids)).status_code for path in paths} == {200}
    Share.objects.update(active=False)
    inside = [path for path in paths if path.endswith(("images/", "comments/"))]
    assert {Asker(who).get(filled(path, ids)).status_code for path in inside} == {403}
    assert {Asker("author").get(filled(path, ids)).status_code for path in inside} == {200}
    assert {Asker("admin").get(filled(path, ids)).status_code for path in inside} == {200}


def without(said, id_):
    return re.sub(rb"\b%d\b" % id_, b"ID", said)


@pytest.mark.parametrize("path", NAMING)
def test_hidden_and_absent_are_the_same(world, path):
    ids = things(world, "rwr---")
    outsider = Asker("outsider")
    for route in (route for route in ROUTES if route.path == path):
        word = PLACE.findall(path)[0]
        hidden, absent = ids.get(word, world.author.pk), NEVER
        if word == "group_id":
            continue  # all groups are known to everybody
        answers = []
        for id_ in (hidden, absent):
            body = {"name": "x", "text": "x"}
            response = outsider.client.generic(
                route.methods, "/api/" + PLACE.sub(str(id_), path), json.dumps(body), "application/json"
            )
            said = response.content
            answers.append((response.status_code, said if said.startswith(b'{"data"') else without(said, id_)))
        assert answers[0] == answers[1], route.methods


def test_nobody_gets_anything(client, world):
    for route in ROUTES:
        assert route.policy is Policy.SIGNED_IN
        url = PLACE.sub("1", route.path.replace("<path_type:object_type>", "image"))
        response = client.generic(route.methods, f"/api/{url}")
        assert (response.status_code, response.json()) == (403, {"message": "Not logged in"}), route.path
