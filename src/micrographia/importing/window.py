"""Files of other machines for the confined child: it has no network; who asks it reads for it, through two pipes.

The child may name keys below the root of its question, and nothing else: no host, no address, no credentials.
"""

import json
import os
import select
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, ClassVar

from micrographia.errors import Busy, MicrographiaError, NotFound, Unreadable
from micrographia.storage import Denied, ObjectStat, Part, Store, StoreFile, Url

MOST_LINE = 2**20
MOST_BYTES = 512 * 2**20
"""Of one answer."""
MOST_EXPECTED = 10_000
_DEAF_SECONDS = 10.0
_KINDS: dict[str, type[MicrographiaError]] = {
    "NotFound": NotFound, "Busy": Busy, "Denied": Denied, "Unreadable": Unreadable
}  # fmt: skip


class Deaf(Exception):
    """The child asked, and does not take the answer."""


@dataclass(frozen=True, slots=True)
class View:
    """What a child may see. keys: files, and folders with all below; None: everything below the root."""

    store: Store
    keys: tuple[str, ...] | None

    def answer(self, asked: Any) -> tuple[dict[str, Any], bytes]:
        """What is said about an answer, and its bytes. Raises one of the kinds of errors."""
        match asked:
            case {"deed": "stat", "key": str(key)}:
                found = self.store.stat(self._seen(key))
                return {"size": found.size, "version": found.version}, b""
            case {"deed": "is_folder", "key": str(key)}:
                return {"folder": self.store.is_folder(self._seen(key))}, b""
            case {"deed": "read", "key": str(key), "offset": int(offset), "length": int(length)}:
                return {}, self.store.read(self._seen(key), max(0, offset), _bounded(length))
            case {"deed": "tail", "key": str(key), "length": int(length)}:
                data, size = self.store.tail(self._seen(key), _bounded(length))
                return {"size": size}, data
            case {"deed": "expect", "parts": list(parts)}:
                self.store.expect([_part(self._seen, part) for part in parts[:MOST_EXPECTED]])
                return {}, b""
        raise Unreadable("a reader asked for something that cannot be asked")

    def _seen(self, key: str) -> str:
        if self.keys is None or any(key == one or key.startswith(f"{one}/") for one in self.keys):
            return key
        raise Unreadable(f"a reader asked for {key[:200]!r}, which is no file of this fileset")


class Window:
    """The asker's side. theirs: the two descriptors that the child inherits, to read and to write."""

    def __init__(self) -> None:
        self.theirs: tuple[int, int]
        their_end, self._answers = os.pipe()
        self.questions, other_end = os.pipe()
        self.theirs = their_end, other_end
        os.set_blocking(self._answers, False)
        self._buffer = bytearray()

    def given(self) -> None:
        """The child has its ends."""
        for descriptor in self.theirs:
            os.close(descriptor)

    def serve(self, view: View | None) -> None:
        """Answers what can be read now. view: None for a child that reads files of this machine. Raises Deaf."""
        self._buffer += os.read(self.questions, 65536)
        *lines, rest = self._buffer.split(b"\n")
        self._buffer = rest
        if len(rest) > MOST_LINE:
            raise Deaf
        for line in lines:
            said, data = _answered(view, bytes(line))
            self._write(json.dumps(said | {"bytes": len(data)}).encode() + b"\n")
            self._write(data)

    def close(self) -> None:
        os.close(self._answers)
        os.close(self.questions)

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            _, ready, _ = select.select([], [self._answers], [], _DEAF_SECONDS)
            if not ready:
                raise Deaf
            rest = rest[os.write(self._answers, rest[:65536]) :]


def _answered(view: View | None, line: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        if view is None:
            raise Unreadable("a reader asked for a file of another machine")
        return view.answer(json.loads(line))
    except MicrographiaError as error:
        kind = next(name for name, one in _KINDS.items() if isinstance(error, one) or name == "Unreadable")
        return {"error": kind, "sentence": str(error)}, b""
    except (ValueError, RecursionError):
        return {"error": "Unreadable", "sentence": "a reader asked for something that cannot be asked"}, b""


def _bounded(length: int) -> int:
    return max(0, min(length, MOST_BYTES))


def _part(seen: Any, part: Any) -> Part:
    match part:
        case [str(key), int(offset), int(length)]:
            return Part(seen(key), offset, _bounded(length))
    raise Unreadable("a reader asked for something that cannot be asked")


class WindowStore:
    """The child's side: a store like any other. descriptors: to read and to write."""

    scheme: ClassVar[str] = "window"
    far: bool = True

    def __init__(self, root: Url, descriptors: Sequence[int]) -> None:
        self.root = root
        self._answers, self._questions = descriptors
        self._lock = Lock()

    def stat(self, key: str) -> ObjectStat:
        said, _ = self._ask(deed="stat", key=key)
        return ObjectStat(said["size"], said["version"])

    def glance(self, key: str) -> str:
        return self.stat(key).version

    def is_folder(self, key: str) -> bool:
        return bool(self._ask(deed="is_folder", key=key)[0]["folder"])

    def open(self, key: str) -> BinaryIO:
        return StoreFile(self, key)

    def read(self, key: str, offset: int, length: int) -> bytes:
        return self._ask(deed="read", key=key, offset=offset, length=length)[1]

    def tail(self, key: str, length: int) -> tuple[bytes, int]:
        said, data = self._ask(deed="tail", key=key, length=length)
        return data, said["size"]

    def expect(self, parts: Iterable[Part]) -> None:
        self._ask(deed="expect", parts=list(parts))

    def keys(self, prefix: str = "") -> Iterator[str]:
        raise NotFound(f"{self.address(prefix)}: nobody tells what lies there")

    def address(self, key: str) -> str:
        return str(self.root / key)

    def local_path(self, key: str) -> Path | None:
        return None

    def _ask(self, **asked: Any) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            rest = memoryview(json.dumps(asked).encode() + b"\n")
            while rest:
                rest = rest[os.write(self._questions, rest) :]
            said = json.loads(self._line())
            data = self._bytes(said["bytes"])
        if "error" in said:
            raise _KINDS[said["error"]](said["sentence"])
        return said, data

    def _line(self) -> bytes:
        """One byte at a time: behind the line stand bytes that are not its."""
        found = bytearray()
        while not found.endswith(b"\n"):
            found += self._some(1)
        return bytes(found)

    def _bytes(self, length: int) -> bytes:
        found = bytearray(length)
        view = memoryview(found)
        while view:
            piece = self._some(len(view))
            view[: len(piece)] = piece
            view = view[len(piece) :]
        return bytes(found)

    def _some(self, length: int) -> bytes:
        piece = os.read(self._answers, min(length, 2**20))
        if not piece:
            raise Unreadable("nobody reads for this reader any more")
        return piece
