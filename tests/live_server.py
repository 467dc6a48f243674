"""The home behind the browser tests: two people, a cell in space and time, a slide with a pyramid, synthetic images."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from micrographia.testing.samples.ome_tiff import write_tissue
from micrographia.testing.samples.slide import write_slide
from micrographia.testing.samples.tissue import Tissue
from running import PASSWORD, command

NAME = "ada"
COLLEAGUE = "bob"
RAMPS = ("ramp", "second ramp")
"""Two images that are alike: three channels red, green, blue of x + 3y + 7z + 11t + 100c, in space and time."""

COLORS = "FF0000FF,00FF00FF,0000FFFF"
SYNTHETIC = {
    **dict.fromkeys(
        RAMPS, "sizeX=256&sizeY=256&sizeZ=4&sizeT=2&sizeC=3&pixelType=uint16&colors=FF0000FF,00FF00FF,0000FFFF"
    ),
    "crowd": "sizeX=64&sizeY=64&sizeC=200",
    "plain": "sizeX=256&sizeY=256&pixelType=float",
    "left": "sizeX=64&sizeY=64&sizeC=2",
    "right": "sizeX=64&sizeY=64&sizeC=2",
    "photo": "sizeX=256&sizeY=256&sizeC=3&rgb=true",
}


@dataclass(frozen=True)
class Live:
    """Where it answers, and the ids of what it holds."""

    url: str
    cell: int
    slide: int
    dataset: int
    synthetic: dict[str, int]


def samples(folder: Path) -> None:
    """A cell of 256 x 256, 5 z-sections, 3 timepoints; a slide of 3000 x 3000; beside them the synthetic images."""
    folder.mkdir()
    synthetic = folder.with_name("synthetic")
    synthetic.mkdir()
    for name, settings in SYNTHETIC.items():
        (synthetic / f"{name}&{settings}.fake").touch()
    write_tissue(folder / "cell.ome.tiff", Tissue(256, sections=5, timepoints=3, seed=7), "A cell", "Generated.")
    write_slide(folder / "slide.ome.tiff", 3000, 3, "A slide", "Generated.")


def filled(home: Path, folder: Path) -> dict[str, dict[str, int]]:
    """Makes a home with two people of a group and the images: what the import said, by name."""
    command(home, "init", "--admin", "admin", "--password-stdin", given=PASSWORD)
    command(home, "group", "add", "Lab", "--level", "rwra--")
    for name in (NAME, COLLEAGUE):
        command(home, "user", "add", name, "--group", "Lab", "--password-stdin", given=PASSWORD)
    return {
        image["name"]: image
        for dataset, where in (("Samples", folder), ("Synthetic", folder.with_name("synthetic")))
        for image in _imported(home, where, dataset)
    }


def _imported(home: Path, folder: Path, dataset: str) -> Iterator[dict[str, int]]:
    done = command(home, "import", str(folder), "--user", NAME, "--project", "Project", "--dataset", dataset, "--json")
    return map(json.loads, done.stdout.splitlines())
