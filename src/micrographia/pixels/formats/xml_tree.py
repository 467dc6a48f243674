"""XML text that others wrote → a tree of elements, within bounds of size and depth and without any DTD."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, TypeAlias

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from micrographia.errors import Unreadable

Element: TypeAlias = Any
"""An element of the standard library's tree; its tag is the local name, without the namespace."""

MOST_BYTES = 256 * 2**20
MOST_DEPTH = 100

_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class NotXml(Unreadable):
    """The text is no well-formed XML."""


def read_xml(text: bytes | str, what: str) -> Element:
    """The root element. what: the name of the file, for the sentence of an error.

    Bytes that are no UTF-8 are read as Latin-1 (unless they carry the mark of UTF-16); control characters, which XML
    forbids but instruments write, become spaces. Raises NotXml when it is not well-formed, Unreadable when it is
    too large, nested too deep, or has a DTD.
    """
    if len(text) > MOST_BYTES:
        raise Unreadable(f"{what}: its XML is larger than {MOST_BYTES >> 20} MiB")
    try:
        return _tree(_utf8(text), what)
    except DefusedXmlException:
        raise Unreadable(f"{what}: its XML has a DTD or entities, which are refused") from None
    except (ParseError, ValueError, LookupError) as error:
        raise NotXml(f"{what}: its XML is not well-formed ({error})") from error


def _utf8(text: bytes | str) -> bytes:
    """The text in UTF-8, without a declaration that might say otherwise."""
    plain = text if isinstance(text, str) else _decoded(text)
    return _CONTROL.sub(" ", _DECLARATION.sub("", plain.rstrip("\0"), count=1)).encode("utf-8", "replace")


def _decoded(text: bytes) -> str:
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return text.decode("utf-16", "replace")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("latin-1")


def _tree(text: bytes, what: str) -> Element:
    depth = 0
    root: Element = None
    for event, element in iterparse(BytesIO(text), events=("start", "end"), forbid_dtd=True):
        if event == "end":
            depth -= 1
            continue
        root = element if root is None else root
        depth += 1
        if depth > MOST_DEPTH:
            raise Unreadable(f"{what}: its XML is nested deeper than {MOST_DEPTH} elements")
        element.tag = element.tag.rpartition("}")[2]
    return root


def first(element: Element, *path: str) -> Element | None:
    """The first element down a path of names, None when there is none."""
    for name in path:
        element = None if element is None else element.find(name)
    return element


def text_of(element: Element, *path: str) -> str:
    """The text of the first element down a path, without white space around it; "" when there is none."""
    found = first(element, *path)
    return "" if found is None else (found.text or "").strip()


def integer(element: Element, name: str) -> int | None:
    """A whole number of an attribute, None when it is missing or no number."""
    try:
        return int(element.get(name, ""))
    except ValueError:
        return None


def real(element: Element, name: str) -> float | None:
    """A finite number of an attribute, None when it is missing or no number."""
    try:
        number = float(element.get(name, ""))
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def by_id(elements: Iterator[Element]) -> dict[str, Element]:
    """ID → element, of those that have one."""
    return {element.get("ID"): element for element in elements if element.get("ID")}
