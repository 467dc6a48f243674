"""`c=` and `maps=`: which channels, in which windows and colors (reference webgateway.md §2.1, §2.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import orjson

from micrographia.errors import Invalid
from micrographia.rendering.codomain.codomain_map import CodomainMap
from micrographia.rendering.codomain.registry import codomain_map_named, own_name
from micrographia.rendering.codomain.reverse import REVERSE
from micrographia.rendering.settings import ChannelChange, Family, Window
from micrographia.webgateway.query.fault import Fault
from micrographia.webgateway.query.number import real, whole

_HEX = re.compile(r"[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}", re.ASCII)
LONGEST_NAME = 255
"""Characters of the name of a lookup table."""
QUANTIZATION = "quantization"
"""The key of `maps` that is the curve from values to greys, and no codomain map."""

_FLAG = re.compile(r"(-?)r\Z")


@dataclass(frozen=True, slots=True)
class ChannelsQuery:
    """changes: at most one per channel, in the order asked. only_listed: `c` was given, so the rest is off."""

    changes: tuple[ChannelChange, ...] = ()
    only_listed: bool = False
    faults: tuple[Fault, ...] = ()


def channels_query(c: str | None, maps: str | None) -> ChannelsQuery:
    """The well-formed parts of `c` and `maps`, and a fault for each malformed one.

    An element of `maps` belongs to the entry of `c` at its position, dropped entries included; without `c` to the
    channel at its position. Of two entries for one channel the first counts.
    """
    faults: list[Fault] = []
    elements = _elements(maps, faults)
    if c is None:
        asked = [_mapped(ChannelChange(index), element, faults) for index, element in enumerate(elements)]
        return ChannelsQuery(tuple(asked), False, tuple(faults))
    entries = c.split(",") if c.strip() else []
    if maps is not None and len(elements) != len(entries):
        faults.append(Fault("maps", f"maps has as many elements as c has entries, here {len(entries)}"))
    changes: dict[int, ChannelChange] = {}
    for position, entry in enumerate(entries):
        change = _entry(entry, faults)
        if change is None:
            continue
        if change.index in changes:
            faults.append(Fault("c", f"channel {change.index + 1} stands twice in c"))
        elif position < len(elements):
            changes[change.index] = _mapped(change, elements[position], faults)
        else:
            changes[change.index] = change
    return ChannelsQuery(tuple(changes.values()), True, tuple(faults))


def _entry(entry: str, faults: list[Fault]) -> ChannelChange | None:
    head, bar, rest = entry.partition("|")
    window_text, dollar, color_text = rest.partition("$")
    if not bar:
        head, dollar, color_text = entry.partition("$")
        if "$" in color_text:
            faults.append(Fault("c", f"a channel has one color, not {entry!r}"))
            return None
    number = whole(head)
    if number is None or number == 0:
        faults.append(Fault("c", f"a channel is a number from 1, not {head!r}"))
        return None
    window, reverse = _window(window_text, faults)
    color, lut = _color(color_text, faults) if dollar else (None, None)
    change = ChannelChange(abs(number) - 1, number > 0, window, color, lut)
    if reverse is None:
        return change
    return replace(change, maps=(REVERSE,)) if reverse else replace(change, without=(REVERSE.name,))


def _window(text: str, faults: list[Fault]) -> tuple[Window | None, bool | None]:
    """The window, and the inversion that links of the 5.3 era append: `20:300r` reversed, `20:300-r` not."""
    if not text:
        return None, None
    flag = _FLAG.search(text)
    start, colon, end = (text[: flag.start()] if flag else text).partition(":")
    low, high = real(start), real(end)
    if not colon or low is None or high is None:
        faults.append(Fault("c", f"a window is start:end, two numbers, not {text!r}"))
        return None, None
    if not low <= high:
        faults.append(Fault("c", f"a window starts at or below its end, not {text!r}"))
    return Window(low, high), (flag.group(1) == "" if flag else None)


def _color(text: str, faults: list[Fault]) -> tuple[str | None, str | None]:
    """A color "RRGGBBAA", or the name of a lookup table."""
    if text.endswith(".lut"):
        if len(text) <= LONGEST_NAME and text.isprintable():
            return None, text
        faults.append(Fault("c", f"the name of a lookup table is at most {LONGEST_NAME} visible characters"))
        return None, None
    if not _HEX.fullmatch(text):
        faults.append(Fault("c", f"a color is 3, 4, 6 or 8 hex digits or the name of a .lut, not {text!r}"))
        return None, None
    digits = "".join(digit * 2 for digit in text) if len(text) < 6 else text
    return digits.upper().ljust(8, "F"), None


def _elements(maps: str | None, faults: list[Fault]) -> list[Any]:
    if maps is None:
        return []
    try:
        elements = orjson.loads(maps)
    except orjson.JSONDecodeError:
        elements = None
    if isinstance(elements, list):
        return elements
    faults.append(Fault("maps", "maps is a JSON array with one object per channel"))
    return []


def _mapped(change: ChannelChange, element: Any, faults: list[Fault]) -> ChannelChange:
    """The change with what one element of `maps` says; an element without inversion means: not inverted."""
    if not isinstance(element, dict):
        faults.append(Fault("maps", "an element of maps is an object"))
        return change
    change = _chained(change, {REVERSE.name: None} | _named(element), faults)
    quantization = element.get(QUANTIZATION)
    return change if quantization is None else _quantized(change, quantization, faults)


def _named(element: dict[str, Any]) -> dict[str, Any]:
    """What an element asks of codomain maps, by their own names; `inverted` wins over `reverse`."""
    asked = [(name, parameters) for name, parameters in element.items() if name != QUANTIZATION]
    asked.sort(key=lambda pair: own_name(pair[0]) != pair[0])
    return {own_name(name): parameters for name, parameters in asked}


def _chained(change: ChannelChange, asked: dict[str, Any], faults: list[Fault]) -> ChannelChange:
    """The change with the maps that are enabled put in and the others that are named taken out."""
    maps: list[CodomainMap] = []
    without: list[str] = []
    for name, parameters in asked.items():
        if not (parameters is None or isinstance(parameters, dict)):
            faults.append(Fault("maps", f'{name} is an object such as {{"enabled": true}}'))
        try:
            kind = codomain_map_named(name)
            if _enabled(parameters):
                maps.append(kind.parse(parameters))
            else:
                without.append(name)
        except Invalid as error:
            faults.append(Fault("maps", str(error)))
    return replace(change, maps=tuple(maps), without=tuple(without))


def _enabled(parameters: Any) -> bool:
    asked = parameters.get("enabled") if isinstance(parameters, dict) else None
    return asked is True or asked == "true"


def _quantized(change: ChannelChange, asked: Any, faults: list[Fault]) -> ChannelChange:
    names = ", ".join(Family)
    if not isinstance(asked, dict):
        faults.append(Fault("maps", f"quantization is an object with a family ({names}) and a coefficient"))
        return change
    family, coefficient = asked.get("family", "linear"), asked.get("coefficient", 1.0)
    if not isinstance(family, str) or family not in set(Family):
        faults.append(Fault("maps", f"a family is one of {names}"))
    elif isinstance(coefficient, bool) or not isinstance(coefficient, int | float) or not _positive(coefficient):
        faults.append(Fault("maps", "a coefficient is a number above 0"))
    else:
        return replace(change, family=Family(family), coefficient=float(coefficient))
    return change


def _positive(number: float) -> bool:
    return isfinite(number) and number > 0
