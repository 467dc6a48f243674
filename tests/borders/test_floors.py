"""The borders that a tool can check: every arrow points down."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_import_contracts_are_kept():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_drawing_in_the_docs_is_the_house_that_stands():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "draw-imports"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() in (ROOT / "docs" / "architecture.md").read_text(), "run scripts/draw-imports --write"
