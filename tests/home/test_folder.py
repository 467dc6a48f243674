import stat

import pytest

from micrographia.home.folder import BadHome, Home


def test_a_new_home_has_its_folders_a_secret_and_a_config(tmp_path):
    home = Home(tmp_path / "lab" / "home")
    home.create()
    home.check()
    names = {path.name for path in home.path.iterdir()}
    assert names == {
        "config.toml", "secret", "format", "originals", "attachments", "tables", "luts", "templates",
        "derived", "uploads", "exports", "logs",
    }  # fmt: skip
    assert stat.S_IMODE(home.secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    assert len(home.secret.read_text().strip()) >= 60


def test_an_empty_folder_that_was_open_to_all_is_closed(tmp_path):
    tmp_path.chmod(0o755)
    Home(tmp_path).create()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    tmp_path.chmod(0o750)
    Home(tmp_path).create()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750, "what a lab has set since stays"


def test_a_place_where_nothing_can_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(BadHome, match="file/home cannot be made a home folder: Not a directory"):
        Home(tmp_path / "file" / "home").create()


def test_creating_twice_keeps_secret_and_config(tmp_path):
    home = Home(tmp_path / "home")
    home.create()
    secret = home.secret.read_text()
    home.config.write_text("page_size = 10\n")
    home.create()
    assert home.secret.read_text() == secret
    assert home.config.read_text() == "page_size = 10\n"


def test_two_homes_have_two_secrets(tmp_path):
    first, second = Home(tmp_path / "1"), Home(tmp_path / "2")
    first.create()
    second.create()
    assert first.secret.read_text() != second.secret.read_text()


def test_a_folder_with_something_else_in_it_is_not_taken(tmp_path):
    (tmp_path / "thesis.odt").write_text("years of work")
    with pytest.raises(BadHome, match="is not empty and not a home folder"):
        Home(tmp_path).create()
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_a_missing_home_says_how_to_make_one(tmp_path):
    with pytest.raises(BadHome, match="init"):
        Home(tmp_path / "nowhere").check()


@pytest.mark.parametrize(("written", "sentence"), [("999\n", "newer version"), ("two\n", "should hold a number")])
def test_a_home_of_another_format_is_refused(tmp_path, written, sentence):
    home = Home(tmp_path / "home")
    home.create()
    home.format.write_text(written)
    with pytest.raises(BadHome, match=sentence):
        home.check()
    with pytest.raises(BadHome, match=sentence):
        home.create()
