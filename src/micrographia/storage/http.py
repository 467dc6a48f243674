"""Files on a web server, read by ranges."""

import re
import threading
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, ClassVar, TypeVar

from micrographia.errors import NotFound, Unreadable
from micrographia.storage.http_client import Answer, HttpClient, Pending, Target
from micrographia.storage.memory import Memory
from micrographia.storage.store import FOLDER_MARKS, Denied, ObjectStat, Part
from micrographia.storage.store_file import StoreFile
from micrographia.storage.url import Url

BLOCK_BYTES = 64 * 1024
"""Reads that are no longer than this take whole blocks, which are remembered."""
AHEAD = 12
"""Parts that are fetched before they are read."""
AHEAD_BYTES = 128 * 2**20
"""As long as they may have no more bytes together."""
_FOLDERS = (".zarr",)
_KNOWN = 4096
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})", re.ASCII)
_NOTHING_THERE = re.compile(r"bytes \*/(\d{1,18})", re.ASCII)


V = TypeVar("V")
Blocks = Memory[tuple[str, str, int], bytes]
"""(address, version, number of the block) → its bytes."""


class HttpStore:
    """The objects below one address, for any number of threads.

    What it has seen of an object holds for as long as the store: one that changes meanwhile is Unreadable.
    """

    scheme: ClassVar[str] = "http"
    far: bool = True

    def __init__(self, root: Url, client: HttpClient, blocks: Blocks) -> None:
        self.root = root
        self._client, self._blocks = client, blocks
        self._known: OrderedDict[str, ObjectStat] = OrderedDict()
        self._absent: OrderedDict[str, None] = OrderedDict()
        self._marks: dict[str, str | None] = {}
        self._lock = threading.Lock()
        self._ahead = threading.local()

    def stat(self, key: str) -> ObjectStat:
        """Of a folder the version is that of the file that marks it, and the size 0."""
        mark = self._mark(key) if _looks_like_folder(key) else None
        if mark is None:
            try:
                return self._stat(key)
            except (NotFound, Denied):
                mark = None if key.rpartition("/")[2] in FOLDER_MARKS else self._mark(key)
                if mark is None:
                    raise
        return ObjectStat(0, self._stat(mark).version)

    def glance(self, key: str) -> str:
        """Asks for the headers alone, and anew each time."""
        names = [f"{key}/{mark}" for mark in FOLDER_MARKS] if _looks_like_folder(key) else [key]
        for name in names:
            answer = self._client.ask(self._target(name, {}, "HEAD"), 0)
            if answer.status == 200 and not answer.folder:
                return _version(answer, _whole_size(answer) or 0)
            if answer.status not in (401, 403, 404, 410) and not answer.folder:
                break
        return self.stat(key).version

    def is_folder(self, key: str) -> bool:
        if _looks_like_folder(key):
            return self._mark(key) is not None
        try:
            self._stat(key)
        except (NotFound, Denied):
            return self._mark(key) is not None
        return False

    def open(self, key: str) -> BinaryIO:
        return StoreFile(self, key)

    def read(self, key: str, offset: int, length: int) -> bytes:
        part = Part(key, offset, length)
        if self._is_expected(part):
            return self._part(key, offset, length, self._client.finish(self._asked(part)))
        with self._lock:
            known = self._known.get(key)
        if known is not None:
            length = min(length, known.size - offset)
        if length > BLOCK_BYTES:
            return self._part(key, offset, length, self._client.finish(self._asked(Part(key, offset, length))))
        if length <= 0:
            return b""
        first, last = offset // BLOCK_BYTES, (offset + length - 1) // BLOCK_BYTES
        data = b"".join(self._block(key, number) for number in range(first, last + 1))
        start = offset - first * BLOCK_BYTES
        return data[start : start + length]

    def tail(self, key: str, length: int) -> tuple[bytes, int]:
        answer = self._client.finish(self._asked(Part(key, -length, length)))
        if answer.status != 206:
            raise self._trouble(key, answer) or Unreadable(f"{self.address(key)}: its server does not answer ranges")
        start, size = self._placed(key, answer)
        if start + len(answer.body) != size or start != max(0, size - length):
            raise Unreadable(f"{self.address(key)}: its server answers another part than was asked for")
        return answer.body, size

    def expect(self, parts: Iterable[Part]) -> None:
        self._ahead.waiting = deque(parts)
        self._ahead.started = {}
        self._start_more()

    def keys(self, prefix: str = "") -> Iterator[str]:
        raise NotFound(f"{self.address(prefix)}: a web server does not tell what lies in a folder")

    def address(self, key: str) -> str:
        return str(self.root / key)

    def local_path(self, key: str) -> Path | None:
        _check(key)
        return None

    def _target(self, key: str, headers: Mapping[str, str], method: str = "GET") -> Target:
        """What is asked for an object; the headers with all that is said besides."""
        _check(key)
        url = self.root / key
        return Target((url.scheme, url.host, url.port), f"/{url.quoted}", headers, method)

    def _stat(self, key: str) -> ObjectStat:
        """Of an object; the beginning comes along, because it is what is read first."""
        with self._lock:
            found, absent = self._known.get(key), key in self._absent
        if absent:
            raise NotFound(f"{self.address(key)}: there is no such file")
        if found is None:
            try:
                self._block(key, 0)
            except NotFound:
                with self._lock:
                    _keep(self._absent, key, None)
                raise
            with self._lock:
                found = self._known[key]
        return found

    def _mark(self, key: str) -> str | None:
        """The key of the file that says that this is a folder, None when there is none."""
        if key not in self._marks:
            if len(self._marks) >= _KNOWN:
                self._marks.clear()
            marks = (f"{key}/{mark}" if key else mark for mark in FOLDER_MARKS)
            self._marks[key] = next((mark for mark in marks if self._is_there(mark)), None)
        return self._marks[key]

    def _is_there(self, key: str) -> bool:
        try:
            self._stat(key)
        except (NotFound, Denied):
            return False
        return True

    def _block(self, key: str, number: int) -> bytes:
        with self._lock:
            known = self._known.get(key)
        if known is not None:
            if number * BLOCK_BYTES >= known.size:
                return b""
            found = self._blocks.get((self.address(key), known.version, number))
            if found is not None:
                return found
        part = Part(key, number * BLOCK_BYTES, BLOCK_BYTES)
        data = self._part(*part, self._client.finish(self._asked(part)))
        with self._lock:
            version = self._known[key].version
        self._blocks.put((self.address(key), version, number), data, len(data))
        return data

    def _asked(self, part: Part) -> Pending:
        """The request for a part of an object: the one that is under way, or a new one."""
        started: dict[Part, Pending] = getattr(self._ahead, "started", {})
        pending = started.pop(part, None)
        if pending is None:
            return self._sent(part)
        self._start_more()
        return pending

    def _sent(self, part: Part) -> Pending:
        """Sends for a part; of the version that was seen first, if the server knows such a thing."""
        last = part.offset + part.length - 1
        headers = {"Range": f"bytes={part.offset}-{last}" if part.offset >= 0 else f"bytes={part.offset}"}
        with self._lock:
            known = self._known.get(part.key)
        if known is not None and known.version.startswith('"'):
            headers["If-Match"] = known.version
        return self._client.start(self._target(part.key, headers), part.length)

    def _part(self, key: str, offset: int, length: int, answer: Answer) -> bytes:
        """The bytes of an answer, when it is the one that was asked for."""
        if answer.status == 206:
            start, size = self._placed(key, answer)
            if start != offset or len(answer.body) != min(length, size - offset) or answer.cut:
                raise Unreadable(f"{self.address(key)}: its server answers another part than was asked for")
            return answer.body
        if answer.status == 416 and offset > 0:
            return b""
        if answer.status == 416 and (empty := _NOTHING_THERE.fullmatch(answer.headers.get("content-range", ""))):
            self._remember(key, answer, int(empty[1]))
            return b""
        if answer.status == 200 and offset == 0 and not answer.folder:
            self._remember(key, answer, _whole_size(answer))
            return answer.body
        raise self._trouble(key, answer) or Unreadable(f"{self.address(key)}: its server does not answer ranges")

    def _placed(self, key: str, answer: Answer) -> tuple[int, int]:
        """Where the bytes of a 206 begin, and the size of the whole."""
        found = _RANGE.fullmatch(answer.headers.get("content-range", "").strip())
        if found is None:
            raise Unreadable(f"{self.address(key)}: its server does not say which part it answers")
        first, last, size = (int(number) for number in found.groups())
        if not first <= last < size or last - first + 1 != len(answer.body):
            raise Unreadable(f"{self.address(key)}: its server answers another part than it says")
        self._remember(key, answer, size)
        return first, size

    def _remember(self, key: str, answer: Answer, size: int | None) -> None:
        """What was seen of an object. Raises Unreadable when it was another one before."""
        if size is None:
            raise Unreadable(f"{self.address(key)}: its server does not say how long it is")
        found = ObjectStat(size, _version(answer, size))
        with self._lock:
            if self._known.setdefault(key, found) != found:
                raise Unreadable(f"{self.address(key)} has changed while it was read")
            _keep(self._known, key, found)

    def _trouble(self, key: str, answer: Answer) -> Exception | None:
        """What an answer without bytes means; None for one that has some."""
        address, status = self.address(key), answer.status
        if status in (404, 410) or answer.folder:
            return NotFound(f"{address}: there is no such file")
        if status in (401, 403):
            return Denied(f"{address}: its server does not let us read it ({status})")
        if status == 412:
            return Unreadable(f"{address} has changed while it was read")
        return None if status in (200, 206) else Unreadable(f"{address}: its server answers {status}")

    def _is_expected(self, part: Part) -> bool:
        return part in getattr(self._ahead, "started", {})

    def _start_more(self) -> None:
        waiting, started = self._ahead.waiting, self._ahead.started
        while waiting and len(started) < AHEAD:
            if started and sum(part.length for part in (*started, waiting[0])) > AHEAD_BYTES:
                return
            part = waiting.popleft()
            if part not in started and part.length > 0:
                started[part] = self._sent(part)


def _keep(known: OrderedDict[str, V], key: str, value: V) -> None:
    """Remembers what was seen last."""
    known[key] = value
    known.move_to_end(key)
    while len(known) > _KNOWN:
        known.popitem(last=False)


def _version(answer: Answer, size: int) -> str:
    """The strong mark that the server gives to the bytes; else made of what it says instead."""
    stamp = answer.headers.get("etag") or answer.headers.get("last-modified", "")
    return stamp if stamp.startswith('"') else f"{size} {stamp}".strip()


def _whole_size(answer: Answer) -> int | None:
    """Of a 200: as its header says, or as it came when there was no more of it."""
    length = answer.headers.get("content-length", "")
    if length.isascii() and length.isdigit():
        return int(length)
    return None if answer.cut else len(answer.body)


def _looks_like_folder(key: str) -> bool:
    return key.lower().endswith(_FOLDERS)


def _check(key: str) -> None:
    """Raises NotFound for a key that would lead out of the address."""
    if any(part in ("", ".", "..") for part in key.split("/") if key) or any(
        ord(one) < 32 or one == "\\" for one in key
    ):
        raise NotFound(f"{key[:80]!r}: no key of an object")
