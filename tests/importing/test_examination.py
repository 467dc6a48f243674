"""A plate of thousands of images is in the catalog after a few files were opened."""

import json
import subprocess
import sys
from pathlib import Path

from micrographia.testing.opened_files import watched
from micrographia.testing.wide_plate import write_wide_plate

ROOT = Path(__file__).parents[2]


def test_384_wells_of_9_fields_are_imported_with_at_most_200_files_opened(tmp_path, monkeypatch):
    plate = tmp_path / "wide.zarr"
    write_wide_plate(plate)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.setenv("MICROGRAPHIA_HOME", str(tmp_path / "home"))
    with watched(plate) as opened:
        micrographia = [sys.executable, "-m", "micrographia"]
        subprocess.run([*micrographia, "init"], check=True, env=opened.environment, capture_output=True)
        done = subprocess.run(
            [*micrographia, "import", str(plate), "--json"], check=True, env=opened.environment, capture_output=True
        )
    images = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(images) == 384 * 9
    assert images[-1]["well"] == "P24"
    assert len({path for path in opened.paths if path.endswith("0.0.0")}) == 8  # what the child opens is seen
    assert len(opened.paths) <= 200
