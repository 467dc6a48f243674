"""The shell, driven as an ASGI server would drive it; and the public address below a prefix, stripped or kept."""

import asyncio
import json
import threading
from itertools import product
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import override_settings

from micrographia.server.shell import Shell
from micrographia.web.abandonment import ABANDONED
from sign_in_people import PASSWORD, person


def scope_of(path, method="GET", headers=(), query=b"", **changes):
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": query,
        "headers": list(headers),
        "client": ("10.0.0.9", 1234),
        "server": ("127.0.0.1", 4080),
    } | changes


def ask(shell, scope, body=b"", parts=None):
    """Status, headers and body of one answer."""
    sent = []
    pieces = parts or [body]

    async def run():
        left = [
            {"type": "http.request", "body": piece, "more_body": number < len(pieces) - 1}
            for number, piece in enumerate(pieces)
        ]
        never = asyncio.Event()

        async def receive():
            if left:
                return left.pop(0)
            await never.wait()

        async def send(message):
            sent.append(message)

        await shell(scope, receive, send)

    asyncio.run(run())
    start = sent[0]
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]), sent


def echo(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    keys = ("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "HTTP_COOKIE", "HTTP_X_A")
    lines = [f"{key}={environ.get(key)}" for key in keys]
    lines += [f"CONTENT_TYPE={environ.get('CONTENT_TYPE')}", f"scheme={environ['wsgi.url_scheme']}"]
    lines += [f"body={environ['wsgi.input'].read(int(environ['CONTENT_LENGTH']))!r}"]
    return ["\n".join(lines).encode()]


@pytest.fixture
def shell():
    made = Shell(echo, 2)
    yield made
    made.threads.end()


def test_the_request_arrives_as_wsgi_knows_it(shell):
    headers = [
        (b"content-type", b"text/plain"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x-a", b"1"),
        (b"x-a", b"2"),
        (b"x_a", b"forged"),
    ]
    status, _, body, _ = ask(shell, scope_of("/ä/", "POST", headers, b"q=1"), parts=[b"he", b"llo"])
    assert status == 200
    assert body.decode().splitlines() == [
        "REQUEST_METHOD=POST",
        "SCRIPT_NAME=",
        "PATH_INFO=/ä/".encode().decode("latin-1"),
        "QUERY_STRING=q=1",
        "REMOTE_ADDR=10.0.0.9",
        "HTTP_COOKIE=a=1; b=2",
        "HTTP_X_A=1,2",
        "CONTENT_TYPE=text/plain",
        "scheme=http",
        "body=b'hello'",
    ]


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/omero/api/", "/api/"),
        ("/api/", "/api/"),
        ("/omero", "/"),
        ("/omero/", "/"),
        ("/omero_ms/x", "/omero_ms/x"),
        ("/omeroapi/", "/omeroapi/"),
    ],
)
def test_the_prefix_is_taken_off_only_where_it_stands(path, inside):
    shell = Shell(echo, 1, "/omero", "https")
    lines = ask(shell, scope_of(path))[2].decode().splitlines()
    shell.threads.end()
    assert lines[1:3] == ["SCRIPT_NAME=/omero", f"PATH_INFO={inside}"]
    assert "scheme=https" in lines


def test_a_body_that_is_too_large_is_refused_before_it_is_whole():
    asked = []
    shell = Shell(lambda environ, start_response: asked.append(environ), 1, most_bytes=10)
    pieces = [b"12345", b"67890", b"1", b"never read"]
    sent = []

    async def receive():
        return {"type": "http.request", "body": pieces.pop(0), "more_body": True}

    async def send(message):
        sent.append(message)

    asyncio.run(shell(scope_of("/", "POST"), receive, send))
    shell.threads.end()
    assert sent[0]["status"] == 413
    assert json.loads(sent[1]["body"]) == {"message": "The request is larger than 10 bytes"}
    assert pieces == [b"never read"]
    assert asked == []


def test_head_has_the_headers_and_no_body(shell):
    status, headers, body, _ = ask(shell, scope_of("/", "HEAD"))
    assert (status, headers["content-type"], body) == (200, "text/plain", b"")
    _, whole, body, _ = ask(shell, scope_of("/"))
    assert int(whole["content-length"]) == len(body)
    assert int(headers["content-length"]) == len(body) + 1  # the answer holds the name of the method


def test_work_learns_that_its_asker_has_gone():
    learned = threading.Event()

    def work(environ, start_response):
        for _ in range(500):
            if environ[ABANDONED]():
                learned.set()
                break
            threading.Event().wait(0.01)
        start_response("200 OK", [])
        return [b""]

    shell = Shell(work, 1)

    async def run():
        messages = [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]

        async def receive():
            return messages.pop(0)

        async def send(message):
            pass

        await shell(scope_of("/"), receive, send)

    asyncio.run(run())
    shell.threads.end()
    assert learned.is_set()


def test_who_hangs_up_before_the_request_is_whole_costs_no_view():
    def never(environ, start_response):
        raise AssertionError("a view ran for half a request")

    shell = Shell(never, 1)

    async def run():
        messages = [{"type": "http.request", "body": b"x", "more_body": True}, {"type": "http.disconnect"}]

        async def receive():
            return messages.pop(0)

        async def send(message):
            raise AssertionError("an answer to nobody")

        await shell(scope_of("/", "POST"), receive, send)

    asyncio.run(run())
    shell.threads.end()


def files(path):
    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return environ["wsgi.file_wrapper"](Path(path).open("rb"))

    return application


def test_a_file_is_left_to_a_server_that_can_send_it(tmp_path):
    path = tmp_path / "download.bin"
    path.write_bytes(b"x" * 200_000)
    shell = Shell(files(path), 1)
    sent = ask(shell, scope_of("/", extensions={"http.response.pathsend": {}}))[3]
    assert sent[1] == {"type": "http.response.pathsend", "path": str(path)}
    assert ask(shell, scope_of("/"))[2] == b"x" * 200_000
    shell.threads.end()


def test_a_stream_is_sent_part_by_part_and_closed():
    closed = []

    class Stream:
        streaming = True

        def __iter__(self):
            return iter([b"a", b"b", b"c"])

        def close(self):
            closed.append(True)

    def application(environ, start_response):
        start_response("200 OK", [])
        return Stream()

    shell = Shell(application, 1)
    sent = ask(shell, scope_of("/"))[3]
    shell.threads.end()
    assert [message["body"] for message in sent[1:]] == [b"a", b"b", b"c", b""]
    assert closed == [True]


def test_life_begins_and_ends():
    shell = Shell(echo, 1)
    sent = []

    async def run():
        messages = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

        async def receive():
            return messages.pop(0)

        async def send(message):
            sent.append(message["type"])

        await shell({"type": "lifespan"}, receive, send)

    asyncio.run(run())
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


BELOW = override_settings(
    FORCE_SCRIPT_NAME="/omero",
    ALLOWED_HOSTS=["lab.example", "127.0.0.1"],
    CSRF_TRUSTED_ORIGINS=["https://lab.example"],
    CSRF_COOKIE_PATH="/omero",
    CSRF_COOKIE_SECURE=True,
    SESSION_COOKIE_PATH="/omero",
    SESSION_COOKIE_SECURE=True,
    STATIC_URL="/omero/static/",
)


@pytest.mark.django_db(transaction=True)
def test_the_main_flows_below_a_prefix(settings):
    """Whether a proxy keeps the prefix or strips it, and whether it hands on the public host or uses ours."""
    person("anna")
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"public_url": "https://lab.example/omero"})
    with BELOW:
        shell = Shell(WSGIHandler(), 1, "/omero", "https")
        try:
            for before, host in product(("/omero", ""), (b"lab.example", b"127.0.0.1:4080")):
                main_flows(shell, before, host)
        finally:
            shell.threads.give(connections.close_all, print)
            shell.threads.end()


def main_flows(shell, before, host):
    base = [(b"host", host)]
    body = ask(shell, scope_of(before + "/api", headers=base))[2]
    assert json.loads(body)["data"][0]["url:base"] == "https://lab.example/omero/api/v0/"
    links = json.loads(ask(shell, scope_of(before + "/api/v0/", headers=base))[2])
    assert links["url:login"] == "https://lab.example/omero/api/v0/login/"

    _, headers, body, _ = ask(shell, scope_of(before + "/api/v0/token/", headers=base))
    assert "Path=/omero" in headers["set-cookie"]
    assert "Secure" in headers["set-cookie"]
    token = json.loads(body)["data"].encode()
    posted = [
        *base,
        (b"cookie", headers["set-cookie"].split(";")[0].encode()),
        (b"x-csrftoken", token),
        (b"referer", b"https://lab.example/omero/api/v0/login/"),
        (b"content-type", b"application/json"),
    ]
    form = json.dumps({"username": "anna", "password": PASSWORD, "server": 1}).encode()
    status, headers, body, _ = ask(shell, scope_of(before + "/api/v0/login/", "POST", posted), form)
    assert status == 200, body
    assert "Path=/omero" in headers["set-cookie"]

    form = f"username=anna&password={PASSWORD}&url=/omero/webclient/".encode()
    posted[4] = (b"content-type", b"application/x-www-form-urlencoded")
    status, headers, _, _ = ask(shell, scope_of(before + "/webclient/login/", "POST", posted), form)
    assert (status, headers["location"]) == (302, "/omero/webclient/")
    status, headers, _, _ = ask(shell, scope_of(before + "/webclient/logout/", "POST", posted), b"x=1")
    assert (status, headers["location"]) == (302, "/omero/webclient/login/")

    foreign = [*base, (b"origin", b"https://evil.example"), *posted[1:]]
    status, _, body, _ = ask(shell, scope_of(before + "/api/v0/login/", "POST", foreign), form)
    assert status == 403
    assert b"CSRF Failed" in body
    assert ask(shell, scope_of(before + "/webclient/login/", headers=[(b"host", b"evil.example")]))[0] == 400
