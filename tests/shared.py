"""Where the reference data lies that is not part of this project, and the mark for tests that need it."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(os.environ.get("MICROGRAPHIA_SHARED", Path(__file__).parents[2] / "shared")).resolve()

ABSENT = "the shared reference data is not beside the project"
needs_shared = pytest.mark.skipif(not (SHARED / "data" / "manifest.json").exists(), reason=ABSENT)


def each_of(name: str, values: Iterable[Any], id_of: Callable[[Any], str] = str) -> pytest.MarkDecorator:
    """`parametrize` by what the reference data holds; without it one test that is skipped and says why."""
    there = [pytest.param(value, id=id_of(value)) for value in values]
    return pytest.mark.parametrize(name, there or [pytest.param(None, marks=pytest.mark.skip(reason=ABSENT))])
