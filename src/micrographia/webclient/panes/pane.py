"""The right side of the browsing page as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from micrographia.webclient.shown import Shown


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to what is shown."""

    shown: Shown
    name: str


@dataclass(frozen=True, slots=True)
class Pane:
    """template: below webclient/panes/. shown: what the tree marks. opened: what it opens. about: below the title."""

    template: str
    title: str
    context: Mapping[str, Any]
    shown: Shown | None = None
    opened: Shown | None = None
    trail: tuple[Step, ...] = ()
    about: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Card:
    """A container with some of its pictures. facts: one line below its name."""

    shown: Shown
    name: str
    facts: str
    images: tuple[int, ...]

    @property
    def blanks(self) -> range:
        """The places of the strip of four that stay empty."""
        return range(4 - len(self.images))


def counted(count: int, one: str) -> str:
    """ "1 image", "1,200 images"."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"
