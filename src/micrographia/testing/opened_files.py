"""Which files are opened, as Python sees it: by this process, or by a command and all processes below it.

What compiled libraries open by themselves is not seen.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Thread

_PIPE, _BELOW = "OPENED_FILES_PIPE", "OPENED_FILES_BELOW"
# A process may be forbidden to open anything later, or to write files, so a pipe is opened at the start.
_HOOK = f"""
import os, sys
def start():
    out = os.open(os.environ[{_PIPE!r}], os.O_WRONLY)
    below = os.environ[{_BELOW!r}]
    def hook(event, arguments):
        if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes, os.PathLike)):
            path = os.path.abspath(os.fsdecode(arguments[0]))
            if path == below or path.startswith(below + "/"):
                os.write(out, path.encode() + b"\\n")
    sys.addaudithook(hook)
if {_PIPE!r} in os.environ:
    start()
"""


class OpenedFiles:
    """environment: for the command. paths: once the block has ended, every opening and listing, as often as it was
    done."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.paths: list[str] = []


@contextmanager
def watched(below: Path) -> Iterator[OpenedFiles]:
    """Sees what is opened at or below a path by Python programs that are started with `environment` meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(_HOOK)
        pipe = os.path.join(folder, "pipe")
        os.mkfifo(pipe)
        path = os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))
        more = {"PYTHONPATH": path, _PIPE: pipe, _BELOW: os.path.realpath(below)}
        opened = OpenedFiles({**os.environ, **more})
        reader = Thread(target=lambda: opened.paths.extend(Path(pipe).read_text().splitlines()))
        reader.start()
        end = os.open(pipe, os.O_WRONLY)  # the reader goes on until the last of the writers is gone
        try:
            yield opened
        finally:
            os.close(end)
            reader.join()


_WATCHERS: list[list[str]] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _WATCHERS and isinstance(arguments[0], str | bytes):
        _WATCHERS[-1].append(os.fsdecode(arguments[0]))


@cache
def _start_watching() -> None:
    """Once, because an audit hook can never be taken away again."""
    sys.addaudithook(_watch)


@contextmanager
def opens() -> Iterator[list[str]]:
    """The paths of the files that this process opens meanwhile."""
    _start_watching()
    _WATCHERS.append([])
    try:
        yield _WATCHERS[-1]
    finally:
        _WATCHERS.pop()
