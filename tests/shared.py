"""Where the reference data lies that is not part of this project, and the mark for tests that need it."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("MICROGRAPHIA_SHARED", Path(__file__).parents[2] / "shared")).resolve()

needs_shared = pytest.mark.skipif(
    not (SHARED / "data" / "manifest.json").exists(), reason="the shared reference data is not beside the project"
)
