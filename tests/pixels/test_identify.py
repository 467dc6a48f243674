import pytest

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels import Claim
from micrographia.pixels.identify import Considered, UnknownFormat, identify
from micrographia.storage import LocalStore


class Stub:
    def __init__(self, name, claim):
        self.name, self.answer, self.heads = name, claim, []

    def claim(self, store, key, head):
        self.heads.append(head)
        return self.answer


@pytest.fixture
def store(tmp_path):
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.bin").touch()
    (tmp_path / "folder").mkdir()
    return LocalStore(tmp_path)


def test_the_highest_claim_wins(store):
    sure, generic, silent = Stub("sure", Claim.EXACT), Stub("generic", Claim.GENERIC), Stub("silent", None)
    found = identify(store, "a.bin", [generic, silent, sure])
    assert found.reader is sure
    assert found.claim is Claim.EXACT
    assert found.considered == (
        Considered("generic", Claim.GENERIC),
        Considered("silent", None),
        Considered("sure", Claim.EXACT),
    )
    assert found.reasons == ("sure was chosen: its claim is exact", "generic claims it too: generic")


def test_of_equal_claims_the_first_wins(store):
    first, second = Stub("first", Claim.LIKELY), Stub("second", Claim.LIKELY)
    assert identify(store, "a.bin", [first, second]).reader is first


def test_readers_see_the_first_4096_bytes_and_none_of_a_folder(store):
    stub = Stub("stub", Claim.LIKELY)
    identify(store, "a.bin", [stub])
    identify(store, "folder", [stub])
    assert [len(head) for head in stub.heads] == [4096, 0]


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (b"", "an empty file"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\0" * 100, "nothing but zeros"),
        (b"hello world\n", "a plain text"),
        (b"\x01\x02\xff", "01 02 ff"),
    ],
)
def test_what_nobody_knows_is_said_in_words(tmp_path, content, seen):
    (tmp_path / "x.dat").write_bytes(content)
    with pytest.raises(UnknownFormat, match=seen) as caught:
        identify(LocalStore(tmp_path), "x.dat")
    assert isinstance(caught.value, Unreadable)
    assert "x.dat" in str(caught.value)


def test_an_unknown_folder_is_said_to_be_one(store):
    with pytest.raises(UnknownFormat, match="folder"):
        identify(store, "folder")


def test_what_is_not_there_is_not_found(store):
    with pytest.raises(NotFound):
        identify(store, "missing.tif")


def test_the_registry_knows_synthetic_images(tmp_path):
    (tmp_path / "a&sizeX=3.fake").touch()
    assert identify(LocalStore(tmp_path), "a&sizeX=3.fake").reader.name == "fake"
