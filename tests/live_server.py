"""A server of its own process with a few sample images, for tests that need a browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from micrographia.testing.samples.ome_tiff import write_tissue
from micrographia.testing.samples.slide import write_slide
from micrographia.testing.samples.tissue import Tissue

NAME, PASSWORD = "ada", "a word of twelve"
COMMAND = (sys.executable, "-c", "from micrographia.cli.main import main; main()")


@dataclass(frozen=True)
class Live:
    """Where it answers, and the ids of what it holds: a cell in space and time, and a slide with a pyramid."""

    url: str
    cell: int
    slide: int
    dataset: int


def samples(folder: Path) -> tuple[Path, Path]:
    """A cell of 256 x 256, 5 z-sections, 3 timepoints; a slide of 3000 x 3000."""
    folder.mkdir()
    cell, slide = folder / "cell.ome.tiff", folder / "slide.ome.tiff"
    write_tissue(cell, Tissue(256, sections=5, timepoints=3, seed=7), "A cell", "Generated.")
    write_slide(slide, 3000, 3, "A slide", "Generated.")
    return cell, slide


def filled(home: Path, folder: Path) -> dict[str, dict[str, object]]:
    """Makes a home with one person and the images of the folder: what the import said, by name."""
    _run(home, "init", "--admin", "admin", "--password-stdin", typed=PASSWORD)
    _run(home, "group", "add", "Lab", "--level", "rwra--")
    _run(home, "user", "add", NAME, "--group", "Lab", "--password-stdin", typed=PASSWORD)
    said = _run(home, "import", str(folder), "--user", NAME, "--project", "Project", "--dataset", "Samples", "--json")
    return {image["name"]: image for image in map(json.loads, said.splitlines())}


def started(home: Path) -> tuple[subprocess.Popen[bytes], str]:
    """The process and its address, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = (*COMMAND, "serve", "--port", str(port), "--workers", "1")
    process = subprocess.Popen(serve, env=_environment(home), stdout=subprocess.DEVNULL)
    url, end = f"http://127.0.0.1:{port}", time.monotonic() + 60
    while not _answers(f"{url}/healthz"):
        assert process.poll() is None, "the server ended"
        assert time.monotonic() < end, "the server does not answer"
        time.sleep(0.1)
    return process, url


def _run(home: Path, *words: str, typed: str = "") -> str:
    done = subprocess.run(
        (*COMMAND, *words), env=_environment(home), input=typed + "\n", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MICROGRAPHIA_", "DJANGO_"))}
    return {**kept, "MICROGRAPHIA_HOME": str(home), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False
