"""The home behind the browser tests: one person, a cell in space and time, a slide with a pyramid."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from micrographia.testing.samples.ome_tiff import write_tissue
from micrographia.testing.samples.slide import write_slide
from micrographia.testing.samples.tissue import Tissue
from running import PASSWORD, command

NAME = "ada"


@dataclass(frozen=True)
class Live:
    """Where it answers, and the ids of what it holds."""

    url: str
    cell: int
    slide: int
    dataset: int


def samples(folder: Path) -> None:
    """A cell of 256 x 256, 5 z-sections, 3 timepoints; a slide of 3000 x 3000."""
    folder.mkdir()
    write_tissue(folder / "cell.ome.tiff", Tissue(256, sections=5, timepoints=3, seed=7), "A cell", "Generated.")
    write_slide(folder / "slide.ome.tiff", 3000, 3, "A slide", "Generated.")


def filled(home: Path, folder: Path) -> dict[str, dict[str, int]]:
    """Makes a home with one person and the images of the folder: what the import said, by name."""
    command(home, "init", "--admin", "admin", "--password-stdin", given=PASSWORD)
    command(home, "group", "add", "Lab", "--level", "rwra--")
    command(home, "user", "add", NAME, "--group", "Lab", "--password-stdin", given=PASSWORD)
    done = command(
        home, "import", str(folder), "--user", NAME, "--project", "Project", "--dataset", "Samples", "--json"
    )
    return {image["name"]: image for image in map(json.loads, done.stdout.splitlines())}
