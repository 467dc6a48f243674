"""Who opens a share or discussion, at every address below it; tests/server has everybody at every address."""

import re

import pytest

from api_people import Asker
from catalog_world import make_image, make_world
from micrographia.api.urls import ROUTES
from micrographia.catalog.models import Share, ShareItem, ShareMember
from sign_in_people import PASSWORD

pytestmark = pytest.mark.django_db

PLACE = re.compile(r"<\w+:(share_id|discussion_id)>")
PATHS = sorted({route.path for route in ROUTES if PLACE.search(route.path)})


@pytest.fixture
def world():
    """A world whose people have passwords."""
    world = make_world()
    for person in world.people.values():
        person.set_password(PASSWORD)
        person.save()
    return world


@pytest.mark.parametrize("who", ["member", "leader", "outsider"])
def test_shares_are_for_those_who_are_invited(world, who):
    author, group = world.author, world.groups["rwrw--"]
    ids = {"share_id": Share.objects.create(owner=author, group=group).pk}
    ShareItem.objects.create(share_id=ids["share_id"], image=make_image(author, group))
    ids["discussion_id"] = Share.objects.create(owner=author, group=group).pk
    urls = [PLACE.sub(lambda place: str(ids[place[1]]), path) for path in PATHS]
    assert len(urls) == 5
    assert {Asker(who).get(url).status_code for url in urls} == {404}
    for share in Share.objects.all():
        ShareMember.objects.create(share=share, experimenter=getattr(world, who))
    assert {Asker(who).get(url).status_code for url in urls} == {200}
    Share.objects.update(active=False)
    inside = [url for url in urls if url.endswith(("images/", "comments/"))]
    assert {Asker(who).get(url).status_code for url in inside} == {403}
    assert {Asker("author").get(url).status_code for url in inside} == {200}
    assert {Asker("admin").get(url).status_code for url in inside} == {200}
