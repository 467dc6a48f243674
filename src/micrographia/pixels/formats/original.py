"""What a file says of itself in its own words, as keys and values: bounded, whatever it says."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from micrographia.errors import Unreadable
from micrographia.pixels.formats.xml_tree import Element, read_xml

MOST_PAIRS = 10_000
MOST_LETTERS = 4096
"""Of one value; what is longer is cut off."""
MOST_BYTES = 2 * 2**20
_DEPTH = 30
_XMP = 700
"""The tag of what other programs wrote: it may say where a photograph was taken."""

Pairs = tuple[tuple[str, str], ...]


def bounded(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """The first of them, as far as they fit; empty values are left out."""
    found, size = [], 0
    for key, value in islice(((key, value.strip()) for key, value in pairs if value.strip()), MOST_PAIRS):
        size += len(key) + min(len(value), MOST_LETTERS)
        if size > MOST_BYTES:
            break
        found.append((key, value[:MOST_LETTERS]))
    return tuple(found)


def of_xml(root: Element, without: Container[str] = ()) -> Iterator[tuple[str, str]]:
    """Attributes and texts under their path, such as "Image/Pixels/SizeX"; elements that repeat have their number, from
    1. without: names of elements that are left out with all below."""
    waiting = [(root, "")]
    while waiting:
        element, path = waiting.pop()
        yield from ((f"{path}{name.rpartition('}')[2]}", value) for name, value in element.items())
        if element.text and element.text.strip():
            yield path.rstrip("/") or element.tag, element.text
        counts: dict[str, int] = {}
        below = []
        for child in element:
            if isinstance(child.tag, str):
                tag = child.tag.rpartition("}")[2]
                if tag not in without:
                    counts[tag] = counts.get(tag, 0) + 1
                    below.append((child, tag, counts[tag]))
        for child, tag, number in reversed(below):
            name = f"{tag}[{number}]" if counts[tag] > 1 else tag
            waiting.append((child, f"{path}{name}/"))


def of_mapping(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Numbers and texts inside mappings and lists, under their path; anything else is left out."""
    if isinstance(value, Mapping) and depth < _DEPTH:
        for key, one in value.items():
            yield from of_mapping(one, f"{path}/{key}" if path else str(key), depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes) and depth < _DEPTH:
        if all(isinstance(one, int | float | str) for one in value) and len(value) <= 16:
            yield path, ", ".join(map(str, value))
        else:
            for number, one in enumerate(value, 1):
                yield from of_mapping(one, f"{path}[{number}]", depth + 1)
    elif isinstance(value, bool | int | float | str):
        yield path, str(value)


def of_tags(page: Any) -> Iterator[tuple[str, str]]:
    """The tags of a TIFF page that are numbers or text; long lists of numbers and XMP are left out."""
    for tag in page.tags:
        if tag.code != _XMP and (tag.dtype in (2, 7) or tag.count <= 16):
            value = tag.value
            if isinstance(value, bytes):
                value = value.decode("utf-8", "replace").rstrip("\0")
                if not value.isprintable():
                    continue
            if isinstance(value, tuple):
                value = ", ".join(map(str, value))
            if isinstance(value, str) and value.lstrip().startswith("<"):
                yield from _of_xml_text(tag.name, value)
            elif not isinstance(value, Mapping):
                yield tag.name, str(getattr(value, "name", value))


def _of_xml_text(name: str, text: str) -> Iterator[tuple[str, str]]:
    """By paths below a name; as it stands where it is no XML after all."""
    try:
        root = read_xml(text, name)
    except Unreadable:
        yield name, text
    else:
        yield from ((f"{name}/{path}", value) for path, value in of_xml(root))
