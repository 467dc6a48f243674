"""The rendering query as those read it who keep what it says (reference webgateway.md §8.1, §8.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from micrographia.errors import Invalid
from micrographia.rendering.settings import SettingsChange
from micrographia.webgateway.query.fault import refuse
from micrographia.webgateway.query.number import whole
from micrographia.webgateway.query.picture import rendering_query

SETTINGS = ("c", "m", "maps", "z", "t")
"""The parameters that say how an image is to look; z and t count from 1."""


def settings_in(*sources: Mapping[str, str]) -> dict[str, str]:
    """The settings of the first source that has any; they are never mixed."""
    for source in sources:
        found = {name: source[name] for name in SETTINGS if name in source}
        if found:
            return found
    return {}


def saving_query(query: Mapping[str, str]) -> SettingsChange:
    """What is to be saved. Raises Invalid for anything malformed, so that nothing is saved by halves."""
    asked = rendering_query({name: query[name] for name in ("c", "m", "maps") if name in query})
    refuse(asked.faults)
    return replace(asked.change, default_z=_place(query, "z"), default_t=_place(query, "t"))


def pasting_query(query: Mapping[str, str]) -> SettingsChange:
    """What is to be pasted: the well-formed parts, because pages hand on what other pages have remembered.

    Raises Invalid where nothing of `c` can be read, which would switch every channel off.
    """
    asked = rendering_query({name: query[name] for name in ("c", "m", "maps") if name in query})
    if query.get("c") and not asked.change.channels:
        refuse(asked.faults)
    z, t = (whole(query.get(name, "")) for name in ("z", "t"))
    return replace(
        asked.change,
        default_z=z - 1 if z is not None and z > 0 else None,
        default_t=t - 1 if t is not None and t > 0 else None,
    )


def _place(query: Mapping[str, str], name: str) -> int | None:
    if name not in query:
        return None
    number = whole(query[name])
    if number is None or number < 1:
        raise Invalid(f"{name} is a whole number from 1", name)
    return number - 1
