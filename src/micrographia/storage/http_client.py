"""Requests to allowed hosts: addresses are pinned, and time, bytes, redirects and attempts are bounded."""

import http.client
import ssl
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, ReadTimeoutError

from micrographia.errors import Busy, Invalid, Unreadable
from micrographia.storage.access import Access
from micrographia.storage.addresses import addresses_of
from micrographia.storage.url import PORTS, host_of, origin_text

AT_ONCE = 16
"""Requests to one host at the same time."""
REDIRECTS = 3
ATTEMPTS = 3
_PINNED_SECONDS = 60.0
"""How long the addresses of a host are believed; every one of them was judged."""
_REST_SECONDS = 5.0
"""A host that did not answer is not asked again for so long."""
_PIECE = 64 * 1024
_BUSY = (429, 500, 502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)

Resolver = Callable[[str, int, bool], tuple[str, ...]]
Origin = tuple[str, str, int]
"""Scheme, host, port."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of which host. path: as it stands in the request, with its query; never shown, for that may be a
    secret. headers: for this host only."""

    origin: Origin
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    may_move: bool = True

    @property
    def host(self) -> str:
        """With its port where that is not the usual one."""
        return origin_text(*self.origin)


@dataclass(frozen=True, slots=True)
class Answer:
    """headers: names in lower case. cut: there would have been more bytes. folder: the way on was the same path with a
    slash, as servers of files answer for folders."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    cut: bool = False
    folder: bool = False


class _Silent(Exception):
    """No answer, or only a part of one; why, for sentences. absent: the whole host seems not to be there."""

    def __init__(self, reason: str, absent: bool) -> None:
        super().__init__(reason)
        self.absent = absent


@dataclass(slots=True)
class Pending:
    """A request that is under way. until: when nobody waits any longer (monotonic seconds)."""

    host: str
    until: float
    connection: HTTPConnection | None = None
    given_up: bool = False
    _answer: Future[Answer] | None = None

    @property
    def answer(self) -> Future[Answer]:
        assert self._answer is not None
        return self._answer

    def give_up(self) -> None:
        """Ends the request, wherever it stands; the thread that reads the answer is free again."""
        self.given_up = True
        socket = getattr(self.connection, "sock", None)
        if socket is not None:
            with suppress(OSError):
                socket.shutdown(2)


_here = threading.local()


class _Plain(HTTPConnection):
    """Says which request uses it, so that this one can be ended while it waits for the first byte."""

    def request(self, *args: object, **settings: object) -> None:
        _here.pending.connection = self
        super().request(*args, **settings)  # type: ignore[arg-type]


class _Secure(HTTPSConnection):
    def request(self, *args: object, **settings: object) -> None:
        _here.pending.connection = self
        super().request(*args, **settings)  # type: ignore[arg-type]


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Secure


@dataclass(slots=True)
class _Host:
    """One origin: its judged addresses with a pool of connections each, and its threads."""

    threads: ThreadPoolExecutor
    pools: tuple[urllib3.HTTPConnectionPool, ...] = ()
    until: float = 0.0
    resting: float = 0.0
    lock: Lock = field(default_factory=Lock)


class HttpClient:
    """For any number of threads. waiting: entered while a caller waits for the network, so that she can give back what
    others need meanwhile."""

    def __init__(
        self,
        access: Access,
        resolver: Resolver = addresses_of,
        waiting: Callable[[], AbstractContextManager[object]] = nullcontext,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.access = access
        self.waiting = waiting
        self._resolver = resolver
        self._tls = tls
        self._hosts: dict[Origin, _Host] = {}
        self._lock = Lock()

    def start(self, target: Target, most: int) -> Pending:
        """Sends a request; at most `most` bytes of the answer are read. Raises Refused, Busy for a host that rests."""
        self.access.check(*target.origin)
        host = self._host(target.origin)
        if monotonic() < host.resting:
            raise Busy(f"{target.host} did not answer a moment ago", retry_after=int(_REST_SECONDS))
        pending = Pending(target.host, monotonic() + self.access.seconds)
        pending._answer = host.threads.submit(self._answered, target, min(most, self.access.answer_bytes), pending)
        return pending

    def finish(self, pending: Pending) -> Answer:
        """Waits for the answer. Raises Busy when there is none in time, Refused, Unreadable."""
        try:
            if pending.answer.done():
                return pending.answer.result()
            with self.waiting():
                return pending.answer.result(max(0.0, pending.until - monotonic()) + 0.5)
        except TooLate:
            pending.give_up()
            raise Busy(
                f"{pending.host} did not answer within {self.access.seconds:g} seconds", retry_after=10
            ) from None

    def ask(self, target: Target, most: int) -> Answer:
        """Sends a request and waits for its answer."""
        return self.finish(self.start(target, most))

    def close(self) -> None:
        with self._lock:
            hosts, self._hosts = list(self._hosts.values()), {}
        for host in hosts:
            host.threads.shutdown(wait=False, cancel_futures=True)
            for pool in host.pools:
                pool.close()

    def _host(self, origin: Origin) -> _Host:
        with self._lock:
            found = self._hosts.get(origin)
            if found is None:
                threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="remote")
                found = self._hosts[origin] = _Host(threads)
            return found

    def _answered(self, target: Target, most: int, pending: Pending) -> Answer:
        """In a thread of the first host: follows redirects to allowed hosts, as far as they are few."""
        _here.pending = pending
        asked = target.origin
        for _ in range(REDIRECTS + 1):
            answer = self._attempts(target, most, pending)
            if answer.status not in _MOVED or "location" not in answer.headers:
                return answer
            if not target.may_move:
                raise Unreadable(f"{target.host} answers from another place, where signed requests do not follow")
            onward = _moved(target, answer.headers["location"])
            if onward.origin == target.origin and onward.path.partition("?")[0] == f"{target.path}/":
                return replace(answer, folder=True)
            self.access.check(*onward.origin)
            target = onward
        raise Unreadable(f"{origin_text(*asked)} sends from one address to the next")

    def _attempts(self, target: Target, most: int, pending: Pending) -> Answer:
        """One answer; a host that is too busy, or drops the connection, is asked again, a few times."""
        host, answer = self._host(target.origin), None
        silent = _Silent("it is too slow", absent=True)
        for attempt in range(ATTEMPTS):
            if attempt:
                sleep(min(0.1 * 3 ** (attempt - 1), max(0.0, pending.until - monotonic())))
            if pending.given_up or (attempt and monotonic() >= pending.until):
                break
            try:
                answer = self._once(host, target, most, pending)
            except _Silent as found:
                answer, silent = None, found
                continue
            if answer.status not in _BUSY:
                return answer
        if answer is not None:
            raise Busy(f"{target.host} answers that it is too busy ({answer.status})", retry_after=10)
        if silent.absent:
            host.resting = monotonic() + _REST_SECONDS
        raise Busy(f"{target.host} does not answer ({silent})", retry_after=10)

    def _once(self, host: _Host, target: Target, most: int, pending: Pending) -> Answer:
        pools = self._pools(host, target)
        left = max(0.1, pending.until - monotonic())
        timeout = urllib3.Timeout(connect=max(0.1, min(left, 5.0) / len(pools)), read=left)
        headers = {"Host": target.host, "Accept-Encoding": "identity", "User-Agent": "micrographia"}
        silent = _Silent("it has no address", absent=True)
        for pool in pools:
            try:
                response = pool.urlopen(
                    target.method,
                    target.path,
                    headers={**headers, **target.headers},
                    timeout=timeout,
                    retries=False,
                    redirect=False,
                    preload_content=False,
                    decode_content=False,
                )
            except ReadTimeoutError:
                raise _Silent("it is too slow", absent=True) from None
            except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
                silent = _silent(error)
                continue
            return _read(response, most, pending)
        raise silent

    def _pools(self, host: _Host, target: Target) -> tuple[urllib3.HTTPConnectionPool, ...]:
        """One for each address of the host; connections go to these addresses whatever a resolver says later."""
        scheme, name, port = target.origin
        with host.lock:
            if monotonic() >= host.until:
                private = self.access.may_be_private(scheme, name, port)
                addresses = self._resolver(name, port, private)
                known = {pool.host.strip("[]"): pool for pool in host.pools}
                host.pools = tuple(known.get(one) or self._pool(scheme, name, port, one) for one in addresses[:4])
                host.until = monotonic() + _PINNED_SECONDS
            return host.pools

    def _pool(self, scheme: str, name: str, port: int, address: str) -> urllib3.HTTPConnectionPool:
        if scheme == "http":
            return _PlainPool(address, port, maxsize=AT_ONCE)
        tls = self._tls or ssl.create_default_context()
        return _SecurePool(address, port, maxsize=AT_ONCE, ssl_context=tls, assert_hostname=name, server_hostname=name)


def _read(response: urllib3.BaseHTTPResponse, most: int, pending: Pending) -> Answer:
    """Reads the body piece by piece, so that neither its length nor its slowness is the server's choice."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    if headers.get("content-encoding", "identity") != "identity":
        response.close()
        raise Unreadable(f"{pending.host} packs what it sends, although it was asked not to")
    pieces, length = [], 0
    try:
        while length <= most and (piece := response.read1(min(_PIECE, most + 1 - length))):
            pieces.append(piece)
            length += len(piece)
            if monotonic() > pending.until or pending.given_up:
                raise _Silent("it is too slow", absent=False)
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise _silent(error) from None
    finally:
        if length > most or not response.closed:
            response.close()
        else:
            response.release_conn()
    body = b"".join(pieces)
    return Answer(response.status, headers, body[:most], cut=length > most)


def _silent(error: Exception) -> _Silent:
    """In a few words: a library's own sentence names addresses and paths."""
    word = type(error).__name__
    words = {
        "NewConnectionError": "no connection", "ConnectTimeoutError": "no connection in time",
        "SSLError": "its certificate is not valid for it", "ProtocolError": "the answer was broken off",
    }  # fmt: skip
    return _Silent(words.get(word, word), absent=word in ("NewConnectionError", "ConnectTimeoutError"))


def _moved(target: Target, location: str) -> Target:
    """Where a redirect leads. What was said to the first host (signatures) is not said to the next; ranges are."""
    scheme = target.origin[0]
    try:
        parts = urlsplit(urljoin(f"{scheme}://{target.host}{target.path}", location))
        new = parts.scheme, host_of(parts.hostname or ""), parts.port or PORTS.get(parts.scheme, 0)
    except (ValueError, Invalid):
        raise Unreadable(f"{target.host} sends to an address that cannot be read") from None
    if new[0] not in ("http", "https") or (scheme == "https" and new[0] != "https") or "@" in parts.netloc:
        raise Unreadable(f"{target.host} sends to an address that may not be followed")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if any(ord(letter) <= 32 or ord(letter) > 126 for letter in path):
        raise Unreadable(f"{target.host} sends to an address that cannot be read")
    said = {key: value for key, value in target.headers.items() if key in ("Range", "If-Match")}
    return replace(target, origin=new, path=path or "/", headers=said)
