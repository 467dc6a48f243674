import pytest

from micrographia.catalog.models import Image

KEYS = ["image_id", "fileset_id", "dataset_id", "plate_id", "well", "series", "name", "path", "status", "reason"]


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a&sizeX=16&sizeY=16.fake").touch()
    (folder / "notes.txt").write_text("hello")
    return folder


def test_one_object_an_image_and_one_a_refused_file(home, command, data):
    answer = command("import", data, "--dataset", "D", "--json")
    assert (answer.code, answer.err) == (7, "")
    image, refused = answer.objects
    assert list(image) == list(refused) == KEYS
    assert (image["status"], image["name"], image["series"], image["reason"]) == ("imported", "a", 0, "")
    assert image["image_id"] == Image.objects.get().pk
    assert (refused["status"], refused["image_id"], refused["path"]) == ("refused", None, str(data / "notes.txt"))
    again, _ = command("import", data, "--dataset", "D", "--json").objects
    assert again == {**image, "status": "known", "reason": "imported before"}


def test_a_dry_run_changes_nothing(home, command, data):
    answer = command("import", data, "--dry-run", "--json")
    assert [(one["status"], one["image_id"], one.get("dataset")) for one in answer.objects] == [
        ("planned", None, "data"), ("refused", None, None),
    ]  # fmt: skip
    assert not Image.objects.exists()
    assert command("imports", "--json").objects == []


def test_exit_codes_say_how_much_was_taken(home, command, data, tmp_path):
    (tmp_path / "empty").mkdir()
    assert command("import", data / "a&sizeX=16&sizeY=16.fake").code == 0
    assert command("import", data).code == 7
    assert command("import", data / "notes.txt").code == 5
    assert command("import", tmp_path / "empty").err.endswith("micrographia: there is no image file there\n")
    assert command("import", tmp_path / "empty").code == 3
    assert command("import", data, "--user", "nobody").code == 3
    assert command("import", data, "--user", "guest").code == 4


def test_what_happened_can_be_asked_later(home, command, data):
    command("import", data)
    first, second = command("imports", "--json").objects
    assert (first["status"], first["images"], first["files"], first["user"]) == ("imported", 1, 1, "root")
    assert (second["status"], second["fileset_id"], second["images"]) == ("refused", None, 0)
    assert [one["path"] for one in command("imports", "--path", "notes", "--json").objects] == [second["path"]]


def test_names_cannot_move_the_cursor(home, command, tmp_path):
    (tmp_path / "a\x1b[2Jb&sizeX=8&sizeY=8.fake").touch()
    answer = command("import", tmp_path / "a\x1b[2Jb&sizeX=8&sizeY=8.fake")
    assert answer.code == 0
    assert "\x1b" not in answer.out
    assert "\x1b" not in command("imports").out
