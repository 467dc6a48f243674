def named(command, name):
    (found,) = [one for one in command("group", "list", "--json").objects if one["name"] == name]
    return found


def test_a_group_is_added_changed_and_gets_members(home, command):
    answer = command("group", "add", "lab", "--level", "rwra--", "--description", "ours")
    assert answer.code == 0
    lab = named(command, "lab")
    assert lab == {
        "id": lab["id"], "name": "lab", "level": "rwra--", "owners": [], "members": [], "description": "ours",
    }  # fmt: skip
    assert command("group", "set", "lab", "--level", "rwr---", "--rename", "core").code == 0
    assert command("group", "member", "core", "root", "--owner").code == 0
    core = named(command, "core")
    assert (core["id"], core["level"], core["owners"]) == (lab["id"], "rwr---", ["root"])
    assert command("group", "member", "core", "root", "--remove").code == 0
    assert named(command, "core")["owners"] == []


def test_what_cannot_be(home, command):
    answer = command("group", "add", "lab", "--level", "rwx---")
    assert (answer.code, answer.err) == (
        2, "micrographia: a level is one of rw----, rwr---, rwra--, rwrw--, not 'rwx---'\n",
    )  # fmt: skip
    command("group", "add", "lab")
    assert command("group", "add", "lab").code == 2
    assert command("group", "set", "user", "--rename", "people").code == 2
    assert command("group", "member", "lab", "nobody").code == 3
