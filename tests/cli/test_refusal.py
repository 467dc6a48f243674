import errno
import sqlite3
import sys

import pytest
from django.db import OperationalError

from micrographia.cli import main
from micrographia.cli.exit_codes import ExitCode
from micrographia.cli.refusal import refusal_of


@pytest.mark.parametrize(
    ("error", "sentence", "code"),
    [
        (OSError(errno.EROFS, "Read-only file system", "/home/lock"), "/home/lock: Read-only file system", 4),
        (PermissionError(errno.EACCES, "Permission denied", "x"), "x: Permission denied", 4),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device", 6),
        (
            OperationalError("attempt to write a readonly database"),
            "the database refused: attempt to write a readonly database",
            4,
        ),
        (OperationalError("database or disk is full"), "the database refused: database or disk is full", 6),
        (OperationalError("connection\nto server lost"), "the database refused: connection to server lost", 6),
    ],
)
def test_what_the_machine_refuses_has_a_sentence_and_a_code(error, sentence, code):
    assert refusal_of(error) == (sentence, code)


@pytest.mark.parametrize("error", [ZeroDivisionError(), OSError(errno.EBADF, "Bad file descriptor"), sqlite3.Error()])
def test_defects_stay_defects(error):
    assert refusal_of(error) is None


def test_a_full_disk_ends_a_command_with_one_line(capsys, monkeypatch, tmp_path):
    def full(path):
        raise OSError(errno.ENOSPC, "No space left on device", "/home/derived")

    monkeypatch.setattr("micrographia.cli.opened.open_file", full)
    assert main.run(["inspect", str(tmp_path)]) == ExitCode.BUSY
    assert capsys.readouterr().err == "micrographia: /home/derived: No space left on device\n"


def test_a_command_without_a_database_loads_none(monkeypatch):
    monkeypatch.delitem(sys.modules, "django.db")
    assert refusal_of(OperationalError("database is locked")) is None
