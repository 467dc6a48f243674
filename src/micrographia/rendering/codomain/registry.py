"""The list of codomain maps."""

from functools import cache

from micrographia import plugins
from micrographia.errors import Invalid
from micrographia.rendering.codomain.codomain_map import CodomainMap
from micrographia.rendering.codomain.reverse import Reverse

GROUP = "micrographia.codomain_maps"
BUILT_IN: tuple[type[CodomainMap], ...] = (Reverse,)
ALIASES = {"inverted": "reverse"}
"""Other names in use, and what they stand for (reference webgateway.md §2.3)."""


@cache
def codomain_maps() -> dict[str, type[CodomainMap]]:
    """Name → kind: the built-in ones, then those of installed plug-ins."""
    return plugins.table(GROUP, BUILT_IN)  # type: ignore[type-var]


def own_name(name: str) -> str:
    """What a map that is also called `name` calls itself."""
    return ALIASES.get(name, name)


def codomain_map_named(name: str) -> type[CodomainMap]:
    """Raises Invalid for a name that is neither known nor an alias."""
    known = codomain_maps()
    try:
        return known[own_name(name)]
    except KeyError:
        raise Invalid(f"a codomain map is one of {', '.join(sorted([*ALIASES, *known]))}", "maps") from None
