import subprocess
import sys

import pytest

from micrographia import __version__
from micrographia.cli import main
from micrographia.cli.exit_codes import ExitCode
from micrographia.errors import Busy


def told(capsys):
    """The one line on stderr."""
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_the_version(capsys):
    assert main.run(["--version"]) == 0
    assert capsys.readouterr().out == f"micrographia {__version__}\n"


def test_help_names_the_commands(capsys):
    assert main.run([]) == 0
    assert "inspect" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["fly"], 2, "micrographia: No such command 'fly'; see `micrographia --help`"),
        (["inspect"], 2, "micrographia: Missing argument 'path'; see `micrographia inspect --help`"),
        (["inspect", "/nowhere/x.tif"], 3, "micrographia: /nowhere/x.tif: no such file or folder"),
    ],
)
def test_trouble_is_one_line_and_a_code(capsys, arguments, code, line):
    assert main.run(arguments) == code
    assert told(capsys) == line


def test_kinds_of_trouble(capsys, monkeypatch, tmp_path):
    def busy(path):
        raise Busy("somebody else\nis at it")

    monkeypatch.setattr("micrographia.cli.opened.open_file", busy)
    assert main.run(["inspect", str(tmp_path)]) == ExitCode.BUSY
    assert told(capsys) == "micrographia: somebody else is at it"


def test_a_defect_leaves_no_trace():
    script = (
        "import micrographia.cli.opened as o, micrographia.cli.main as m, sys\n"
        "def broken(path): raise ZeroDivisionError('by nought')\n"
        "o.open_file = broken\n"
        "sys.argv = ['micrographia', 'inspect', 'x']\n"
        "m.main()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ended.returncode == ExitCode.DEFECT
    assert ended.stderr == "micrographia: unexpected error, please report it: ZeroDivisionError: by nought\n"


def test_starting_imports_nothing_heavy():
    script = (
        "import sys, micrographia.cli.main as m; m.run(['--version'])\n"
        "assert not {'numpy', 'django', 'tifffile', 'imagecodecs'} & set(sys.modules), 'heavy'"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_every_exit_code_has_a_meaning():
    from micrographia.cli.exit_codes import MEANING

    assert set(MEANING) == set(ExitCode)
