"""Filesets of other machines, read by the confined child through its asker's eyes."""

import collections
import json
import os
import select
import threading

import pytest
import tifffile

from http_world import file_server
from micrographia.errors import Busy, NotFound, Unreadable
from micrographia.importing.question import MIB, Limits, Measure
from micrographia.importing.sandbox import Sandbox
from micrographia.importing.scan import Found, Left, scan
from micrographia.importing.window import Deaf, View, Window, WindowStore
from micrographia.storage import Denied, LocalStore, Part, Url
from micrographia.storage.access import Access
from micrographia.storage.anywhere import allow
from zarr_world import multiscale, numbers

DATA = numbers(2, 3, 100, 120)


@pytest.fixture
def server(tmp_path):
    (tmp_path / "sub").mkdir()
    multiscale(tmp_path / "sub" / "a.ome.zarr", [DATA], "czyx", 2, (1, 1, 50, 60))
    tifffile.imwrite(tmp_path / "sub" / "a.tif", DATA[0, 0])
    (tmp_path / "sub" / "notes.txt").write_text("no image")
    with file_server(tmp_path) as server:
        allow(server.access())
        yield server
        allow(Access())


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(Limits(memory=256 * MIB, seconds=20)) as sandbox:
        yield sandbox


def place(server, name):
    return Url.parse(f"{server.url}/sub/{name}")


def test_filesets_are_found_and_examined_in_the_child(server, sandbox):
    found = list(scan(sandbox, [place(server, "a.ome.zarr"), place(server, "a.tif")]))
    root = place(server, "a.tif").parent
    assert found == [Found(root, "ome-zarr", ("a.ome.zarr",)), Found(root, "tiff", ("a.tif",))]
    examined = sandbox.examine(root, "ome-zarr", ("a.ome.zarr",))
    assert examined.inspection.images[0].size.x == 120
    values = examined.values[0]
    assert values.exact
    assert [(one.low, one.high) for one in values.ranges] == [(DATA[c].min(), DATA[c].max()) for c in range(2)]
    measured = list(sandbox.measure(Measure(str(root), "tiff", ("a.tif",), (0,)), lambda _: None))
    assert measured[0].values.ranges[0].high == DATA[0, 0].max()


def test_what_is_no_image_is_left_with_the_reason(server, sandbox):
    places = [place(server, "notes.txt"), place(server, "none.tif"), Url.parse(server.url)]
    reasons = [one.reason for one in scan(sandbox, places) if isinstance(one, Left)]
    assert reasons[0] == "notes.txt: no reader knows a plain text"
    assert "there is no such file" in reasons[1]
    assert reasons[2] == "this is the address of a host; say which image there"


def test_a_host_that_nobody_allowed_is_named_with_the_setting(server, sandbox):
    (left,) = scan(sandbox, [Url.parse("https://elsewhere.example/a.ome.zarr")])
    assert left.reason == (
        "elsewhere.example is not among the hosts that may be asked; remote_hosts in config.toml lists them"
    )


def test_a_host_that_is_gone_is_one_sentence(tmp_path, sandbox):
    with file_server(tmp_path) as gone:
        pass
    allow(gone.access())
    (left,) = scan(sandbox, [Url.parse(f"{gone.url}/a.ome.zarr")])
    assert left.reason == f"{gone.host} does not answer (no connection)"
    allow(Access())


class TestView:
    @pytest.fixture
    def view(self, tmp_path):
        for name in ("a.tif", "b.tif", "a.tif.secret"):
            (tmp_path / name).write_bytes(b"0123456789")
        (tmp_path / "a.zarr").mkdir()
        (tmp_path / "a.zarr" / "0").write_bytes(b"chunk")
        return View(LocalStore(tmp_path), ("a.tif", "a.zarr"))

    def test_it_shows_the_fileset(self, view):
        assert view.answer({"deed": "read", "key": "a.tif", "offset": 2, "length": 3}) == ({}, b"234")
        assert view.answer({"deed": "tail", "key": "a.tif", "length": 3}) == ({"size": 10}, b"789")
        assert view.answer({"deed": "stat", "key": "a.zarr/0"})[0]["size"] == 5
        assert view.answer({"deed": "is_folder", "key": "a.zarr"}) == ({"folder": True}, b"")
        assert view.answer({"deed": "expect", "parts": [["a.tif", 0, 3]]}) == ({}, b"")

    @pytest.mark.parametrize("key", ["b.tif", "a.tif.secret", "", "..", "a", "/a.tif", "A.tif"])
    @pytest.mark.parametrize("deed", ["read", "tail", "stat", "is_folder", "expect"])
    def test_it_shows_nothing_else(self, view, key, deed):
        with pytest.raises(Unreadable, match="no file of this fileset"):
            view.answer({"deed": deed, "key": key, "offset": 0, "length": 1, "parts": [[key, 0, 1]]})

    def test_the_store_refuses_what_leads_out_of_a_folder(self, view):
        with pytest.raises(NotFound):
            view.answer({"deed": "read", "key": "a.zarr/../../secret", "offset": 0, "length": 1})

    @pytest.mark.parametrize(
        "asked",
        [{}, [], 3, None, {"deed": "write", "key": "a.tif"}, {"deed": "read", "key": "a.tif"},
         {"deed": "read", "key": ["a.tif"], "offset": 0, "length": 1}, {"deed": "stat"},
         {"deed": "read", "key": "a.tif", "offset": "0", "length": 1}, {"deed": "expect", "parts": [3]},
         {"deed": "open", "key": "https://elsewhere.example/"}],
    )  # fmt: skip
    def test_it_does_nothing_else(self, view, asked):
        with pytest.raises(Unreadable, match="cannot be asked"):
            view.answer(asked)


def serve(window, view):
    """Answers what was asked, if anything was within a moment."""
    asked = bool(select.select([window.questions], [], [], 0.05)[0])
    if asked:
        window.serve(view)
    return asked


class TestPipes:
    @pytest.fixture
    def window(self):
        window = Window()
        yield window
        window.given()
        window.close()

    @pytest.fixture
    def store(self, window):
        return WindowStore(Url.parse("https://images.example/sub"), window.theirs)

    def ask(self, window, view, deed):
        """What the child gets to know, its question answered meanwhile."""
        got = []

        def child():
            try:
                got.append(deed())
            except Exception as error:
                got.append(error)

        thread = threading.Thread(target=child)
        thread.start()
        while thread.is_alive():
            serve(window, view)
        return got[0]

    def test_answers_arrive_whole(self, window, store, tmp_path):
        (tmp_path / "a").write_bytes(os.urandom(300_000))
        view = View(LocalStore(tmp_path), None)
        whole = (tmp_path / "a").read_bytes()
        assert self.ask(window, view, lambda: store.read("a", 0, 2**20)) == whole
        assert self.ask(window, view, lambda: store.tail("a", 10)) == (whole[-10:], 300_000)
        assert self.ask(window, view, lambda: store.stat("a").size) == 300_000
        assert self.ask(window, view, lambda: store.is_folder("a")) is False
        assert self.ask(window, view, lambda: store.expect([Part("a", 0, 1)])) is None
        assert store.address("a") == "https://images.example/sub/a"

    @pytest.mark.parametrize("kind", [NotFound, Busy, Denied, Unreadable])
    def test_errors_stay_of_their_kind(self, window, store, kind):
        class Broken:
            def stat(self, key):
                raise kind("why")

        error = self.ask(window, View(Broken(), None), lambda: store.stat("a"))
        assert (type(error), str(error)) == (kind, "why")

    def test_without_a_view_nothing_is_read(self, window, store):
        error = self.ask(window, None, lambda: store.stat("a"))
        assert isinstance(error, Unreadable)

    @pytest.mark.parametrize("line", [b"{", b"\xff", b"[" * 100_000, b'"' + b"x" * 50_000])
    def test_nonsense_is_answered(self, window, line):
        writer = threading.Thread(target=lambda: os.write(window.theirs[1], line + b"\n"))
        writer.start()
        while writer.is_alive() or serve(window, None):
            serve(window, None)
        said = json.loads(os.read(window.theirs[0], 65536))
        assert said["error"] == "Unreadable"

    def test_a_question_without_end_is_not_kept(self, window):
        writer = threading.Thread(target=lambda: [os.write(window.theirs[1], b"x" * 60_000) for _ in range(18)])
        writer.start()
        with pytest.raises(Deaf):
            collections.deque(window.serve(None) for _ in range(1000))
        while writer.is_alive():
            if select.select([window.questions], [], [], 0.05)[0]:
                os.read(window.questions, 65536)

    def test_who_takes_no_answer_is_not_waited_for(self, window, tmp_path, monkeypatch):
        monkeypatch.setattr("micrographia.importing.window._DEAF_SECONDS", 0.2)
        (tmp_path / "a").write_bytes(bytes(500_000))
        os.write(window.theirs[1], b'{"deed": "read", "key": "a", "offset": 0, "length": 500000}\n')
        with pytest.raises(Deaf):
            window.serve(View(LocalStore(tmp_path), None))


def test_only_the_files_of_the_fileset_are_asked_for(server, sandbox):
    before = server.connections
    sandbox.examine(place(server, "a.tif").parent, "tiff", ("a.tif",))
    assert {one.headers["User-Agent"] for one in server.asked} == {"micrographia"}
    assert server.connections - before <= 2
    assert set(server.paths) == {"/sub/a.tif"}
