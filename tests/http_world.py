"""A web server for tests: files with ranges, what it was asked, and misbehaviour on demand."""

import hashlib
import http.server
import os
import re
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from urllib.parse import unquote

from micrographia.storage.access import Access


@dataclass
class Asked:
    """One request. sent: bytes of the body."""

    method: str
    path: str
    range: str
    headers: dict
    sent: int = 0


@dataclass
class FileServer:
    """folder: what it serves. odd: called with the handler before anything else; True when it has answered."""

    folder: object
    port: int = 0
    asked: list = field(default_factory=list)
    connections: int = 0
    odd: object = None
    delay: float = 0.0
    met: bool = False
    address: str = "127.0.0.1"

    @property
    def host(self):
        return f"{self.address}:{self.port}"

    @property
    def url(self):
        return f"http://{self.host}"

    @property
    def sent(self):
        return sum(one.sent for one in self.asked)

    @property
    def paths(self):
        return [one.path for one in self.asked]

    def meet(self, count):
        """The next requests wait for one another, until so many are there at once: `met` says that they were."""
        barrier, waiting = threading.Barrier(count), iter(range(count))
        self.met = False

        def wait(handler):
            if next(waiting, None) is not None:
                barrier.wait(20)
                self.met = True

        self.odd = wait

    def access(self, **settings):
        """What lets a process reach this server."""
        return Access(**{"private_hosts": (self.host,), "seconds": 5.0} | settings)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: FileServer
    lock = threading.Lock()

    def setup(self):
        super().setup()
        with self.lock:
            self.world.connections += 1

    def do_GET(self):
        self.note = Asked(self.command, self.path, self.headers.get("Range", ""), dict(self.headers))
        with self.lock:
            self.world.asked.append(self.note)
        try:
            if self.world.delay:
                threading.Event().wait(self.world.delay)
            if self.world.odd is None or not self.world.odd(self):
                self.serve()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_HEAD = do_GET  # noqa: N815

    def serve(self):
        path = os.path.join(self.world.folder, unquote(self.path.partition("?")[0]).lstrip("/"))
        if os.path.isdir(path):
            if not self.path.endswith("/"):
                return self.say(301, {"Location": f"{self.path}/"})
            return self.say(200, {"Content-Type": "text/html"}, b"<html>a list of files</html>")
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            return self.say(404, {}, b"not here")
        headers = {"ETag": f'"{hashlib.md5(data).hexdigest()}"', "Last-Modified": formatdate(0, usegmt=True)}
        if self.headers.get("If-Match", headers["ETag"]) != headers["ETag"]:
            return self.say(412)
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if wanted is None:
            return self.say(200, headers, data)
        first = int(wanted[1]) if wanted[1] else max(0, len(data) - int(wanted[2]))
        last = min(int(wanted[2]), len(data) - 1) if wanted[1] and wanted[2] else len(data) - 1
        if first > last:
            return self.say(416, {**headers, "Content-Range": f"bytes */{len(data)}"})
        return self.say(206, {**headers, "Content-Range": f"bytes {first}-{last}/{len(data)}"}, data[first : last + 1])

    def say(self, status, headers=None, body=b""):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.note.sent = len(body)  # before the client can look
            self.wfile.write(body)
        return True

    def log_message(self, *_):
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass  # a client that hangs up is no error here


@contextmanager
def file_server(folder, address="127.0.0.1", port=0, certificate=None):
    """Serves a folder while the block runs. certificate: a folder with `certificate` and `key`, for https."""
    world = FileServer(folder, address=address)
    server = _Server((address, port), type("Handler", (_Handler,), {"world": world}))
    world.port = server.server_address[1]
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate / "certificate", certificate / "key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
