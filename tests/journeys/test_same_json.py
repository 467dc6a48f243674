"""The same catalog says the same on SQLite and on PostgreSQL, byte for byte: order, case, dates, what is not there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from machine import postgresql

PROGRAM = Path(__file__).parents[1] / "same_json.py"


def said(folder, url):
    """A process that writes what one database says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MICROGRAPHIA_", "DJANGO_"))}
    settings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MICROGRAPHIA_LOG_LEVEL": "error"}
    settings |= {} if url is None else {"MICROGRAPHIA_DATABASE_URL": url}
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), "files", "said.txt"],
        cwd=folder,
        env={**kept, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.postgresql
def test_both_databases_say_the_same(tmp_path):
    folders = {"sqlite": tmp_path / "sqlite", "postgresql": tmp_path / "postgresql"}
    for folder in folders.values():
        (folder / "files").mkdir(parents=True)
    running = [said(folders["sqlite"], None), said(folders["postgresql"], postgresql())]
    for process in running:
        output, _ = process.communicate(timeout=300)
        assert process.returncode == 0, output
    one, other = ((folder / "said.txt").read_text().splitlines() for folder in folders.values())
    assert len(one) == len(other)
    assert len(one) > 700
    differing = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine != theirs]
    assert differing[:3] == []
    # What is compared is what there is: lists of many, single things, and what is not there.
    assert sum(" 200 application/json " in line for line in one) > 500
    assert sum(line.count('"name"') for line in one) > 3000
