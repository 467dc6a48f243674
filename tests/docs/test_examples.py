"""Every example in our pages runs against a demo server: fenced blocks of `sh` and `python`, page by page."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from running import PASSWORD

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDRESS = "http://127.0.0.1:4080"
# As in a shell where the environment of these tests is active: `python` and `micrographia` are its own.
HERE = {**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))}


def examples_of(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text())


@pytest.mark.parametrize(
    "page", [page for page in PAGES if examples_of(page)], ids=lambda page: str(page.relative_to(ROOT))
)
def test_examples_of_a_page(page, demo_server, tmp_path):
    for language, text in examples_of(page):
        command = ["sh", "-eu", "-c"] if language == "sh" else [sys.executable, "-c"]
        real = text.replace(ADDRESS, demo_server).replace("ada:PASSWORD", f"'ada:{PASSWORD}'")
        real = real.replace('"PASSWORD"', repr(PASSWORD))
        done = subprocess.run([*command, real], cwd=tmp_path, env=HERE, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
