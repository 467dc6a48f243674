"""Tests mirror the house: src/micrographia/a/b.py has tests/a/test_b*.py, and no test is without its module."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "micrographia"
TESTS = ROOT / "tests"

CROSS_CUTTING = {"borders", "browser", "docs", "documents", "journeys"}
"""Folders of tests that belong to no single module."""


@pytest.mark.parametrize("path", sorted(TESTS.rglob("test_*.py")), ids=lambda path: str(path.relative_to(TESTS)))
def test_every_test_has_its_module(path):
    relative = path.relative_to(TESTS)
    if relative.parts[0] in CROSS_CUTTING:
        return
    folder = PACKAGE / relative.parent
    stems = {module.stem for module in folder.glob("*.py")} | {module.name for module in folder.glob("*/")}
    name = relative.stem.removeprefix("test_")
    assert any(name == stem or name.startswith(stem + "_") for stem in stems), f"nothing in {folder} is called so"
