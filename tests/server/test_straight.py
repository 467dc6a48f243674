"""Under the real server: what has no body does not touch the event loop, and everything is answered as ever."""

import http.client
import signal
import socket
import subprocess
import sys
import time

import pytest

SERVED = """
import asyncio, multiprocessing, sys, threading
from granian.constants import HTTPModes, Interfaces
from granian.server.mp import MPServer
from micrographia.server import straight
from micrographia.server.shell import Shell
from micrographia.web.abandonment import ABANDONED

gone = []

def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/file":
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return environ["wsgi.file_wrapper"](open(__file__ if "__file__" in globals() else sys.executable, "rb"))
    if path == "/stream":
        start_response("200 OK", [])
        return Stream()
    if path == "/breaks":
        raise RuntimeError("no answer")
    if path == "/long":
        for _ in range(1000):
            if environ[ABANDONED]():
                gone.append(path)
                break
            threading.Event().wait(0.01)
        start_response("200 OK", [])
        return [b""]
    start_response("200 OK", [("X-Way", way.name), ("X-Gone", ",".join(gone))])
    return [environ["wsgi.input"].read()]

class Stream:
    streaming = True
    def __iter__(self):
        return iter([b"a", b"b"])

way = threading.local()

class Noticed(Shell):
    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            self.by_loop = True
        await super().__call__(scope, receive, send)
    def _run(self, environ):
        way.name = "loop" if self.__dict__.pop("by_loop", False) else "straight"
        return super()._run(environ)

app = Noticed(application, 2)
assert straight.install(app)
if __name__ == "__main__":
    multiprocessing.set_start_method("fork", force=True)
    MPServer("served:app", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGI, workers=1,
             http=HTTPModes.http1, websockets=False, log_enabled=False).serve()
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    (folder / "served.py").write_text(SERVED)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "served.py", str(number)], cwd=folder)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                asked(number, "GET", "/")
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
        yield number
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def asked(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_only_a_request_with_a_body_goes_by_the_loop(port):
    status, headers, body = asked(port, "GET", "/")
    assert (status, headers["X-Way"], body) == (200, "straight", b"")
    status, headers, body = asked(port, "POST", "/", b"")
    assert (status, headers["X-Way"], body) == (200, "straight", b"")
    status, headers, body = asked(port, "POST", "/", iter([b"hel", b"lo"]))
    assert (status, headers["X-Way"], body) == (200, "loop", b"hello")
    status, headers, body = asked(port, "POST", "/", b"hello")
    assert (status, headers["X-Way"], body) == (200, "loop", b"hello")
    status, headers, body = asked(port, "HEAD", "/")
    assert (status, headers["Content-Length"], body) == (200, "0", b"")


def test_streams_and_files_are_sent(port):
    assert asked(port, "GET", "/stream")[2] == b"ab"
    status, _, body = asked(port, "GET", "/file")
    assert (status, len(body) > 0) == (200, True)


def test_a_view_that_breaks_is_an_error_and_takes_no_thread_away(port):
    for _ in range(5):
        assert asked(port, "GET", "/breaks")[0] == 500
    assert asked(port, "GET", "/")[0] == 200


def test_who_hangs_up_is_noticed(port):
    with socket.create_connection(("127.0.0.1", port)) as waiting:
        waiting.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.2)
    deadline = time.monotonic() + 8
    while asked(port, "GET", "/")[1]["X-Gone"] != "/long":
        assert time.monotonic() < deadline
        time.sleep(0.05)
