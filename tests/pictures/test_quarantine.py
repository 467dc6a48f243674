"""A real server whose processes are ended by what they read."""

import json
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from running import command, serving

NAMES = ("fault", "fine", "kills", "waits")
REASON = "reading the original file has crashed the server before; it is not tried again"


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """One more reader for the processes that are started."""
    folder = tmp_path / "plugin"
    (folder / "crashing-1.dist-info").mkdir(parents=True)
    (folder / "crashing-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: crashing\nVersion: 1\n")
    (folder / "crashing-1.dist-info" / "entry_points.txt").write_text(
        "[micrographia.readers]\ncrashing = crashing_reader:READER\n"
    )
    (folder / "crashing_reader.py").write_text((Path(__file__).parent / "crashing_reader.py").read_text())
    monkeypatch.syspath_prepend(folder)


@pytest.fixture
def images(plugin, tmp_path):
    """Name → what the import said of it."""
    home, data = tmp_path / "home", tmp_path / "data"
    data.mkdir()
    command(home, "init", "--admin", "root", "--password-stdin", given="correct horse battery")
    for name in NAMES:
        write(data / f"{name}.crash", "sleep")
    lines = command(home, "import", str(data), "--json").stdout.splitlines()
    return {line["name"].rstrip("."): line for line in map(json.loads, lines)}


def write(path, deed):
    """Another deed at the same size and date."""
    path.write_text(f"sizeX=32\nsizeY=32\ndeed={deed}\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))


def asked(server, image):
    """The answer; None where the process ended over it."""
    try:
        return server.get(f"/webgateway/render_image/{image['image_id']}/")
    except OSError:
        return None


def answer(server, image):
    """The first answer, however often the process ends before."""
    deadline = time.monotonic() + 60
    while (found := asked(server, image)) is None:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def crashes(home):
    """Name → how often it ended a process, and what became of it."""
    with closing(sqlite3.connect(home / "catalog.sqlite3", timeout=20)) as database:
        found = database.execute("SELECT name, crashes, original FROM catalog_fileset").fetchall()
    return {name.removesuffix(".crash"): (number, original) for name, number, original in found}


def test_what_ends_the_server_twice_is_not_read_a_third_time(images, tmp_path):
    home, data = tmp_path / "home", tmp_path / "data"
    for name in ("fault", "kills", "waits"):
        write(data / f"{name}.crash", name)
    with serving(home) as server:
        assert asked(server, images["fine"]).status == 200
        beside = Thread(target=asked, args=(server, images["waits"]))
        beside.start()
        until(lambda: marks(home, "pictures"))
        refused = answer(server, images["fault"])
        assert (refused.status, refused.body.decode()) == (404, REASON)
        assert answer(server, images["fine"]).status == 200
        beside.join()
        counted = crashes(home)
        assert counted["fault"] == (2, "quarantined")
        assert counted["waits"] == (0, "there"), "a fault tells which thread it was"
        assert answer(server, images["kills"]).status == 404
    assert list((home / "derived" / "reading").iterdir()) == []

    write(data / "fault.crash", "sleep")
    accepted = str(images["fault"]["fileset_id"])
    lines = command(home, "check", "--json", "--accept", accepted, check=False).stdout.splitlines()
    found = {row["path"].rpartition("/")[2]: (row["state"], row["reason"]) for row in map(json.loads, lines)}
    assert (found["fault.crash"][0], found["kills.crash"]) == ("ok", ("quarantined", REASON))
    assert crashes(home)["fault"] == (0, "there")


def marks(home, kind):
    """Whether a process of this kind reads something now."""
    return any(any(path.read_bytes()[:4096]) for path in (home / "derived" / "reading").glob(f"{kind}-*"))


def until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
