"""From the sources to an installable package: the pages' scripts and styles are in it, their sources are not."""

import importlib.util
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from machine import required
from micrographia.web import bundles

ROOT = Path(__file__).parents[2]
APP = "micrographia/webclient/static/webclient/app/"


def hook():
    """The build hook as a module."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def built(target, folder):
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (package,) = folder.iterdir()
    return package


def test_the_wheel_holds_the_pages(tmp_path):
    if not bundles.is_built() or not hook().is_built(ROOT):
        (pytest.fail if "browser" in required() else pytest.skip)("the pages are not built from these sources")
    with zipfile.ZipFile(built("wheel", tmp_path)) as wheel:
        names = wheel.namelist()
    assert f"{APP}manifest.json" in names
    assert f"{APP}licences.txt" in names
    assert any(name.startswith(f"{APP}assets/viewer-") and name.endswith(".js") for name in names)
    assert "micrographia/webgateway/templates/webgateway/viewer.html" in names
    assert not [name for name in names if name.startswith(("frontend", "tests")) or "node_modules" in name]


def test_the_source_distribution_holds_what_the_pages_are_made_of(tmp_path):
    with tarfile.open(built("sdist", tmp_path)) as package:
        names = {name.partition("/")[2] for name in package.getnames()}
    assert {"hatch_build.py", "frontend/package-lock.json", "frontend/.npmrc", "frontend/src/viewer.ts"} <= names
    assert not [name for name in names if "node_modules" in name or name.startswith(f"src/{APP}")]


def test_a_change_of_the_sources_is_noticed(tmp_path):
    build = hook()
    (tmp_path / "frontend" / "node_modules").mkdir(parents=True)
    (tmp_path / "frontend" / "a.ts").write_text("a")
    before = build.fingerprint(tmp_path)
    (tmp_path / "frontend" / "node_modules" / "b.js").write_text("b")
    assert build.fingerprint(tmp_path) == before
    (tmp_path / "frontend" / "a.ts").write_text("b")
    assert build.fingerprint(tmp_path) != before


def test_the_lock_file_names_no_registry():
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]["node_modules/openseadragon"]["integrity"].startswith("sha512-")
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
