"""The files of slides that are several files: MIRAX (.mrxs) and Hamamatsu (.vms, .vmu)."""

import re
from collections.abc import Iterator

from micrographia.errors import NotFound, Unreadable
from micrographia.pixels.formats.file_set import MissingFile, sibling
from micrographia.storage import Store

_SETTINGS = "Slidedat.ini"
_LINE = re.compile(r"\s*([^=\s]+)\s*=\s*(.*?)\s*")
_MIRAX = re.compile(r"INDEXFILE|FILE_\d+", re.IGNORECASE)
_HAMAMATSU = re.compile(r"(?:ImageFile|MapFile|OptimisationFile|MacroImage)(?:\(.*\))?", re.IGNORECASE)
_MOST_BYTES = 16 * 2**20
_MOST_FILES = 100_000


def slide_files(store: Store, key: str) -> tuple[str, ...]:
    """All files of a slide, the named one first. Every file that its texts name lies in its own folder.

    Raises Unreadable when a text names a file elsewhere, or a file without which nothing is shown is missing.
    """
    ending = key.lower().rpartition(".")[2]
    if ending == "mrxs":
        return (key, *sorted(_mirax(store, key)))
    if ending in ("vms", "vmu"):
        return (key, *sorted(set(_hamamatsu(store, key))))
    return (key,)


def _mirax(store: Store, key: str) -> Iterator[str]:
    """Everything directly in the folder that is called like the file."""
    name = key.rpartition("/")[2].rpartition(".")[0]
    settings = sibling(store, key, f"{name}/{_SETTINGS}")
    for one in _named(store, settings, _MIRAX):
        sibling(store, settings, one)
    for number, one in enumerate(store.keys(settings.rpartition("/")[0])):
        if number > _MOST_FILES:
            raise Unreadable(f"{key}: its folder holds more than {_MOST_FILES} files")
        if not store.is_folder(one):
            yield sibling(store, key, f"{name}/{one.rpartition('/')[2]}")


def _hamamatsu(store: Store, key: str) -> Iterator[str]:
    for one in _named(store, key, _HAMAMATSU):
        try:
            yield sibling(store, key, one)
        except MissingFile:
            if one.lower().endswith((".jpg", ".jpeg", ".ngr")):
                raise


def _named(store: Store, key: str, names: re.Pattern[str]) -> Iterator[str]:
    """The values of those settings, whatever section they stand in."""
    try:
        size = store.stat(key).size
    except NotFound as error:
        raise Unreadable(str(error)) from error
    if size > _MOST_BYTES:
        raise Unreadable(f"{key}: larger than the {_MOST_BYTES >> 20} MiB that the settings of a slide have")
    for line in store.read(key, 0, size).decode("latin-1").splitlines():
        found = _LINE.fullmatch(line)
        if found and names.fullmatch(found[1]) and found[2]:
            yield found[2]
