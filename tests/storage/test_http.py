import pytest

from http_world import file_server
from micrographia.errors import Busy, NotFound, Unreadable
from micrographia.storage import Denied, Part, Url
from micrographia.storage.http import AHEAD, BLOCK_BYTES, HttpStore
from micrographia.storage.http_client import HttpClient
from micrographia.storage.memory import Memory

BIG = bytes(n * n % 251 for n in range(300_000))


@pytest.fixture
def server(tmp_path):
    (tmp_path / "sub" / "a.zarr").mkdir(parents=True)
    (tmp_path / "sub" / "big.tif").write_bytes(BIG)
    (tmp_path / "sub" / "small").write_bytes(b"0123456789")
    (tmp_path / "sub" / "empty").write_bytes(b"")
    (tmp_path / "sub" / "a.zarr" / ".zgroup").write_text("{}")
    (tmp_path / "sub" / "odd folder").mkdir()
    (tmp_path / "sub" / "odd folder" / "zarr.json").write_text("{}")
    (tmp_path / "secret").write_bytes(b"secret")
    with file_server(tmp_path) as server:
        yield server


@pytest.fixture
def make(server):
    client, blocks = HttpClient(server.access()), Memory(2**22)
    yield lambda: HttpStore(Url.parse(f"{server.url}/sub"), client, blocks)
    client.close()


@pytest.fixture
def store(make):
    return make()


def test_pieces_are_read(store):
    assert store.read("small", 3, 4) == b"3456"
    assert store.read("small", 8, 100) == b"89"
    assert store.read("small", 100, 4) == b""
    assert store.read("empty", 0, 100) == b""
    assert store.read("big.tif", 0, 2**30) == BIG
    assert store.read("big.tif", 299_990, 100) == BIG[299_990:]
    assert store.read("big.tif", 65_500, 100) == BIG[65_500:65_600]
    assert store.tail("big.tif", 16) == (BIG[-16:], 300_000)
    assert store.tail("small", 16) == (b"0123456789", 10)
    with store.open("big.tif") as file:
        file.seek(200_000)
        assert file.read(90_000) == BIG[200_000:290_000]


def test_sizes_versions_and_folders(store):
    assert store.stat("big.tif").size == 300_000
    assert store.stat("empty").size == 0
    assert store.stat("a.zarr").version == store.stat("a.zarr/.zgroup").version
    assert [store.is_folder(key) for key in ("a.zarr", "odd folder", "small", "none", "empty")] == [
        True, True, False, False, False
    ]  # fmt: skip
    assert store.address("odd folder") == f"{store.root}/odd%20folder"
    assert store.local_path("small") is None
    with pytest.raises(NotFound, match="does not tell what lies"):
        list(store.keys("a.zarr"))


@pytest.mark.parametrize(
    "key", ["none", "../secret", "/secret", "a/../../secret", "a\0b", "./small", "a.zarr/", "a\\b"]
)
def test_nothing_else_is_there(store, server, key):
    for deed in (store.stat, lambda key: store.read(key, 0, 1), lambda key: store.tail(key, 1)):
        with pytest.raises(NotFound):
            deed(key)
    assert all(path.startswith("/sub/none") for path in server.paths)


def test_what_is_short_is_read_in_blocks_and_remembered(make, server):
    store = make()
    for offset in range(0, 60_000, 1000):
        assert store.read("big.tif", offset, 100) == BIG[offset : offset + 100]
    assert [one.range for one in server.asked] == [f"bytes=0-{BLOCK_BYTES - 1}"]
    other = make()
    assert other.stat("big.tif").size == 300_000  # a new store looks whether it is still the same file
    assert other.read("big.tif", 60_000, 10_000) == BIG[60_000:70_000]
    server.asked.clear()
    assert make().read("big.tif", 60_000, 10_000) == BIG[60_000:70_000]
    assert len(server.asked) == 1


def test_what_is_long_is_read_as_it_is(store, server):
    store.read("big.tif", 1, 100_000)
    assert [(one.range, one.sent) for one in server.asked] == [("bytes=1-100000", 100_000)]


def test_what_is_expected_is_fetched_side_by_side(store, server):
    server.meet(AHEAD)
    parts = [Part("big.tif", 5000 * n, 100) for n in range(30)]
    store.expect(parts)
    for part in parts:
        assert store.read(*part) == BIG[part.offset : part.offset + 100]
    assert len(server.asked) == 30
    assert server.met
    assert server.sent == 3000


def test_no_more_is_fetched_ahead_than_memory_should_hold(store, server, monkeypatch):
    monkeypatch.setattr("micrographia.storage.http.AHEAD_BYTES", 250)
    parts = [Part("big.tif", 5000 * n, 100) for n in range(6)]
    store.expect(parts)
    assert len(store._ahead.started) == 2
    assert all(store.read(*part) == BIG[part.offset : part.offset + 100] for part in parts)
    assert len(server.asked) == 6


def test_expectations_that_fail_are_told_where_they_are_read(store):
    store.expect([Part("none", 0, 10), Part("small", 0, 10), Part("small", -2, 2)])
    with pytest.raises(NotFound):
        store.read("none", 0, 10)
    assert store.read("small", 0, 10) == b"0123456789"
    assert store.tail("small", 2) == (b"89", 10)


def test_a_file_that_changes_is_noticed(store, server, tmp_path):
    before = store.stat("big.tif")
    store.read("big.tif", 100_000, 70_000)
    (tmp_path / "sub" / "big.tif").write_bytes(BIG[::-1])
    with pytest.raises(Unreadable, match="has changed"):
        store.read("big.tif", 100_000, 70_000)
    fresh = HttpStore(store.root, store._client, store._blocks)
    assert fresh.stat("big.tif").version != before.version
    assert fresh.read("big.tif", 0, 10) == BIG[::-1][:10]


def test_a_server_that_does_not_know_if_match_is_found_out_too(store, server, tmp_path):
    store.stat("big.tif")
    (tmp_path / "sub" / "big.tif").write_bytes(BIG[::-1])

    def deaf(handler):
        del handler.headers["If-Match"]

    server.odd = deaf
    with pytest.raises(Unreadable, match="has changed"):
        store.read("big.tif", 100_000, 70_000)


@pytest.mark.parametrize("stamp", ["ETag", "Last-Modified", "W/", ""])
def test_the_version_is_made_of_what_there_is(store, server, stamp):
    def bare(handler):
        headers = {"ETag": '"v1"', "Last-Modified": "Thu, 01 Jan 1970 00:00:00 GMT", "W/": 'W/"v1"'}
        name = "ETag" if stamp == "W/" else stamp
        more = {name: headers[stamp]} if stamp else {}
        return handler.say(206, {"Content-Range": "bytes 0-9/10", **more}, b"0123456789")

    server.odd = bare
    versions = {"ETag": '"v1"', "Last-Modified": "10 Thu, 01 Jan 1970 00:00:00 GMT", "W/": '10 W/"v1"', "": "10"}
    assert store.stat("small").version == versions[stamp]


def test_a_server_without_ranges_serves_what_is_read_whole(store, server):
    def whole(handler):
        del handler.headers["Range"]

    server.odd = whole
    assert store.read("small", 0, 100) == b"0123456789"
    assert store.read("big.tif", 0, 2**20) == BIG
    for deed in (lambda: store.read("big.tif", 100_000, 70_000), lambda: store.tail("big.tif", 10)):
        with pytest.raises(Unreadable, match="does not answer ranges"):
            deed()


LIES = {
    "another place": ({"Content-Range": "bytes 1-10/20"}, b"0123456789"),
    "more than asked": ({"Content-Range": "bytes 0-19/20"}, b"0123456789" * 2),
    "less than it says": ({"Content-Range": "bytes 0-9/20"}, b"012345678"),
    "more than it says": ({"Content-Range": "bytes 0-9/20"}, b"0123456789x"),
    "less than there is": ({"Content-Range": "bytes 0-4/20"}, b"01234"),
    "nothing": ({}, b"0123456789"),
    "no size": ({"Content-Range": "bytes 0-9/*"}, b"0123456789"),
    "nonsense": ({"Content-Range": "bytes 9-0/20"}, b"0123456789"),
    "beyond its end": ({"Content-Range": "bytes 0-9/5"}, b"0123456789"),
    "negative": ({"Content-Range": "bytes -1-8/20"}, b"0123456789"),
    "huge": ({"Content-Range": "bytes 0-9/99999999999999999999999"}, b"0123456789"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_part_that_is_not_the_one_asked_for_is_refused(store, server, lie):
    headers, body = LIES[lie]
    server.odd = lambda handler: handler.say(206, headers, body)
    store.expect([Part("small", 0, 10)])
    with pytest.raises((Unreadable, Busy), match=r"another part|which part"):
        store.read("small", 0, 10)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, Denied),
        (403, Denied),
        (404, NotFound),
        (410, NotFound),
        (418, Unreadable),
        (204, Unreadable),
        (304, Unreadable),
    ],
)
def test_other_answers(store, server, status, kind):
    server.odd = lambda handler: handler.say(status)
    with pytest.raises(kind):
        store.read("small", 0, 10)
