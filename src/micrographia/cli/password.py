"""Passwords at the command line: from standard input or asked for, never an argument."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from micrographia.errors import Invalid

PasswordStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


def read_password(from_stdin: bool) -> str | None:
    """The first line of standard input; else asked for twice on a terminal; else None.

    Raises Invalid for an empty one and for two that differ.
    """
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        return None
    if not password:
        raise Invalid("the password is empty", "--password-stdin")
    return password


def required_password(from_stdin: bool) -> str:
    """Like `read_password`. Raises Invalid where nobody can be asked."""
    password = read_password(from_stdin)
    if password is None:
        raise Invalid("no password: give it by --password-stdin", "--password-stdin")
    return password
