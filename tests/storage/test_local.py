import pytest

from micrographia.errors import NotFound
from micrographia.storage import LocalStore


@pytest.fixture
def store(tmp_path):
    (tmp_path / "root" / "folder").mkdir(parents=True)
    (tmp_path / "root" / "folder" / "b.tif").write_bytes(b"0123456789")
    (tmp_path / "root" / "a.tif").write_bytes(b"a")
    (tmp_path / "secret.tif").write_bytes(b"secret")
    (tmp_path / "root" / "link.tif").symlink_to(tmp_path / "secret.tif")
    (tmp_path / "root-beside").mkdir()
    return LocalStore(tmp_path / "root")


def test_keys_are_full_and_sorted(store):
    assert list(store.keys()) == ["a.tif", "folder", "link.tif"]
    assert list(store.keys("folder")) == ["folder/b.tif"]


def test_reading_takes_a_piece(store):
    assert store.read("folder/b.tif", 3, 4) == b"3456"
    assert store.read("folder/b.tif", 8, 4) == b"89"


def test_the_version_follows_the_bytes(store):
    before = store.stat("a.tif")
    (store.root / "a.tif").write_bytes(b"other")
    assert before.size == 1
    assert store.stat("a.tif").version != before.version


@pytest.mark.parametrize(
    "key", ["../secret.tif", "link.tif", "folder/../../secret.tif", "/etc/passwd", "../root-beside", "a\0b", "none.tif"]
)
def test_nothing_outside_is_there(store, key):
    with pytest.raises(NotFound):
        store.open(key)
    with pytest.raises(NotFound):
        store.stat(key)
    with pytest.raises(NotFound):
        store.read(key, 0, 1)


def test_folders_are_told_from_files(store):
    assert store.is_folder("folder")
    assert store.is_folder("")
    assert not store.is_folder("a.tif")
    assert not store.is_folder("..")


def test_a_read_sets_aside_no_more_than_the_file_has(store):
    """No machine could set aside what is asked for here."""
    with store.open("a.tif") as file:
        assert store.read("a.tif", 0, 2**62) == file.read()
    assert store.read("a.tif", 10**9, 2**62) == b""
