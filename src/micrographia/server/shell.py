"""A thin ASGI shell around Django's WSGI handler: it sees who hangs up, and no slow reader holds a thread.

Views run in a pool of threads as under any WSGI server. The shell reads the body, watches the connection and sends the
answer; a file is sent by the server itself where it can. A request without a body need not touch the event loop at all
(`take`). Measured against plain WSGI in docs/server.md.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import IO, Any, Protocol, TypeVar

import structlog

from micrographia.server.parent import end_with_parent
from micrographia.server.threads import Threads
from micrographia.web.abandonment import ABANDONED

Message = MutableMapping[str, Any]
Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
T = TypeVar("T")

IN_MEMORY_BYTES = 1024 * 1024
BLOCK_BYTES = 64 * 1024
WATCH_AFTER_SECONDS = 0.02

log = structlog.get_logger("micrographia.server")


@dataclass(slots=True)
class Body:
    """What a view answered: the parts of its body, or a file that stands for them."""

    status: int
    headers: list[tuple[bytes, bytes]]
    parts: Iterable[bytes]
    file: IO[bytes] | None = None


class HungUp(Exception):
    """The client went away before its request was whole."""


class TooLarge(Exception):
    """The body is larger than any request may be; the rest of it is not read."""


class Files:
    """What Django takes for `wsgi.file_wrapper`: keeps the file for the shell to send."""

    def __init__(self, file: IO[bytes], block_size: int = BLOCK_BYTES) -> None:
        self.file = file

    def __iter__(self) -> "Files":
        return self

    def __next__(self) -> bytes:
        if block := self.file.read(BLOCK_BYTES):
            return block
        raise StopIteration

    def close(self) -> None:
        self.file.close()


class Connection(Protocol):
    """A request as the server hands it on: what ASGI calls receive and send.

    send takes a whole answer from any thread, and has sent it when it returns.
    """

    def receive(self) -> Awaitable[Message]: ...
    def send(self, message: Message, /) -> Awaitable[None]: ...


class Watch:
    """Notices that the client hangs up, for answers that take long enough to be worth it.

    Waiting for a disconnect costs Granian a quarter of a millisecond, more than a 304 does; so it begins late, and only
    when somebody wants to know.
    """

    def __init__(self, receive: Receive, loop: asyncio.AbstractEventLoop) -> None:
        self._receive = receive
        self._loop = loop
        self._gone = False
        self._due = monotonic() + WATCH_AFTER_SECONDS
        self._watching = False
        self._task: asyncio.Task[None] | None = None

    def is_gone(self) -> bool:
        """Whether the client has hung up; asked from any thread."""
        if not self._watching and monotonic() >= self._due:
            self._watching = True
            self._loop.call_soon_threadsafe(self._start)
        return self._gone

    def end(self) -> None:
        """No more watching; told from any thread."""
        if self._watching:
            self._loop.call_soon_threadsafe(self._stop)
        self._watching = True

    def _start(self) -> None:
        self._task = self._loop.create_task(self._until_gone())

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone = True


class Shell:
    """An ASGI application that answers by a WSGI one in `threads` threads.

    prefix: such as "/omero"; taken off a path that begins with it, so that a proxy may keep or strip it.
    scheme: of the public address where there is one, else that of the connection.
    most_bytes: of a body; a larger one is refused before it fills memory or disk, whoever sends it.
    begin: run once in each thread. life: around the life of the process.
    """

    def __init__(
        self,
        application: WSGI,
        threads: int,
        prefix: str = "",
        scheme: str | None = None,
        most_bytes: int = 64 * 1024 * 1024,
        begin: Callable[[], None] | None = None,
        life: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self.application = application
        self.threads = Threads(threads, begin)
        self.prefix = prefix
        self.scheme = scheme
        self.most_bytes = most_bytes
        self.life = life

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            with suppress(HungUp):
                try:
                    await self._answer(scope, receive, send)
                except TooLarge:
                    await _refuse(send, self.most_bytes)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    def take(self, scope: Scope, connection: Connection, loop: asyncio.AbstractEventLoop) -> bool:
        """Answers a request that has no body from one of the threads; False: it is for `__call__`.

        The loop is asked only to watch the connection, and for answers that are streams or files.
        """
        if scope["type"] != "http" or _has_body(scope["headers"]):
            return False

        def failed(error: BaseException) -> None:
            log.error("a request was not answered", exc_info=error)
            _send_at_once(connection, scope, Body(500, [], ()), b"")

        self.threads.give(lambda: self._answer_at_once(scope, connection, loop), failed)
        return True

    def _answer_at_once(self, scope: Scope, connection: Connection, loop: asyncio.AbstractEventLoop) -> None:
        environ = self._environ(scope, BytesIO(), 0)
        watch = Watch(connection.receive, loop)
        environ[ABANDONED] = watch.is_gone
        try:
            body = self._run(environ)
        finally:
            watch.end()
        if isinstance(body.parts, tuple):
            _send_at_once(connection, scope, body, body.parts[0])
        else:
            watch = Watch(connection.receive, loop)
            asyncio.run_coroutine_threadsafe(self._send_and_end(scope, body, connection.send, watch), loop)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        with await _read(receive, self.most_bytes) as content:
            size = content.seek(0, os.SEEK_END)
            content.seek(0)
            environ = self._environ(scope, content, size)
            watch = Watch(receive, asyncio.get_running_loop())
            environ[ABANDONED] = watch.is_gone
            body = await self._in_thread(lambda: self._run(environ))
            await self._send_and_end(scope, body, send, watch)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """What the work returns or raises in one of the threads."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def run() -> None:
            loop.call_soon_threadsafe(_succeed, done, work())

        def failed(error: BaseException) -> None:
            loop.call_soon_threadsafe(_fail, done, error)

        self.threads.give(run, failed)
        return await done

    async def _send_and_end(self, scope: Scope, body: Body, send: Send, watch: Watch) -> None:
        try:
            await self._send(scope, body, send, watch)
        finally:
            watch.end()

    def _run(self, environ: dict[str, Any]) -> Body:
        """Runs the view; the body of a plain answer is made here, in the same thread."""
        answered = Body(500, [], ())

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            answered.status = int(status[:3])
            answered.headers = [(_name(name), value.encode("latin-1")) for name, value in headers]

        result = self.application(environ, start_response)
        if isinstance(result, Files):
            answered.parts, answered.file = result, result.file
        elif getattr(result, "streaming", False):
            answered.parts = result
        else:
            answered.parts = (b"".join(result),)
            _close(result)
            _add_length(answered, len(answered.parts[0]))
        return answered

    async def _send(self, scope: Scope, body: Body, send: Send, watch: Watch) -> None:
        try:
            await send({"type": "http.response.start", "status": body.status, "headers": body.headers})
            if scope["method"] == "HEAD":
                await send({"type": "http.response.body", "body": b""})
            elif isinstance(body.parts, tuple):
                await send({"type": "http.response.body", "body": body.parts[0]})
            elif (path := _whole_file(body)) and "http.response.pathsend" in (scope.get("extensions") or {}):
                await send({"type": "http.response.pathsend", "path": path})
            else:
                parts = iter(body.parts)
                while not watch.is_gone() and (part := await self._in_thread(lambda: next(parts, None))) is not None:
                    await send({"type": "http.response.body", "body": part, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        finally:
            if not isinstance(body.parts, tuple):
                await self._in_thread(lambda: _close(body.parts))

    def _environ(self, scope: Scope, content: Any, size: int) -> dict[str, Any]:
        """The request as WSGI knows it (PEP 3333)."""
        path = scope["path"]
        if self.prefix and (path == self.prefix or path.startswith(self.prefix + "/")):
            path = path[len(self.prefix) :] or "/"
        host, port = scope.get("server") or ("localhost", 80)
        environ = {
            "REQUEST_METHOD": scope["method"],
            "SCRIPT_NAME": self.prefix,
            "PATH_INFO": path.encode("utf-8", "surrogateescape").decode("latin-1"),
            "QUERY_STRING": scope["query_string"].decode("latin-1"),
            "SERVER_NAME": host,
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
            "REMOTE_ADDR": (scope.get("client") or ("",))[0],
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.scheme or scope.get("scheme", "http"),
            "wsgi.input": content,
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            "wsgi.file_wrapper": Files,
        }
        _add_headers(environ, scope["headers"])
        environ["CONTENT_LENGTH"] = str(size)
        return environ

    async def _live(self, receive: Receive, send: Send) -> None:
        await _next(receive, "lifespan.startup")
        end_with_parent()
        with self.life():
            await send({"type": "lifespan.startup.complete"})
            await _next(receive, "lifespan.shutdown")
            self.threads.end()
        await send({"type": "lifespan.shutdown.complete"})


async def _next(receive: Receive, kind: str) -> None:
    while (await receive())["type"] != kind:
        pass


async def _read(receive: Receive, most_bytes: int) -> IO[bytes]:
    """The whole body, a large one in a temporary file. Raises HungUp, TooLarge."""
    message = await receive()
    content: IO[bytes] = BytesIO()
    if message.get("more_body"):
        content = SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115  the caller closes it
    while True:
        if message["type"] == "http.disconnect":
            content.close()
            raise HungUp
        part = message.get("body", b"")
        if content.tell() + len(part) > most_bytes:
            content.close()
            raise TooLarge
        content.write(part)
        if not message.get("more_body"):
            return content
        message = await receive()


def _send_at_once(connection: Connection, scope: Scope, body: Body, content: bytes) -> None:
    connection.send({"type": "http.response.start", "status": body.status, "headers": body.headers})
    connection.send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})


async def _refuse(send: Send, most_bytes: int) -> None:
    body = b'{"message":"The request is larger than %d bytes"}' % most_bytes
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _add_headers(environ: dict[str, Any], headers: Iterable[tuple[bytes, bytes]]) -> None:
    for raw_name, raw_value in headers:
        key = _key(raw_name)
        if not key:
            continue
        value = raw_value.decode("latin-1")
        if key in environ:
            value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
        environ[key] = value


@lru_cache(maxsize=256)
def _key(raw_name: bytes) -> str:
    """The name of a header as WSGI has it; "" for one that would pass for another: X_Forwarded_For."""
    if b"_" in raw_name:
        return ""
    key = raw_name.decode("latin-1").upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


@lru_cache(maxsize=256)
def _name(name: str) -> bytes:
    return name.lower().encode("latin-1")


def _has_body(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a request announces a body (RFC 9112 §6)."""
    return any(name == b"transfer-encoding" or (name == b"content-length" and value != b"0") for name, value in headers)


def _add_length(body: Body, length: int) -> None:
    """Says how long a body is, which the asker of a HEAD cannot see otherwise."""
    if body.status not in (204, 304) and not any(name == b"content-length" for name, _ in body.headers):
        body.headers.append((b"content-length", str(length).encode()))


def _whole_file(body: Body) -> str | None:
    """The path of a file of this machine that the answer consists of, from its first to its last byte."""
    name = getattr(body.file, "name", None)
    if body.status != 200 or not isinstance(name, str) or not os.path.isfile(name):
        return None
    return name


def _succeed(done: "asyncio.Future[T]", result: T) -> None:
    if not done.done():  # whoever waited may have been cancelled
        done.set_result(result)


def _fail(done: "asyncio.Future[T]", error: BaseException) -> None:
    if not done.done():
        done.set_exception(error)


def _close(result: Any) -> None:
    if close := getattr(result, "close", None):
        close()
