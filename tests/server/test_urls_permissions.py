"""Who gets which answer at every address that names a thing: everybody × every level, by walking the routes.

A new route fails here until it has a case, or is told to name nothing (reference permissions.md §2.2, §4.5, §5.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from catalog_world import (
    LEVELS,
    attach,
    make_dataset,
    make_group,
    make_plate,
    make_project,
    make_screen,
    make_tag,
    make_user,
)
from micrographia.catalog.models import Revision, ScreenPlate, Share, ShareItem, ShareMember, WellField
from micrographia.web.openapi import documented
from micrographia.web.params import parameters_of
from picture_world import attached_file, make_picture
from sign_in_people import PASSWORD

pytestmark = pytest.mark.django_db

NEVER = 987_654_321
"""The id of nothing."""
PLACE = re.compile(r"<\w+:(\w+)>")
NUMBERS = {"z": 0, "t": 0, "x": 0, "y": 0, "channel": 0, "field": 0, "thickness": 1, "width": 16, "height": 16}
OTHERS = {
    **NUMBERS,
    "key": "id",
    "api_version": "0",
    "name": "welcome",
    "object_type": "image",
    "axis": "z",
    "position": 1,
    "username": "author",
}
"""What stands at the places of a path that name no thing."""

ALL = {"view", "annotate", "link", "delete"}
NOTHING: set[str] = set()
RIGHTS = {
    "author": dict.fromkeys(LEVELS, ALL),
    "member": {"rw----": NOTHING, "rwr---": {"view"}, "rwra--": {"view", "annotate"}, "rwrw--": ALL},
    "leader": {"rw----": {"view", "delete"}, "rwr---": ALL, "rwra--": ALL, "rwrw--": ALL},
    "admin": {"rw----": {"view", "delete"}, "rwr---": ALL, "rwra--": ALL, "rwrw--": ALL},
    "outsider": dict.fromkeys(LEVELS, NOTHING),
    "invited": dict.fromkeys(LEVELS, NOTHING),
}
"""reference permissions.md §2.2: what each may do with the author's things. invited: a member of the share only."""


@dataclass(frozen=True)
class Asked:
    """Who asked, what she may do, the ids of the things, and what was answered."""

    who: str
    may: set[str]
    ids: dict[str, int]
    answer: Any

    @property
    def json(self) -> Any:
        return self.answer.json()


@dataclass(frozen=True)
class Case:
    """One way of asking an address. query, form, body: with the names of ids in braces; expected: raises where not."""

    expected: Callable[[Asked], None]
    query: str = ""
    form: dict[str, str] | None = None
    body: str | None = None


def status(asked: Asked, *wanted: int) -> None:
    assert asked.answer.status_code in wanted, asked.answer.content[:300]


def seen(asked: Asked) -> None:
    status(asked, 200 if "view" in asked.may else 404)


def listed(asked: Asked) -> None:
    status(asked, 200)
    data = asked.json["data"]
    found = data if isinstance(data, list) else [each for some in data.values() for each in some]
    assert bool(found) is ("view" in asked.may), found
    total = asked.json["meta"]["totalCount"]
    assert (sum(total.values()) if isinstance(total, dict) else total) == len(found)


def listed_plainly(asked: Asked) -> None:
    status(asked, 200)
    assert bool(asked.json) is ("view" in asked.may)


def done(right: str, success: int) -> Callable[[Asked], None]:
    """Success with the right; 403 for those who only see the thing; 404 for the rest."""

    def expected(asked: Asked) -> None:
        status(asked, success if right in asked.may else 403 if "view" in asked.may else 404)

    return expected


def saved(asked: Asked) -> None:
    status(asked, 200)
    assert asked.json is ("annotate" in asked.may)


def pasted(asked: Asked) -> None:
    status(asked, 200)
    # Without a right on the image that settings come from, nothing is pasted anywhere.
    assert asked.json["True"] == ([asked.ids["other_id"]] if "annotate" in asked.may else [])


def applied(asked: Asked) -> None:
    status(asked, 200)
    assert asked.json == ([asked.ids["image_id"]] if "annotate" in asked.may else [])


def copied(asked: Asked) -> None:
    status(asked, 200)
    assert asked.json is ("view" in asked.may)


def settings_listed(asked: Asked) -> None:
    status(asked, 200)
    assert list(asked.json) == (["rdefs"] if "view" in asked.may else ["error"])


def compatible(asked: Asked) -> None:
    status(asked, 200)
    assert isinstance(asked.json, list) is ("view" in asked.may)


def thumbnails(asked: Asked) -> None:
    status(asked, 200)
    assert (asked.json[str(asked.ids["image_id"])] is not None) is ("view" in asked.may)


def of_own_group(success: int) -> Callable[[Asked], None]:
    """Members and administrators; others hear that they are no members, whether or not the group exists."""

    def expected(asked: Asked) -> None:
        status(asked, 403 if asked.who in ("outsider", "invited") else success)

    return expected


def showing(asked: Asked) -> None:
    """Only who owns an image, leads its group or administers may put it into a share."""
    showable = asked.who in ("author", "leader", "admin")
    status(asked, 201 if showable else 403 if "view" in asked.may else 404)


def everybody(asked: Asked) -> None:
    status(asked, 200)


def invited(asked: Asked) -> None:
    status(asked, 200 if asked.who in ("author", "admin", "invited") else 404)


def commenting(asked: Asked) -> None:
    status(asked, 201 if asked.who in ("author", "admin", "invited") else 404)


def ending(asked: Asked) -> None:
    """The owner and administrators; a member who may see it may not."""
    status(asked, 204 if asked.who in ("author", "admin") else 403 if asked.who == "invited" else 404)


def shares_listed(asked: Asked) -> None:
    status(asked, 200)
    data = asked.json["data"]
    found = data if isinstance(data, list) else [*data["shares"], *data["discussions"]]
    assert bool(found) is (asked.who in ("author", "admin", "invited"))


def people_listed(asked: Asked) -> None:
    status(asked, 200)
    names = {entry["omeName"] for entry in asked.json["data"]}
    assert ("author" in names) is ("view" in asked.may)


def groups_listed(asked: Asked) -> None:
    status(asked, 200)


def placeholder(asked: Asked) -> None:
    """A picture in any case: the image's, or one that stands for what is not there."""
    status(asked, 200)
    assert asked.answer["Content-Type"] == "image/jpeg"


def administering(asked: Asked) -> None:
    status(asked, 200 if asked.who == "admin" else 404)


def paths_told(asked: Asked) -> None:
    status(asked, 200)
    assert bool(asked.json["paths"]) is ("view" in asked.may)


def annotations_told(asked: Asked) -> None:
    """Only the image carries one."""
    status(asked, 200)
    carries = "image=" in asked.answer.wsgi_request.META["QUERY_STRING"]
    assert bool(asked.json["annotations"]) is ("view" in asked.may and carries)
    assert bool(asked.json.get("parents", {}).get("lineage")) is ("view" in asked.may and carries)


def gone_on(asked: Asked) -> None:
    """Sent on to the viewer, which looks for itself."""
    status(asked, 302)


LINK = '{{"links":[{{"parentType":"project","parentId":{project_id},"childType":"dataset","childId":{loose_id}}}]}}'
LINKED = LINK.replace("loose_id", "dataset_id")
NESTED = '{{"dataset": {{"{dataset_id}": {{"image": [{image_id}]}}}}}}'
NAME = '{{"name": "new"}}'
SETTINGS = "c=1|0:9$FF0000&m=c"
TILE = "tile=0,0,0"


TOLD_BY_WORD = {
    "image": "image_id",
    "dataset": "dataset_id",
    "project": "project_id",
    "screen": "screen_id",
    "plate": "plate_id",
    "run": "run_id",
    "well": "well_id",
    "tag": "tag_id",
    "tagset": "set_id",
    "image={image_id}&group": "group_id",
}


def twice(path: str, *cases: Case) -> dict[str, tuple[Case, ...]]:
    """The same address below /webgateway/ and /webclient/."""
    method, _, rest = path.partition(" ")
    return {f"{method} /{family}/{rest}": cases for family in ("webgateway", "webclient")}


CASES: dict[str, tuple[Case, ...]] = {
    "GET /api/experimenters/<int:experimenter_id>/": (Case(seen),),
    "GET /api/experimenters/": (Case(people_listed, "group={group_id}"),),
    "GET /api/groups/<int:group_id>/": (Case(everybody),),
    "GET /api/groups/": (Case(groups_listed, "member={experimenter_id}"), Case(groups_listed, "owner={leader_id}")),
    "GET /api/containers/": (Case(of_own_group(200), "group={group_id}"), Case(everybody, "owner={experimenter_id}")),
    "GET /api/projects/": (Case(of_own_group(200), "group={group_id}"), Case(listed, "owner={experimenter_id}")),
    "POST /api/projects/": (Case(of_own_group(201), body='{{"name": "new", "group": {group_id}}}'),),
    "GET /api/projects/<int:project_id>/": (Case(seen),),
    "DELETE /api/projects/<int:project_id>/": (Case(done("delete", 204)),),
    "POST /api/projects/<int:project_id>/": (Case(done("delete", 204)),),
    "GET /api/datasets/": (
        Case(listed, "project={project_id}"),
        Case(of_own_group(200), "group={group_id}"),
        Case(listed, "owner={experimenter_id}"),
    ),
    "POST /api/datasets/": (Case(of_own_group(201), body='{{"name": "new", "group": {group_id}}}'),),
    "GET /api/datasets/<int:dataset_id>/": (Case(seen),),
    "DELETE /api/datasets/<int:dataset_id>/": (Case(done("delete", 204)),),
    "POST /api/datasets/<int:dataset_id>/": (Case(done("delete", 204)),),
    **{
        f"GET /api/{word}/<int:project_id>/datasets/": (
            Case(listed),
            Case(of_own_group(200), "group={group_id}"),
            Case(listed, "owner={experimenter_id}"),
        )
        for word in ("project", "projects")
    },
    **{
        f"POST /api/{word}/<int:project_id>/datasets/": (
            Case(done("link", 201), body=NAME),
            Case(done("link", 201), "group={group_id}", body=NAME),
        )
        for word in ("project", "projects")
    },
    "GET /api/screens/": (Case(of_own_group(200), "group={group_id}"), Case(listed, "owner={experimenter_id}")),
    "POST /api/screens/": (Case(of_own_group(201), body='{{"name": "new", "group": {group_id}}}'),),
    "GET /api/screens/<int:screen_id>/": (Case(seen),),
    "DELETE /api/screens/<int:screen_id>/": (Case(done("delete", 204)),),
    "GET /api/plates/": (
        Case(listed, "screen={screen_id}"),
        Case(of_own_group(200), "group={group_id}"),
        Case(listed, "owner={experimenter_id}"),
    ),
    "GET /api/plates/<int:plate_id>/": (Case(seen),),
    "GET /api/screens/<int:screen_id>/plates/": (
        Case(listed),
        Case(of_own_group(200), "group={group_id}"),
        Case(listed, "owner={experimenter_id}"),
    ),
    "GET /api/runs/": (
        Case(listed, "plate={plate_id}"),
        Case(of_own_group(200), "group={group_id}"),
        Case(listed, "owner={experimenter_id}"),
    ),
    "GET /api/runs/<int:run_id>/": (Case(seen),),
    "GET /api/plates/<int:plate_id>/runs/": (
        Case(listed),
        Case(of_own_group(200), "group={group_id}"),
        Case(listed, "owner={experimenter_id}"),
    ),
    "GET /api/images/": (
        Case(listed, "dataset={dataset_id}"),
        Case(of_own_group(200), "group={group_id}"),
        Case(listed, "owner={experimenter_id}"),
    ),
    "GET /api/images/<int:image_id>/": (Case(seen),),
    "GET /api/tags/": (
        Case(listed, "tagset={set_id}"),
        Case(of_own_group(200), "group={group_id}"),
        Case(listed, "owner={experimenter_id}"),
    ),
    "POST /api/tags/": (
        Case(of_own_group(201), body='{{"value": "new", "group": {group_id}}}'),
        Case(done("annotate", 201), body='{{"value": "new", "parent": {set_id}}}'),
    ),
    "DELETE /api/tags/": (Case(done("delete", 204), "ids={tag_id}"), Case(done("delete", 204), "id={tag_id}")),
    "GET /api/tags/<int:tag_id>/": (Case(seen),),
    "DELETE /api/tags/<int:tag_id>/": (Case(done("delete", 204)),),
    "GET /api/tagged/": (Case(listed, "tag={tag_id}"), Case(listed, "tag={tag_id}&owner={experimenter_id}")),
    "GET /api/tagged/<int:tag_id>/": (Case(listed), Case(listed, "owner={experimenter_id}")),
    "GET /api/paths/<path_type:object_type>/<int:object_id>/": (
        Case(listed),
        Case(listed, "project={project_id}&dataset={dataset_id}&image={image_id}"),
        Case(listed, "owner={experimenter_id}"),
        Case(of_own_group(200), "group={group_id}"),
    ),
    "GET /api/shares/": (Case(shares_listed), Case(shares_listed, "owner={experimenter_id}")),
    "GET /api/discussions/": (Case(shares_listed), Case(shares_listed, "member={experimenter_id}")),
    "GET /api/publicContainers/": (Case(shares_listed), Case(shares_listed, "member={experimenter_id}")),
    "POST /api/shares/": (Case(showing, body='{{"images": [{image_id}]}}'),),
    "POST /api/discussions/": (Case(of_own_group(201), body='{{"group": {group_id}}}'),),
    "GET /api/shares/<int:share_id>/": (Case(invited),),
    "DELETE /api/shares/<int:share_id>/": (Case(ending),),
    "GET /api/shares/<int:share_id>/images/": (Case(invited),),
    "GET /api/shares/<int:share_id>/comments/": (Case(invited),),
    "POST /api/shares/<int:share_id>/comments/": (Case(commenting, body='{{"text": "Look"}}'),),
    "GET /api/discussions/<int:discussion_id>/": (Case(invited),),
    "DELETE /api/discussions/<int:discussion_id>/": (Case(ending),),
    "GET /api/discussions/<int:discussion_id>/comments/": (Case(invited),),
    "POST /api/discussions/<int:discussion_id>/comments/": (Case(commenting, body='{{"text": "Well"}}'),),
    "POST /api/links/": (Case(done("link", 200), body=LINK), Case(done("link", 200), body=NESTED)),
    "DELETE /api/links/": (Case(done("delete", 200), body=LINKED), Case(done("delete", 200), body=NESTED)),
    "GET /": (Case(seen, "show=image-{image_id}"), Case(seen, "show=dataset-{dataset_id}")),
    "GET /webclient/": (Case(seen, "show=image-{image_id}"), Case(seen, "show=plate-{plate_id}")),
    "GET /webgateway/img_detail/<int:image_id>/": (Case(seen),),
    "GET /webclient/img_detail/<int:image_id>/": (Case(gone_on),),
    **twice("GET render_image/<int:image_id>/<int:z>/<int:t>/", Case(seen)),
    **twice("GET render_image_region/<int:image_id>/<int:z>/<int:t>/", Case(seen, TILE)),
    "GET /webgateway/render_image_rdef/<int:image_id>/<int:z>/<int:t>/": (Case(seen, SETTINGS),),
    "GET /webgateway/render_image_region_rdef/<int:image_id>/<int:z>/<int:t>/": (Case(seen, f"{SETTINGS}&{TILE}"),),
    **twice("GET render_split_channel/<int:image_id>/<int:z>/<int:t>/", Case(seen)),
    **twice("GET render_row_plot/<int:image_id>/<int:z>/<int:t>/<int:y>/<int:thickness>/", Case(seen)),
    **twice("GET render_col_plot/<int:image_id>/<int:z>/<int:t>/<int:x>/<int:thickness>/", Case(seen)),
    "GET /webgateway/render_movie/<int:image_id>/<axis:axis>/<int:position>/": (Case(seen),),
    "GET /webgateway/render_thumbnail/<int:image_id>/<int:width>/<int:height>/": (Case(seen),),
    "GET /webclient/render_thumbnail/<int:image_id>/": (Case(placeholder),),
    "GET /webclient/render_thumbnail/size/<int:width>/<int:image_id>/": (Case(placeholder),),
    "GET /webclient/render_image_download/<int:image_id>/<int:z>/<int:t>/": (Case(seen),),
    **twice("GET render_birds_eye_view/<int:image_id>/<int:width>/", Case(seen)),
    **twice("GET get_thumbnail/<int:image_id>/<int:width>/<int:height>/", Case(seen)),
    **twice("GET get_thumbnails/<int:width>/", Case(thumbnails, "id={image_id}")),
    **twice("GET imgData/<int:image_id>/", Case(seen)),
    **twice("GET imgData/<int:image_id>/<str:key>/", Case(seen)),
    "GET /webgateway/histogram_json/<int:image_id>/channel/<int:channel>/": (Case(seen),),
    "GET /webgateway/proj/<int:project_id>/detail/": (Case(seen),),
    "GET /webgateway/proj/<int:project_id>/children/": (Case(listed_plainly),),
    "GET /webgateway/dataset/<int:dataset_id>/detail/": (Case(seen),),
    "GET /webgateway/dataset/<int:dataset_id>/children/": (Case(seen),),
    "GET /webgateway/plate/<int:plate_id>/<int:field>/<int:acquisition>/": (Case(seen),),
    "GET /webgateway/well/<int:well_id>/children/": (Case(seen), Case(seen, "run={run_id}")),
    "GET /webgateway/wellData/<int:well_id>/": (Case(seen),),
    **twice("POST saveImgRDef/<int:image_id>/", Case(saved, form={"c": "1|0:9$FF0000", "m": "c"})),
    "GET /webgateway/compatImgRDef/<int:image_id>/": (Case(compatible),),
    **twice("GET copyImgRDef/", Case(copied, "fromid={image_id}")),
    **twice("POST copyImgRDef/", Case(pasted, "fromid={image_id}", form={"toids": "{other_id}"})),
    **twice("GET getImgRDef/", Case(everybody)),
    "GET /webgateway/get_image_rdefs_json/<int:image_id>/": (Case(settings_listed),),
    "POST /webgateway/resetRDef/": (Case(applied, form={"toids": "{image_id}"}), Case(applied, "toids={image_id}")),
    "POST /webgateway/applyOwnersRDef/": (Case(applied, form={"toids": "{image_id}"}),),
    **twice("GET archived_files/download/<int:image_id>/", Case(seen)),
    **twice("GET archived_files/download/", Case(seen, "image={image_id}"), Case(seen, "well={well_id}")),
    **twice("GET download_as/<int:image_id>/", Case(seen)),
    **twice("GET download_as/", Case(seen, "image={image_id}"), Case(seen, "well={well_id}")),
    **twice("GET original_file_paths/<int:image_id>/", Case(seen)),
    "GET /webgateway/original_metadata/<int:image_id>/": (Case(seen),),
    "GET /webgateway/original_metadata/<int:image_id>/page/": (Case(seen),),
    "GET /webclient/api/paths_to_object/": tuple(
        Case(paths_told, f"{word}={{{ids}}}") for word, ids in TOLD_BY_WORD.items()
    ),
    "GET /webclient/api/annotations/": tuple(
        Case(annotations_told, query)
        for query in ("image={image_id}&parents=true", "dataset={dataset_id}", "project={project_id}", "well={well_id}")
    ),
    "GET /webclient/annotation/<int:annotation_id>/": (Case(seen),),
    "GET /webgateway/su/<str:username>/": (Case(administering),),
    "POST /webgateway/su/<str:username>/": (Case(administering),),  # the last: an administrator is somebody else then
}

NAME_NOTHING = {
    "GET /favicon.ico",
    "GET /healthz",
    "GET /metrics",
    "GET /api/openapi.json",
    "GET /api/docs/",
    "GET /api/",
    "GET /api/v<api_version:api_version>/",
    "GET /api/v<api_version:api_version>/token/",
    "GET /api/v<api_version:api_version>/servers/",
    "POST /api/v<api_version:api_version>/login/",
    "GET /webclient/login/",
    "POST /webclient/login/",
    "GET /webclient/logout/",
    "POST /webclient/logout/",
    "GET /webclient/keepalive_ping/",
    "GET /webclient/pages/<slug:name>/",
    "GET /webgateway/",
    "GET /webgateway/open_with/",
    "GET /webgateway/luts/",
    "GET /webclient/luts/",
    "GET /webgateway/luts_png/",
    "GET /webgateway/proj/list/",
    "POST /webgateway/su/",
}
SHORTER = re.compile(r"GET /(webgateway|webclient)/(render_|get_thumbnail|plate/)")
"""Addresses of which a longer form, with further numbers at the end, has a case of its own."""

NAMING = {
    *(
        "project",
        "dataset",
        "screen",
        "plate",
        "image",
        "images",
        "well",
        "run",
        "tag",
        "tagset",
        "parent",
        "id",
        "ids",
    ),
    *("group", "owner", "member", "members", "show", "toids", "fromid"),
}
"""Parameters that name things; shares have a test of their own."""
PATHS = "GET /api/paths/<path_type:object_type>/<int:object_id>/"
WITHOUT_EFFECT = {
    *((PATHS, word) for word in ("screen", "plate", "run", "well")),  # they only leave out what is there without them
    *(
        (f"GET /{family}/{address}/<int:image_id>/", word)  # what the path names wins
        for family in ("webgateway", "webclient")
        for address in ("archived_files/download", "download_as")
        for word in ("image", "well")
    ),
    *((f"GET /{family}/copyImgRDef/", "toids") for family in ("webgateway", "webclient")),  # nothing is pasted by GET
    *(("GET /webclient/api/annotations/", word) for word in ("screen", "plate", "run")),  # read as the others are
    ("POST /api/tags/", "tagset"),  # whether the new tag is one
}


def routes():
    for path, dispatcher in documented():
        for method, route in dispatcher.by_method.items():
            if method != "HEAD":
                yield f"{method} {path}", route


def test_every_route_has_a_case_or_names_nothing():
    there = {address for address, _ in routes()}
    lacking = there - set(CASES) - NAME_NOTHING
    lacking = {address for address in lacking if not is_shorter(address)}
    assert lacking == set(), "say in CASES who may ask them, or in NAME_NOTHING that they name no thing"
    assert set(CASES) - there == set()
    assert NAME_NOTHING - there == set()


def is_shorter(address: str) -> bool:
    return bool(SHORTER.match(address)) and any(each.startswith(address) and each != address for each in CASES)


def test_every_parameter_that_names_a_thing_has_a_case():
    lacking = set()
    for address, route in routes():
        told = " ".join(f"{case.query} {case.form} {case.body}" for case in CASES.get(address, ()))
        for query in (route.params, route.body):
            for bound in parameters_of(query) if query else ():
                if bound.name in NAMING and not re.search(rf"\b{bound.name}\b", told):
                    lacking.add((address, bound.name))
    lacking -= {(f"{method} /api/{word}/", name) for word, names in DOUBLED.items() for method, name in names}
    assert {
        (address, name)
        for address, name in lacking
        if (address, name) not in WITHOUT_EFFECT and not is_shorter(address)
    } == set()


DOUBLED = {
    "shares": {("GET", "member"), ("POST", "members"), ("POST", "group")},
    "discussions": {("GET", "owner"), ("POST", "members"), ("POST", "images")},
    "publicContainers": {("GET", "owner")},
}
"""Addresses that read the same declarations in the same room: one of them has the case."""


@dataclass(frozen=True)
class Lab:
    """The ids of the author's things by the names that addresses use, and everybody's client."""

    ids: dict[str, int]
    clients: dict[str, Client]


@pytest.fixture
def lab(home, tmp_path, request) -> Lab:
    group = make_group("lab", request.param)
    author = make_user("author", group, password=PASSWORD)
    elsewhere = make_group("elsewhere")
    people = {
        "author": author,
        "member": make_user("member", group, password=PASSWORD),
        "leader": make_user("leader", leads=(group,), password=PASSWORD),
        "admin": make_user("admin", admin=True, password=PASSWORD),
        "outsider": make_user("outsider", elsewhere, password=PASSWORD),
        "invited": make_user("invited", elsewhere, password=PASSWORD),
    }
    return Lab(things(author, group, tmp_path, people), {name: signed_in(name) for name in people})


def signed_in(name: str) -> Client:
    client = Client()
    assert client.post("/webclient/login/", {"username": name, "password": PASSWORD}).status_code == 302
    return client


SMALL = "sizeX=8 sizeY=8 pixelType=uint8"


def things(author, group, folder, people) -> dict[str, int]:
    project, loose = make_project(author, group), make_dataset(author, group, "loose")
    dataset = make_dataset(author, group, project=project)
    image = make_picture(author, group, folder, SMALL, name="one", dataset=dataset)
    other = make_picture(author, group, folder, SMALL, name="two", dataset=dataset)
    screen, plate = make_screen(author, group), make_plate(author, group, wells=1)
    ScreenPlate.objects.create(owner=author, group=group, parent=screen, child=plate)
    WellField.objects.update(image=make_picture(author, group, folder, SMALL, name="well"))
    tag, tag_set = make_tag(author, group), make_tag(author, group, "set", tag_set=True)
    for carrier in (image, tag_set):
        attach(tag, carrier)
    share, discussion = (Share.objects.create(owner=author, group=group) for _ in range(2))
    ShareItem.objects.create(share=share, image=image)
    for each in (share, discussion):
        ShareMember.objects.create(share=each, experimenter=people["invited"])
    return {
        "experimenter_id": author.pk,
        "leader_id": people["leader"].pk,
        "group_id": group.pk,
        "project_id": project.pk,
        "dataset_id": dataset.pk,
        "loose_id": loose.pk,
        "image_id": image.pk,
        "object_id": image.pk,
        "other_id": other.pk,
        "screen_id": screen.pk,
        "plate_id": plate.pk,
        "run_id": plate.runs.get().pk,
        "acquisition": plate.runs.get().pk,
        "well_id": plate.wells.get().pk,
        "tag_id": tag.pk,
        "set_id": tag_set.pk,
        "annotation_id": attached_file(screen, b"notes").pk,
        "share_id": share.pk,
        "discussion_id": discussion.pk,
    }


def ask(client: Client, address: str, case: Case, ids: dict[str, int], further: str = "") -> Any:
    method, _, path = address.partition(" ")
    url = PLACE.sub(lambda place: str({**OTHERS, **ids}[place[1]]), path)
    query = "&".join(filter(None, (case.query.format(**ids), further)))
    url += f"?{query}" if query else ""
    if case.body is not None:
        return client.generic(method, url, case.body.format(**ids), "application/json")
    form = {name: value.format(**ids) for name, value in (case.form or {}).items()}
    answer = client.post(url, form) if method == "POST" else client.generic(method, url)
    if answer.streaming:
        b"".join(answer)  # a file that is sent stays open until it is read
    return answer


def checked(lab: Lab, level: str, who: str, address: str, case: Case) -> None:
    answer = ask(lab.clients[who], address, case, lab.ids)
    try:
        case.expected(Asked(who, RIGHTS[who][level], lab.ids, answer))
    except AssertionError as error:
        raise AssertionError(f"{who}, {level}: {address} {case.query}: {answer.status_code} {error}") from error
    if who == "outsider" and case.expected not in KNOWN_TO_ALL:
        assert told(answer, lab.ids) == told(absent(lab, who, address, case), lab.ids), f"{who} {address}"


KNOWN_TO_ALL = (everybody, groups_listed)
"""Groups are known to everybody."""


def absent(lab: Lab, who: str, address: str, case: Case) -> Any:
    """The same, of things that were never there."""
    return ask(lab.clients[who], address, case, dict.fromkeys(lab.ids, NEVER))


def told(answer: Any, ids: dict[str, int]) -> tuple[int, str]:
    text = re.sub(r"csrfmiddlewaretoken\W+value\W+\w+", "", answer.content.decode("latin-1"))
    return answer.status_code, re.sub(rf"\b({'|'.join(map(str, {*ids.values(), NEVER}))})\b", "ID", text)


READING = [address for address in CASES if address.startswith("GET")]
WRITING = [address for address in CASES if not address.startswith("GET")]
at_every_level = pytest.mark.parametrize("lab", LEVELS, indirect=True, ids=LEVELS)


@at_every_level
def test_who_reads_what(lab, request):
    level = request.node.callspec.params["lab"]
    for who in RIGHTS:
        for address in READING:
            for case in asked_at(level, address):
                checked(lab, level, who, address, case)


@at_every_level
def test_who_changes_what(lab, request):
    level = request.node.callspec.params["lab"]
    for who in RIGHTS:
        for address in WRITING:
            for case in CASES[address]:
                with transaction.atomic():
                    checked(lab, level, who, address, case)
                    transaction.set_rollback(True)
                forget()


NUMBERS_OF_CHANGES = count(10**12)


def asked_at(level: str, address: str) -> tuple[Case, ...]:
    """All ways of asking at one level, one way at the others."""
    return CASES[address] if level == "rwr---" else () if is_again(address) else CASES[address][:1]


def is_again(address: str) -> bool:
    """Whether it is one of WebGateway's below /webclient/: the same route."""
    return address.replace("/webclient/", "/webgateway/") in CASES and "/webclient/" in address


def forget() -> None:
    """What was taken back is not what the next change will be, though the database counts it the same."""
    Revision.objects.update_or_create(shard=30_001, defaults={"number": next(NUMBERS_OF_CHANGES)})


BESIDE_SHARES = {
    "GET /webgateway/original_file_paths/<int:image_id>/": "original files are no part of a share: it has none",
    "GET /webclient/original_file_paths/<int:image_id>/": "the same",
}
SHARED = [
    address
    for address, route in routes()
    if route.params and "share" in {bound.name for bound in parameters_of(route.params)} and address in CASES
]


@pytest.mark.parametrize("lab", ["rw----"], indirect=True)
def test_a_share_opens_its_image_to_those_who_are_invited(lab):
    assert len(SHARED) > 25
    for address in SHARED:
        for case in CASES[address]:
            if "well=" in case.query:
                continue  # the image in the well is not in the share
            for who in ("invited", "outsider", "member"):
                answer = ask(lab.clients[who], address, case, lab.ids, f"share={lab.ids['share_id']}")
                if address in BESIDE_SHARES:
                    assert not answer.json().get("repo"), address
                else:
                    rights = {"view"} if who == "invited" else NOTHING
                    case.expected(Asked(who, rights, lab.ids, answer))


@pytest.mark.parametrize("lab", ["rwrw--"], indirect=True)
def test_nobody_who_is_not_signed_in_gets_anything(lab):
    for address, cases in CASES.items():
        answer = ask(Client(), address, cases[0], lab.ids)
        if address.partition(" ")[2].startswith("/api/"):
            assert (answer.status_code, answer.json()) == (403, {"message": "Not logged in"}), address
        else:
            assert answer.status_code == 302, address
            assert answer["Location"].startswith("/webclient/login/?url="), address
