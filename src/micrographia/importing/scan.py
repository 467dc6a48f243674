"""What lies there: which filesets begin in files and folders that somebody named."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from micrographia.errors import Unreadable
from micrographia.importing.question import Surveyed
from micrographia.importing.sandbox import Sandbox
from micrographia.storage import Place, Url

NO_TEXT = "its name is not valid UTF-8; rename it"
A_LINK = "it is a link to a folder, which is imported where it lies; name it to import it through the link"
AT_ONCE = 200
"""Names that one question asks about, so that no question takes long."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fileset. root: the folder its keys are below; keys: the entry first. dataset: its folder, as a name for a
    dataset, when a folder was named rather than this file."""

    root: Place
    reader: str
    keys: tuple[str, ...]
    dataset: str | None = None

    @property
    def path(self) -> Place:
        return self.root / self.keys[0]


@dataclass(frozen=True, slots=True)
class Left:
    """A file or folder that is no image, with the reason."""

    path: Place
    reason: str


def scan(sandbox: Sandbox, paths: Sequence[Place]) -> Iterator[Found | Left]:
    """The filesets below these paths, each once, and every file that is in none of them. Hidden files in a folder are
    passed over."""
    claimed: set[Path] = set()
    for path in paths:
        if isinstance(path, Url):
            yield from _far(sandbox, path)
            continue
        full = Path(os.path.realpath(path))  # a link that somebody names is followed; those found in folders are not
        if not full.exists():
            yield Left(path, "there is no such file or folder")
        elif _is_text(str(full)):
            yield from _named(sandbox, full, claimed)
        else:
            yield Left(path, NO_TEXT)


def _far(sandbox: Sandbox, url: Url) -> Iterator[Found | Left]:
    """The fileset that begins at an address; what else lies there nobody tells."""
    if not url.path:
        yield Left(url, "this is the address of a host; say which image there")
        return
    for one in _survey(sandbox, url.parent, [url.name]):
        yield Left(url, one.reason) if one.reader is None else Found(url.parent, one.reader, one.keys)


def _named(sandbox: Sandbox, path: Path, claimed: set[Path]) -> Iterator[Found | Left]:
    """What one named path holds: a folder may be a fileset itself, or hold some."""
    found = _survey(sandbox, path.parent, [path.name]) if path != path.parent else []
    if path.is_dir() and all(one.folder for one in found):
        yield from _folder(sandbox, path.resolve(), path.name or "/", claimed)
    else:
        yield from _taken(path.parent, found, None, claimed)


def _folder(sandbox: Sandbox, folder: Path, dataset: str, claimed: set[Path]) -> Iterator[Found | Left]:
    waiting = [(folder, dataset)]
    while waiting:
        here, name = waiting.pop()
        try:
            names = [entry for entry in sorted(os.listdir(here)) if not entry.startswith(".")]
        except OSError as error:
            yield Left(here, f"the folder cannot be listed: {error.strerror}")
            continue
        yield from (Left(here / entry, NO_TEXT) for entry in names if not _is_text(entry))
        names = [entry for entry in names if _is_text(entry)]
        found: list[Surveyed] = []
        mine: set[str] = set()
        for start in range(0, len(names), AT_ONCE):
            batch = [one for one in names[start : start + AT_ONCE] if one not in mine and here / one not in claimed]
            found += _survey(sandbox, here, batch)
            mine.update(key for one in found for key in one.keys)
        yield from _taken(here, [one for one in found if not one.folder], name, claimed)
        folders = [one.key for one in found if one.folder]
        # Links among folders may go round in circles, and two of them without end.
        yield from (Left(here / key, A_LINK) for key in folders if (here / key).is_symlink())
        deeper = [key for key in folders if not (here / key).is_symlink()]
        waiting += [(here / key, f"{name}/{key}") for key in reversed(deeper)]


def _survey(sandbox: Sandbox, folder: Place, names: Sequence[str]) -> list[Surveyed]:
    return list(sandbox.survey(folder, tuple(names))) if names else []


def _taken(root: Path, found: Sequence[Surveyed], dataset: str | None, claimed: set[Path]) -> Iterator[Found | Left]:
    """Those that belong to no larger fileset, in the order they were found."""
    inside = {key for one in found if len(one.keys) > 1 for key in one.keys}
    for one in found:
        files = {root / key for key in one.keys}
        if one.reader is not None and len(one.keys) == 1 and one.keys[0] in inside:
            continue
        if one.reader is None and one.key in inside:
            continue
        if files and files <= claimed:
            continue
        claimed |= files
        if one.reader is None:
            yield Left(root / one.key, one.reason or str(Unreadable("it is no image")))
        else:
            yield Found(root, one.reader, one.keys, dataset)


def _is_text(name: str) -> bool:
    """Whether a name is text: the bytes of a name may be anything, a database takes UTF-8 only."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)
