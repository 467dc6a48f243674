"""Which things a data address of the web client names, and what its clients call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from micrographia.api.words import SYNONYMS
from micrographia.catalog.models import Dataset, Image, Owned, Plate, Project, Run, Screen, Well
from micrographia.web.params import wholes

CLASSES: Mapping[type[Owned], str] = {
    Project: "ProjectI",
    Dataset: "DatasetI",
    Image: "ImageI",
    Screen: "ScreenI",
    Plate: "PlateI",
    Run: "PlateAcquisitionI",
    Well: "WellI",
}
"""The names of kinds in annotations and in what hangs on things."""
MOST = 1000
"""Things of one kind in one request."""


def _of(what: str) -> tuple[int, ...]:
    field: tuple[int, ...] = wholes(f"Ids of {what}; may be repeated.", most=MOST)
    return field


@dataclass(frozen=True, slots=True)
class Things:
    """Ids by kind."""

    project: tuple[int, ...] = _of("projects")
    dataset: tuple[int, ...] = _of("datasets")
    image: tuple[int, ...] = _of("images")
    screen: tuple[int, ...] = _of("screens")
    plate: tuple[int, ...] = _of("plates")
    run: tuple[int, ...] = _of("runs")
    acquisition: tuple[int, ...] = _of("runs, as well")
    well: tuple[int, ...] = _of("wells")

    @property
    def by_word(self) -> dict[str, tuple[int, ...]]:
        """The ids of each kind, runs under one word."""
        words = ("project", "dataset", "image", "screen", "plate", "well")
        (synonym,) = SYNONYMS
        return {**{word: getattr(self, word) for word in words}, "run": self.run + getattr(self, synonym)}
