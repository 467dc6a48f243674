"""Built-in kinds and those that other distributions bring, in one table per kind."""

from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import Protocol, TypeVar


class Named(Protocol):
    """Anything that says what it is called: the key under which it stands in its table."""

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


def table(group: str, built_in: Iterable[T]) -> dict[str, T]:
    """Name → kind: first the built-ins, then the entry points of `group`, in the order of their names.

    A plug-in cannot replace a built-in: raises ValueError when a name is taken twice. Cost: reads the
    metadata of the installed distributions, so callers keep what they get.
    """
    kinds: dict[str, T] = {}
    found = sorted(entry_points(group=group), key=lambda point: point.name)
    for kind in [*built_in, *(point.load() for point in found)]:
        if kind.name in kinds:
            raise ValueError(f"{group}: the name {kind.name!r} is taken twice")
        kinds[kind.name] = kind
    return kinds
