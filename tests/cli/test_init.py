from micrographia.accounts.models import Experimenter
from micrographia.home.folder import Home


def test_init_makes_a_home_with_its_administrator(home, command, tmp_path):
    answer = command("init", "--admin", "ada", "--password-stdin", "--home", tmp_path / "new", stdin="secret\n")
    assert (answer.code, answer.err) == (0, "")
    assert "first administrator: ada" in answer.out
    Home(tmp_path / "new").check()
    first = Experimenter.objects.get(pk=0)
    assert first.username == "ada"
    assert first.check_password("secret")


def test_init_again_changes_nothing(home, command):
    command("init", "--admin", "ada", "--password-stdin", stdin="secret\n")
    secret = home.secret.read_text()
    answer = command("init")
    assert answer.code == 0
    assert home.secret.read_text() == secret
    assert Experimenter.objects.get(pk=0).username == "ada"


def test_an_administrator_without_password_is_told_how_to_get_one(home, command):
    answer = command("init")
    assert "root has no password yet: micrographia user passwd root" in answer.out


def test_names_and_passwords_that_will_not_do(home, command):
    answer = command("init", "--admin", "guest")
    assert (answer.code, answer.err) == (2, "micrographia: there is a user 'guest' already\n")
    answer = command("init", "--password-stdin", stdin="\n")
    assert (answer.code, answer.err) == (2, "micrographia: the password is empty\n")


def test_init_leaves_a_folder_of_something_else_alone(home, command, tmp_path):
    (tmp_path / "precious.txt").touch()
    answer = command("init", "--home", tmp_path)
    assert answer.code == 2
    assert "is not empty and not a home folder" in answer.err


def test_other_commands_say_that_there_is_no_home(home, command, tmp_path):
    for arguments in (("user", "list"), ("imports",), ("jobs",), ("import", tmp_path), ("serve",), ("manage", "check")):
        answer = command("--home", tmp_path / "none", *arguments)
        assert answer.code == 2
        assert answer.err.startswith(f"micrographia: {tmp_path / 'none'} is no home folder; make one with:")
        assert answer.err.count("\n") == 1
