"""Requests against servers that lie, dawdle, send elsewhere: all of them real."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest

from http_world import file_server
from micrographia.errors import Busy, Unreadable
from micrographia.storage.access import Access, Refused
from micrographia.storage.http_client import HttpClient, Target


@pytest.fixture
def server(tmp_path):
    (tmp_path / "a").write_bytes(b"0123456789")
    with file_server(tmp_path) as server:
        yield server


@pytest.fixture
def client(server):
    client = HttpClient(server.access(seconds=2.0))
    yield client
    client.close()


def get(client, server, path="/a", most=1000, **settings):
    return client.ask(Target(("http", server.address, server.port), path, **settings), most)


def test_an_answer_with_its_headers(client, server):
    answer = get(client, server, headers={"Range": "bytes=2-4"})
    assert (answer.status, answer.body, answer.cut) == (206, b"234", False)
    assert answer.headers["content-range"] == "bytes 2-4/10"
    assert get(client, server, "/none").status == 404


def test_one_connection_serves_one_request_after_the_other(client, server):
    for _ in range(5):
        get(client, server, headers={"Range": "bytes=2-4"}, most=3)
        get(client, server, "/none")
    assert server.connections == 1


def test_no_more_is_read_than_was_asked_for(client, server):
    answer = get(client, server, most=4)
    assert (answer.body, answer.cut) == (b"0123", True)


def test_nothing_is_allowed_from_the_start(server):
    client = HttpClient(Access())
    with pytest.raises(Refused, match="remote_hosts"):
        get(client, server)
    assert server.asked == []


@pytest.mark.parametrize(
    ("listed", "good"),
    [
        ("127.0.0.1:{port}", True),
        ("127.0.0.1", False),  # the usual port only
        ("localhost:{port}", False),
        (".0.0.1:{port}", True),
        ("0.0.1:{port}", False),
        ("*", False),
        ("", False),
    ],
)
def test_a_host_is_listed_with_its_port(server, listed, good):
    client = HttpClient(Access(private_hosts=(listed.format(port=server.port),)))
    if good:
        assert get(client, server).status == 200
    else:
        with pytest.raises(Refused):
            get(client, server)
        assert server.asked == []


def test_a_listed_host_on_the_own_network_needs_to_be_listed_as_such(server):
    client = HttpClient(Access(hosts=(server.host,)))
    with pytest.raises(Refused, match="remote_private_hosts"):
        get(client, server)
    assert server.asked == []


class TestRebinding:
    """A name that resolves to a good address when it is judged and to another one when it is used."""

    def ask(self, monkeypatch, server, answers, access, times=1):
        real, asked, answers = socket.getaddrinfo, [], list(answers)

        def getaddrinfo(host, port, *args, **settings):
            if host == "images.example":
                asked.append(host)
                host = answers.pop(0) if len(answers) > 1 else answers[0]
            return real(host, port, *args, **settings)

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        client = HttpClient(access)
        target = Target(("http", "images.example", server.port), "/a")
        return [client.ask(target, 100) for _ in range(times)], asked

    def test_the_connection_goes_to_the_address_that_was_judged(self, monkeypatch, server, tmp_path):
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "a").write_bytes(b"secret")
        with file_server(tmp_path / "other", "127.0.0.2", server.port) as other:
            access = Access(private_hosts=(f"images.example:{server.port}",))
            server.odd = lambda handler: setattr(handler, "close_connection", True)
            answers, asked = self.ask(monkeypatch, server, ["127.0.0.1", "127.0.0.2"], access, times=3)
            assert [answer.body for answer in answers] == [b"0123456789"] * 3
            assert (asked, other.asked) == (["images.example"], [])
            assert server.asked[0].headers["Host"] == f"images.example:{server.port}"

    def test_a_name_that_turns_private_is_refused(self, monkeypatch, server):
        with pytest.raises(Refused):
            self.ask(monkeypatch, server, ["127.0.0.1"], Access(hosts=(f"images.example:{server.port}",)))
        assert server.asked == []

    @pytest.mark.parametrize("address", ["::ffff:127.0.0.1", "0.0.0.0", "169.254.169.254", "::1"])
    def test_other_ways_to_write_this_machine(self, monkeypatch, server, address):
        with pytest.raises(Refused):
            self.ask(monkeypatch, server, [address], Access(hosts=(f"images.example:{server.port}",)))
        assert server.asked == []


class TestRedirects:
    def send(self, server, to):
        server.odd = lambda handler: handler.path == "/a" and handler.say(302, {"Location": to})

    def test_one_to_an_allowed_host_is_followed_with_its_query(self, client, server, tmp_path):
        (tmp_path / "b").write_bytes(b"abcdef")
        self.send(server, f"{server.url}/b?signature=1")
        answer = get(client, server, headers={"Range": "bytes=1-2"})
        assert answer.body == b"bc"
        assert server.paths == ["/a", "/b?signature=1"]

    @pytest.mark.parametrize(
        "to",
        [
            "http://169.254.169.254/latest/meta-data", "http://localhost:{port}/b", "http://127.0.0.2:{port}/b",
            "http://[::1]:{port}/b", "http://[::ffff:127.0.0.1]:{port}/b", "http://2130706433:{port}/b",
            "http://0x7f.1:{port}/b", "http://127.1:{port}/b", "//127.0.0.2:{port}/b", "file:///etc/passwd",
            "gopher://127.0.0.1:{port}/b", "ftp://127.0.0.1:{port}/b", "http://user@127.0.0.1:{port}/b",
            "http://127.0.0.1:{port}@169.254.169.254/", "http://127.0.0.1:1/", "s3://bucket/b", "data:text/plain,b",
            "http://127.0.0.1:99999/b", "http://127.0.0.1:{port}\\@127.0.0.2/",
        ],
    )  # fmt: skip
    def test_all_others_are_not(self, client, server, to):
        self.send(server, to.format(port=server.port))
        with pytest.raises(Unreadable) as caught:
            get(client, server)
        assert server.paths == ["/a"]
        assert "meta-data" not in str(caught.value)

    def test_what_was_said_to_one_host_is_not_said_to_the_next(self, client, server, tmp_path):
        (tmp_path / "b").write_bytes(b"abc")
        self.send(server, "/b")
        get(client, server, headers={"Authorization": "secret", "x-amz-security-token": "secret", "Range": "bytes=0-1"})
        assert server.asked[0].headers["Authorization"] == "secret"
        assert not {"Authorization", "x-amz-security-token"} & set(server.asked[1].headers)

    def test_signed_requests_follow_none(self, client, server):
        self.send(server, "/b")
        with pytest.raises(Unreadable, match="do not follow"):
            get(client, server, may_move=False)

    def test_a_circle_ends(self, client, server):
        self.send(server, "/a")
        with pytest.raises(Unreadable, match="from one address to the next"):
            get(client, server)
        assert len(server.asked) == 4

    def test_a_folder_is_no_file(self, client, server, tmp_path):
        (tmp_path / "folder").mkdir()
        assert get(client, server, "/folder").folder
        assert server.paths == ["/folder"]


class TestTime:
    def test_a_server_that_never_answers(self, client, server):
        server.odd = lambda handler: threading.Event().wait(4)
        started = time.monotonic()
        with pytest.raises(Busy, match=r"does not answer|did not answer"):
            get(client, server)
        assert time.monotonic() - started < 3.5

    def test_a_server_that_drips_its_body(self, client, server):
        def drip(handler):
            handler.send_response(200)
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
            for _ in range(50):
                handler.wfile.write(b"x")
                time.sleep(0.1)

        server.odd = drip
        self.is_bounded(client, server)

    def test_a_server_that_drips_its_headers(self, client, server):
        def drip(handler):
            for _ in range(50):
                handler.wfile.write(b"H")
                time.sleep(0.1)

        server.odd = drip
        self.is_bounded(client, server)

    def is_bounded(self, client, server):
        """The caller is free in time, and so is the thread that read."""
        started = time.monotonic()
        pending = client.start(Target(("http", server.address, server.port), "/a"), 1000)
        with pytest.raises(Busy):
            client.finish(pending)
        assert time.monotonic() - started < 3.5
        assert isinstance(pending.answer.exception(timeout=2.0), Busy)

    def test_whoever_waits_may_give_something_back_meanwhile(self, server):
        waits = []

        @contextmanager
        def waiting():
            waits.append("begin")
            yield
            waits.append("end")

        client = HttpClient(server.access(), waiting=waiting)
        server.delay = 0.1
        assert get(client, server).status == 200
        assert waits == ["begin", "end"]

    def test_a_host_that_does_not_answer_rests(self, tmp_path):
        with file_server(tmp_path) as gone:
            pass
        client = HttpClient(gone.access())
        with pytest.raises(Busy, match=r"does not answer \(no connection"):
            get(client, gone)
        with file_server(tmp_path, port=gone.port) as back:
            started = time.monotonic()
            with pytest.raises(Busy, match="a moment ago") as caught:
                get(client, gone)
            assert time.monotonic() - started < 0.5
            assert caught.value.retry_after >= 1
            assert back.asked == []

    def test_a_busy_server_is_asked_again(self, client, server):
        answers = iter([503, 429])
        server.odd = lambda handler: (status := next(answers, None)) and handler.say(status)
        assert get(client, server).body == b"0123456789"

    def test_one_that_stays_busy_is_not_asked_for_ever(self, client, server):
        server.odd = lambda handler: handler.say(503)
        with pytest.raises(Busy, match="too busy"):
            get(client, server)
        assert len(server.asked) == 3


class TestLies:
    def test_a_body_without_end(self, client, server):
        def endless(handler):
            handler.send_response(200)
            handler.end_headers()
            while True:  # until the client hangs up
                handler.wfile.write(bytes(2**20))

        server.odd = endless
        answer = get(client, server, most=100_000)
        assert (len(answer.body), answer.cut) == (100_000, True)

    def test_a_body_that_ends_early(self, client, server):
        def short(handler):
            handler.close_connection = True
            return handler.say(200, {"Content-Length": "1000"}, b"abc")

        server.odd = short
        with pytest.raises(Busy, match="broken off"):
            get(client, server)

    def test_a_body_that_is_packed(self, client, server):
        server.odd = lambda handler: handler.say(200, {"Content-Encoding": "gzip"}, b"abc")
        with pytest.raises(Unreadable, match="packs"):
            get(client, server)
        assert server.asked[0].headers["Accept-Encoding"] == "identity"

    @pytest.mark.parametrize(
        "raw",
        [
            b"", b"nonsense\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n",
            b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000, b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n", b"\x16\x03\x01\x00\x05",
        ],
    )  # fmt: skip
    def test_no_answer_of_the_protocol(self, client, server, raw):
        def speak(handler):
            handler.wfile.write(raw)
            handler.close_connection = True
            return True

        server.odd = speak
        with pytest.raises(Busy, match=f"{server.host} does not answer"):
            get(client, server)


class TestCertificates:
    """The connection goes to the judged address, the certificate must be that of the name."""

    @pytest.fixture
    def certificate(self, tmp_path_factory):
        if shutil.which("openssl") is None:
            pytest.skip("needs openssl, which makes the certificate")
        folder = tmp_path_factory.mktemp("tls")
        names = ("-subj", "/CN=images.example", "-addext", "subjectAltName=DNS:images.example")
        keys = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout", folder / "key", "-nodes")
        asked = ["openssl", "req", "-x509", "-days", "2", "-out", folder / "certificate", *keys, *names]
        subprocess.run(asked, check=True, capture_output=True)
        return folder

    def ask(self, monkeypatch, tmp_path, certificate, name):
        real = socket.getaddrinfo

        def getaddrinfo(host, *args, **settings):
            return real("127.0.0.1" if host.endswith(".example") else host, *args, **settings)

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        (tmp_path / "a").write_bytes(b"secure")
        tls = ssl.create_default_context(cafile=certificate / "certificate")
        with file_server(tmp_path, certificate=certificate) as server:
            client = HttpClient(Access(private_hosts=(f"{name}:{server.port}",), seconds=5.0), tls=tls)
            answer = client.ask(Target(("https", name, server.port), "/a"), 100)
            client.close()
            return answer

    def test_that_of_the_name_is_good(self, monkeypatch, tmp_path, certificate):
        assert self.ask(monkeypatch, tmp_path, certificate, "images.example").body == b"secure"

    def test_that_of_another_name_is_not(self, monkeypatch, tmp_path, certificate):
        with pytest.raises(Busy, match=r"other\.example:\d+ does not answer \(its certificate is not valid for it\)"):
            self.ask(monkeypatch, tmp_path, certificate, "other.example")
