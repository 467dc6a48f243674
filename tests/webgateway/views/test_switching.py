"""Expected values by hand: reference webgateway.md §7.10, permissions.md §5.1, §7; security.md T-20."""

import pytest
import structlog
from django.test import Client

from catalog_world import join, make_group, make_project, make_user
from micrographia.accounts import people
from micrographia.accounts.builtin import ROOT, SYSTEM_GROUP, USER_GROUP
from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership, Session
from micrographia.accounts.viewer import viewer_of
from sign_in_people import PASSWORD, basic
from webgateway_people import SignedIn


@pytest.fixture
def boss(lab):
    """An administrator who is in no other group, signed in."""
    make_user("boss", ExperimenterGroup.objects.get(pk=SYSTEM_GROUP), password=PASSWORD)
    return SignedIn("boss")


@pytest.fixture
def secret(lab):
    """A project of the member that nobody else of the lab sees."""
    return make_project(lab.member, _private(lab), "Secret")


def _private(lab):
    group = make_group("private", "rw----")
    join(lab.member, group)
    return group


def projects(browser):
    return [each["name"] for each in browser.get("proj/list/").json()]


def cookie(browser):
    return browser.client.cookies["sessionid"].value


def with_cookie(value):
    client = Client()
    client.cookies["sessionid"] = value
    return client


def is_signed_in(value):
    return with_cookie(value).get("/webgateway/proj/list/").status_code == 200


def act_as(browser, name, **more):
    return browser.post(f"su/{name}/", **more)


def test_others_do_not_find_it(lab, boss):
    for browser in (SignedIn("member"), SignedIn("owner")):
        for answer in (browser.get("su/owner/"), act_as(browser, "owner"), browser.post("su/")):
            assert answer.status_code == 404
    assert Client().post("/webgateway/su/owner/").status_code == 302
    assert boss.post("su/").status_code == 404


def test_asking_changes_nothing(lab, boss):
    before = list(Session.objects.values_list())
    page = boss.get("su/member/")
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "csrfmiddlewaretoken" in page.content.decode()
    assert list(Session.objects.values_list()) == before
    assert "sessionid" not in page.cookies


def test_one_sees_what_that_person_sees_and_comes_back(lab, boss, secret):
    lab_only = make_project(lab.outsider, make_group("third", "rw----"), "Other")
    assert {"Secret", "Project", "Other"} <= set(projects(boss))
    mine = cookie(boss)
    answer = act_as(boss, "member")
    assert (answer.content, answer["Content-Type"]) == (b"true", "application/json")
    theirs = cookie(boss)
    assert theirs != mine
    assert not is_signed_in(mine)
    assert projects(boss) == projects(SignedIn("member")) == ["Project", "Secret"]
    assert boss.get(f"proj/{lab_only.pk}/detail/").status_code == 404
    assert boss.get(f"imgData/{lab.image.pk}/perms/").json() == {
        "canAnnotate": True,
        "canEdit": False,
        "canDelete": False,
        "canLink": False,
    }
    assert boss.client.get("/metrics").status_code == 404
    assert act_as(boss, "owner").status_code == 404
    back = boss.post("su/")
    assert back.content == b"true"
    assert cookie(boss) not in (mine, theirs)
    assert not is_signed_in(theirs)
    assert "Other" in projects(boss)
    assert boss.client.get("/metrics").status_code == 200
    assert boss.post("su/").status_code == 404


def test_what_is_done_is_done_in_that_name(lab, boss):
    act_as(boss, "member")
    assert boss.post(f"saveImgRDef/{lab.image.pk}/", m="g").content == b"true"
    assert SignedIn("member").get(f"imgData/{lab.image.pk}/rdefs.model/").json() == "greyscale"
    boss.post("su/")
    assert boss.get(f"imgData/{lab.image.pk}/rdefs.model/").json() == "color"


def test_nothing_that_was_copied_goes_along(lab, boss):
    assert boss.get("copyImgRDef/", fromid=lab.image.pk).content == b"true"
    act_as(boss, "member")
    assert boss.get("getImgRDef/").json() == {"rdef": None}


@pytest.mark.parametrize(
    ("name", "status"), [("nobody", 404), ("guest", 404), ("root", 403), ("boss", 403), ("%00", 404)]
)
def test_whom_nobody_can_be(boss, name, status):
    for answer in (boss.get(f"su/{name}/"), act_as(boss, name)):
        assert answer.status_code == status
    assert "Secret" not in projects(boss)


def test_an_account_that_is_switched_off(lab, boss):
    Membership.objects.filter(experimenter=lab.member, group_id=USER_GROUP).delete()
    assert act_as(boss, "member").json() == {"message": "There is no user member"}


def test_a_session_is_needed(lab, boss):
    client = Client(headers=basic("boss"))
    refused = client.post("/webgateway/su/member/")
    assert (refused.status_code, refused.json()["message"][:15]) == (400, "this needs the ")
    assert "sessionid" not in refused.cookies
    form = {"username": "boss", "password": PASSWORD, "server": "1"}
    uuid = Client().post("/api/v0/login/", form).json()["eventContext"]["sessionUuid"]
    assert Client(headers={"Authorization": f"Bearer {uuid}"}).post("/webgateway/su/member/").status_code == 400


def test_a_page_needs_its_token(lab, boss):
    boss.client.handler.enforce_csrf_checks = True
    assert act_as(boss, "member").status_code == 403
    assert boss.post("su/").status_code == 403
    boss.get("su/member/")
    token = {"X-CSRFToken": boss.client.cookies["csrftoken"].value}
    assert act_as(boss, "member", headers=token).content == b"true"
    assert boss.post("su/", headers=token).content == b"true"  # the same token goes on


def test_a_form_goes_on_to_a_page_of_this_server(lab, boss):
    answer = boss.post("su/member/", {"url": "/webclient/?show=image-1"})
    assert (answer.status_code, answer["Location"]) == (302, "/webclient/?show=image-1")
    assert boss.post("su/", {"url": "//evil.example"}).content == b"true"
    assert act_as(boss, "member", callback="done").content == b"done(true)"


def test_pages_say_who_one_really_is(lab, boss):
    Experimenter.objects.filter(username="boss").update(first_name="Big", last_name="Boss")
    act_as(boss, "member")
    page = boss.client.get("/").content.decode()
    assert "Member Example (you are Big Boss)" in page
    assert 'action="/webgateway/su/"' in page
    boss.post("su/")
    assert "you are" not in boss.client.get("/").content.decode()


def test_it_is_logged(lab, boss):
    with structlog.testing.capture_logs() as lines:
        act_as(boss, "member")
        boss.post("su/")
    numbers = {"administrator": Experimenter.objects.get(username="boss").pk, "person": lab.member.pk}
    told = [{name: line[name] for name in (*numbers, "event")} for line in lines if "administrator" in line]
    assert told == [
        {**numbers, "event": "an administrator acts as another person"},
        {**numbers, "event": "an administrator is back"},
    ]


def demoted(lab):
    Membership.objects.filter(experimenter__username="boss", group_id=SYSTEM_GROUP).delete()


def new_password(lab):
    boss = Experimenter.objects.get(username="boss")
    people.set_password(viewer_of(ROOT), boss.pk, "another long password")


def switched_off(lab):
    Membership.objects.filter(experimenter=lab.member, group_id=USER_GROUP).delete()


@pytest.mark.parametrize("change", [demoted, new_password, switched_off])
def test_it_ends_with_the_rights_of_either(lab, boss, change):
    act_as(boss, "member")
    assert boss.get("proj/list/").status_code == 200
    change(lab)
    assert boss.get("proj/list/").status_code == 302
