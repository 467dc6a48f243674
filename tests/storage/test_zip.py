import struct
import zipfile

import pytest

from micrographia.errors import NotFound, Unreadable
from micrographia.storage import LocalStore, ZipStore
from micrographia.storage import zip as zip_module

NOISE = bytes((n * n) % 251 for n in range(70_000))


class Counted(LocalStore):
    """Notes what is read."""

    def __init__(self, root):
        super().__init__(root)
        self.reads = []

    def read(self, key, offset, length):
        data = super().read(key, offset, length)
        self.reads.append((offset, len(data)))
        return data


def archive(path, members, method=zipfile.ZIP_STORED, comment=b""):
    with zipfile.ZipFile(path, "w", method) as file:
        file.comment = comment
        for name, data in members:
            file.writestr(name, data, method)
    return ZipStore(Counted(path.parent), path.name)


@pytest.fixture(params=[zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
def store(tmp_path, request):
    members = [("zarr.json", b"{}"), ("a/b/noise", NOISE), ("a/c", b"0123456789"), ("a/d/", b""), ("empty", b"")]
    return archive(tmp_path / "a.zip", members, request.param, b'{"ome": {"version": "0.5"}}')


def test_members_are_read_whole_and_in_pieces(store):
    assert store.read("a/b/noise", 0, len(NOISE)) == NOISE
    assert store.read("a/b/noise", 60_000, 2**40) == NOISE[60_000:]
    assert store.read("a/c", 3, 4) == b"3456"
    assert store.read("a/c", 20, 4) == b""
    assert store.read("empty", 0, 10) == b""
    with store.open("a/b/noise") as file:
        file.seek(-5, 2)
        assert file.read() == NOISE[-5:]


def test_folders_are_what_the_names_say(store):
    assert list(store.keys()) == ["a", "empty", "zarr.json"]
    assert list(store.keys("a")) == ["a/b", "a/c"]
    assert [store.is_folder(key) for key in ("", "a", "a/b", "a/c", "b", "a/")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    with pytest.raises(NotFound):
        list(store.keys("a/c"))


def test_size_and_version_follow_the_bytes(store, tmp_path):
    other = archive(tmp_path / "b.zip", [("a/c", b"0123456780")])
    assert store.stat("a/c").size == 10
    assert store.stat("a/c").version != other.stat("a/c").version


@pytest.mark.parametrize("key", ["none", "a", "../a.zip", "/etc/passwd", "a/../a/c", "a//c", "a\0c"])
def test_nothing_else_is_there(store, key):
    for deed in (store.stat, store.open, lambda key: store.read(key, 0, 1)):
        with pytest.raises(NotFound):
            deed(key)


def test_a_piece_of_a_stored_member_reads_no_more_than_that(tmp_path):
    store = archive(tmp_path / "a.zip", [("noise", NOISE)])
    below = store._store
    below.reads.clear()
    store.read("noise", 30_000, 100)
    assert sum(length for _, length in below.reads) < 300
    below.reads.clear()
    store.read("noise", 0, len(NOISE))
    assert len(below.reads) == 1


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/passwd", "a/../../evil", "a\\..\\evil", "C:/evil", "./a", "a//b", "a\0b", "..", "a/../"],
)
def test_an_archive_with_a_name_that_leads_out_is_refused_as_a_whole(tmp_path, name):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        file.writestr(info, b"evil")
        file.writestr("good", b"good")
    with pytest.raises(Unreadable, match="which is refused"):
        ZipStore(LocalStore(tmp_path), "a.zip")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_listed_twice_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="twice"):
        archive(tmp_path / "a.zip", [("a", b"one"), ("a", b"two")])


def changed(path, **fields):
    """The archive with other numbers in the list entry of its first member."""
    places = {
        "flags": (8, "<H"),
        "method": (10, "<H"),
        "checksum": (16, "<I"),
        "packed": (20, "<I"),
        "size": (24, "<I"),
        "offset": (42, "<I"),
    }
    data = bytearray(path.read_bytes())
    start = data.index(b"PK\x01\x02")
    for field, value in fields.items():
        place, form = places[field]
        struct.pack_into(form, data, start + place, value)
    path.write_bytes(bytes(data))
    return ZipStore(LocalStore(path.parent), path.name)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"flags": 1}, "encrypted"),
        ({"method": 93}, "packed by method 93"),
        ({"method": 12}, "packed by method 12"),
        ({"size": 5000}, "two sizes"),
        ({"checksum": 1}, "checksum"),
        ({"offset": 7}, "not where"),
        ({"packed": 10**6, "size": 10**6}, "ends before"),
    ],
)
def test_a_stored_member_that_is_not_what_the_list_says_is_refused(tmp_path, fields, sentence):
    archive(tmp_path / "a.zip", [("a", b"0123456789" * 10)])
    store = changed(tmp_path / "a.zip", **fields)
    with pytest.raises(Unreadable, match=sentence):
        store.read("a", 0, store.stat("a").size)


@pytest.mark.parametrize("size", [5, 10**6, 2**31])
def test_a_deflated_member_never_unpacks_to_more_than_its_list_says(tmp_path, size):
    archive(tmp_path / "a.zip", [("a", bytes(20_000_000))], zipfile.ZIP_DEFLATED)
    store = changed(tmp_path / "a.zip", size=size)
    with pytest.raises(Unreadable, match=r"does not unpack|larger than"):
        store.read("a", 0, 10)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_module, "MOST_UNPACKED_BYTES", 2**20)
    store = archive(tmp_path / "a.zip", [("a", bytes(2**20 + 1))], zipfile.ZIP_DEFLATED)
    monkeypatch.setattr(zip_module.zlib, "decompressobj", None)
    with pytest.raises(Unreadable, match="deflated and larger than 1 MiB"):
        store.read("a", 0, 10)


def test_a_list_of_members_without_end_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_module, "MOST_DIRECTORY_BYTES", 4096)
    with pytest.raises(Unreadable, match="at most 4096"):
        archive(tmp_path / "a.zip", [(f"name-{n}", b"") for n in range(100)])


@pytest.mark.parametrize("length", [0, 3, 30, 200, 69_000])
def test_a_shortened_archive_is_refused(tmp_path, length):
    archive(tmp_path / "a.zip", [("noise", NOISE)])
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(whole[:length])
    with pytest.raises(Unreadable, match=r"a\.zip: not a readable ZIP file"):
        ZipStore(LocalStore(tmp_path), "a.zip")


def test_an_archive_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="No such file"):
        ZipStore(LocalStore(tmp_path), "a.zip")
