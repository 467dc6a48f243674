"""Command lines run in this process, on a home and a database of the test."""

import io
import json
from dataclasses import dataclass

import pytest

from micrographia.cli.main import run
from micrographia.home.folder import Home
from micrographia.jobs import queue


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def objects(self):
        """The JSON objects of the lines."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def home(db, tmp_path, settings, monkeypatch):
    home = Home(tmp_path / "home")
    home.create()
    settings.MICROGRAPHIA_HOME = home
    monkeypatch.setenv("MICROGRAPHIA_HOME", str(home.path))
    queue._bell.cache_clear()
    yield home
    queue._bell.cache_clear()


@pytest.fixture
def command(capsys, monkeypatch):
    """Runs one command line; `stdin` is what it reads."""

    def call(*arguments, stdin=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = run([str(one) for one in arguments])
        captured = capsys.readouterr()
        return Answer(int(code), captured.out, captured.err)

    return call
