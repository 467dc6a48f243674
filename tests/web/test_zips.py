import io
import zipfile

import pytest

from micrographia.web.zips import Member, free_name, safe_name, zipped

PATHS = [
    ("a/b.tif", "a/b.tif"),
    ("/etc/passwd", "etc/passwd"),
    ("../../x", "x"),
    ("a/../../x", "a/x"),
    ("..\\..\\x", "x"),
    ("C:\\x", "C_/x"),
    ("a\0b", "a_b"),
    ("./.", "_"),
    ("", "_"),
    ("...", "..."),
]


@pytest.mark.parametrize(("name", "safe"), PATHS)
def test_no_member_leads_out_of_its_folder(name, safe):
    assert safe_name(name) == safe


def test_names_are_given_once():
    taken = set()
    names = ["a.tif", "a.tif", "a_(1).tif", "a.tif", "x.y/a", "x.y/a"]
    assert [free_name(name, taken) for name in names] == [
        "a.tif", "a_(1).tif", "a_(1)_(1).tif", "a_(2).tif", "x.y/a", "x.y/a_(1)"
    ]  # fmt: skip


@pytest.mark.parametrize("packed", [True, False])
def test_what_goes_in_comes_out(packed):
    members = [Member("a/b.bin", lambda: io.BytesIO(b"abc" * 400_000)), Member("é", lambda: io.BytesIO(b""))]
    whole = b"".join(zipped(members, packed))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a/b.bin", "é"]
        assert archive.read("a/b.bin") == b"abc" * 400_000
    assert (len(whole) < 100_000) is packed


class Endless(io.RawIOBase):
    """Says how much of it was read."""

    def __init__(self):
        self.given = 0

    def read(self, size=-1):
        self.given += size
        return bytes(size)


def test_no_more_is_read_than_is_sent():
    source = Endless()
    opened = []

    def open_():
        opened.append(source)
        return source

    parts = zipped([Member("endless", open_)], packed=False)
    assert opened == []
    for number in range(1, 20):
        assert 0 < len(next(parts)) < 600_000
        assert source.given <= (number + 1) * 2**18
    parts.close()
    assert source.closed
