"""docs/command-line.md names every command, option and exit code, and none that is not there."""

import re
from pathlib import Path

import pytest
import typer

from micrographia.cli.exit_codes import MEANING
from micrographia.cli.main import app

PAGE = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text()
ELSEWHERE = {"inspect": {"--json"}, "render": set()}
"""Commands whose options are explained on another page, with those that are named here all the same."""


def commands():
    """Name → command, subcommands as "user add"."""
    group = typer.main.get_command(app)
    context = group.make_context("micrographia", [], resilient_parsing=True)
    found = {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        for sub, inner in getattr(command, "commands", {"": command}).items():
            found[f"{name} {sub}".strip()] = inner
    return found


COMMANDS = commands()
SECTIONS = dict(re.findall(r"^### `micrographia (\w+)`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))


def options(command):
    return {flag for one in command.params for flag in one.opts if flag.startswith("--")} - {"--help", "--home"}


def test_every_command_has_its_section():
    assert set(SECTIONS) == {name.split()[0] for name in COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_its_options_are_explained(name):
    section = SECTIONS[name.split()[0]]
    assert f"micrographia {name}" in f"micrographia {name.split()[0]}`" + section
    wanted = ELSEWHERE.get(name, options(COMMANDS[name]))
    assert {flag for flag in wanted if flag not in section} == set()


def test_no_option_is_explained_that_is_not_there():
    for name, section in SECTIONS.items():
        there = {flag for command, found in COMMANDS.items() if command.split()[0] == name for flag in options(found)}
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section)) - {"--home"} <= there, name


def test_every_exit_code_stands_in_the_table():
    table = re.findall(r"^\| (\d+) \| (.+) \|$", PAGE, re.MULTILINE)
    assert table == [(str(code.value), sentence) for code, sentence in MEANING.items()]
