"""Imports that are killed at random points leave whole filesets or nothing."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = 8
KILLS = int(os.environ.get("MICROGRAPHIA_TEST_KILLS", "3"))
RUN = "from micrographia.cli.main import main; main()"


@pytest.fixture
def environment(tmp_path):
    ours = {key: value for key, value in os.environ.items() if not key.startswith("MICROGRAPHIA_")}
    return ours | {"PYTHONPATH": str(ROOT / "src"), "MICROGRAPHIA_HOME": str(tmp_path / "home")}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"i{number:02}&sizeX=64&sizeY=64&sizeC=2&series=3.fake").write_text("sizeZ=2\n" * 1000)
    return folder


def micrographia(environment, *arguments):
    return [sys.executable, "-c", RUN, *map(str, arguments)], {"env": environment, "stdout": -1, "stderr": -1}


def finished(environment, *arguments):
    command, options = micrographia(environment, *arguments)
    return subprocess.run(command, check=False, text=True, **options)


def rows(home, query):
    with closing(sqlite3.connect(home / "catalog.sqlite3")) as database:
        return [row[0] for row in database.execute(query)]


def check_all_or_nothing(home):
    """Whatever is in the catalog is complete, and its copies are there."""
    assert rows(home, "PRAGMA integrity_check") == ["ok"]
    filesets = rows(home, "SELECT id FROM catalog_fileset")
    for table, each in (("catalog_image", 3), ("catalog_originalfile", 1), ("importing_importedfile", 1)):
        where = " AND status = 'imported'" if table == "importing_importedfile" else ""
        for fileset in filesets:
            query = f"SELECT count(*) FROM {table} WHERE fileset_id = {fileset}{where}"
            assert rows(home, query) == [each], table
    images = len(filesets) * 3
    for table, each in (
        ("catalog_image", 1),
        ("catalog_pixels", 1),
        ("catalog_channel", 2),
        ("catalog_storedsettings", 1),
        ("catalog_storedchannel", 2),
        ("catalog_datasetimage", 1),
    ):
        assert rows(home, f"SELECT count(*) FROM {table}") == [images * each], table
    for root in rows(home, "SELECT root FROM catalog_fileset"):
        (copy,) = (home / "originals" / root).iterdir()
        assert copy.stat().st_size == 8000


def test_a_killed_import_leaves_whole_filesets_or_nothing(environment, data):
    home = Path(environment["MICROGRAPHIA_HOME"])
    assert finished(environment, "init").returncode == 0
    chance = random.Random(20261122)
    for _ in range(KILLS):
        command, options = micrographia(environment, "import", data, "--copy", "--json")
        process = subprocess.Popen(command, **options)
        process.stdout.readline()  # it is at work
        time.sleep(chance.random() * 0.4)
        process.kill()
        process.communicate()
        check_all_or_nothing(home)
        for path in data.iterdir():  # a new version of the files, so that there is something to import again
            if chance.random() < 0.5:
                os.utime(path)
    last = finished(environment, "import", data, "--copy")
    assert (last.returncode, last.stderr) == (0, f"{FILES * 3} images, 0 files refused\n")
    check_all_or_nothing(home)
    assert sorted(os.listdir(home / "originals")) == sorted(rows(home, "SELECT root FROM catalog_fileset"))


def test_ctrl_c_ends_an_import_in_one_line(environment, data):
    home = Path(environment["MICROGRAPHIA_HOME"])
    assert finished(environment, "init").returncode == 0
    for number in range(FILES, 100):
        (data / f"i{number:03}&sizeX=64&sizeY=64&sizeC=2&series=3.fake").write_text("sizeZ=2\n" * 1000)
    command, options = micrographia(environment, "import", data, "--copy", "--json")
    process = subprocess.Popen(command, start_new_session=True, text=True, **options)
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, complaint = process.communicate()
    assert (process.returncode, complaint) == (130, "micrographia: interrupted\n")
    check_all_or_nothing(home)
    assert sorted(os.listdir(home / "originals")) == sorted(rows(home, "SELECT root FROM catalog_fileset"))
