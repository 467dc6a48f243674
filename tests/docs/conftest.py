"""A server like the demo's, with smaller images under the same ids."""

import pytest

from micrographia.testing.samples.ome_tiff import write_tissue
from micrographia.testing.samples.slide import write_slide
from micrographia.testing.samples.tissue import Tissue
from running import PASSWORD, command, serving

FIXED_CELLS = 12
"""Images 1 to 12; 13 is alive, 14 is a slide."""


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory):
    """Its address; Ada signs in with PASSWORD."""
    place = tmp_path_factory.mktemp("documented")
    home, files = place / "home", place / "files"
    files.mkdir()
    for number in range(1, FIXED_CELLS + 1):
        (files / f"a{number:02d}&sizeX=64&sizeY=64&sizeC=3.fake").touch()
    write_tissue(files / "living.ome.tiff", Tissue(256, sections=15, timepoints=2, seed=7), "Living", "")
    write_slide(files / "slide.ome.tiff", 4000, 3, "Slide", "")
    command(home, "init", "--admin", "root", "--password-stdin", given=PASSWORD)
    command(home, "group", "add", "Lab", "--level", "rwra--")
    command(home, "user", "add", "ada", "--group", "Lab:owner", "--password-stdin", given=PASSWORD)
    command(home, "import", str(files), "--user", "ada", "--project", "Samples")
    with serving(home) as server:
        yield server.url
