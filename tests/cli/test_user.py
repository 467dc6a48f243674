from micrographia.accounts.models import Experimenter, Membership


def test_a_user_is_added_with_groups_and_password(home, command):
    command("group", "add", "lab")
    command("group", "add", "core")
    answer = command(
        "user", "add", "ada", "--password-stdin", "--group", "lab:owner", "--group", "core", "--admin",
        "--first-name", "Ada", stdin="secret\n",
    )  # fmt: skip
    assert (answer.code, answer.err) == (0, "")
    ada = Experimenter.objects.get(username="ada")
    assert ada.check_password("secret")
    inside = Membership.objects.filter(experimenter=ada).order_by("position")
    assert [(one.group.name, one.is_owner) for one in inside] == [
        ("user", False), ("lab", True), ("core", False), ("system", False),
    ]  # fmt: skip
    (shown,) = [one for one in command("user", "list", "--json").objects if one["name"] == "ada"]
    assert shown == {
        "id": ada.pk, "name": "ada", "full_name": "Ada", "email": "", "active": True, "admin": True,
        "groups": ["lab:owner", "core"],
    }  # fmt: skip


def test_a_user_who_cannot_be_added_leaves_nothing(home, command):
    answer = command("user", "add", "ada", "--password-stdin", "--group", "none", stdin="secret\n")
    assert (answer.code, answer.err) == (3, "micrographia: there is no group 'none'\n")
    command("group", "add", "lab")
    assert (
        command("user", "add", "ada", "--group", "lab").err
        == "micrographia: no password: give it by --password-stdin\n"
    )
    assert not Experimenter.objects.filter(username="ada").exists()
    assert command("user", "add", "root", "--group", "lab", "--password-stdin", stdin="x\n").code == 2


def test_a_password_is_changed_and_an_account_ended(home, command):
    command("group", "add", "lab")
    command("user", "add", "ada", "--password-stdin", "--group", "lab", stdin="secret\n")
    assert command("user", "passwd", "ada", "--password-stdin", stdin="other\r\n").code == 0
    ada = Experimenter.objects.get(username="ada")
    assert ada.check_password("other")
    assert command("user", "disable", "ada").code == 0
    assert not ada.is_active
    assert command("user", "disable", "nobody").code == 3
    for _ in range(2):
        assert command("user", "enable", "ada").code == 0
        assert ada.is_active
    assert ada.check_password("other")
    assert command("user", "enable", "nobody").code == 3


def test_people_read_columns(home, command):
    lines = command("user", "list").out.splitlines()
    assert lines[0].split() == ["id", "name", "full_name", "email", "active", "admin", "groups"]
    assert lines[1].split() == ["0", "root", "root", "root", "yes", "yes"]
