"""The command `micrographia`: which subcommands there are, and how trouble ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Annotated

import typer

from micrographia import __version__
from micrographia.cli.exit_codes import ExitCode, exit_code_of
from micrographia.cli.home import HomeOption
from micrographia.cli.lazy_group import LazyCommand, LazyGroup
from micrographia.cli.refusal import machine_errors, refusal_of
from micrographia.errors import MicrographiaError

_UsageError: type[Exception] = typer.BadParameter.__mro__[1]  # Typer hands on only this one subclass of it


class Commands(LazyGroup):
    """All subcommands, in the order in which the help lists them."""

    table = {  # noqa: RUF012 - declared as a class variable in LazyGroup
        "init": LazyCommand("micrographia.cli.init:init"),
        "serve": LazyCommand("micrographia.cli.serve:serve"),
        "import": LazyCommand("micrographia.cli.imports:import_files"),
        "imports": LazyCommand("micrographia.cli.imports:imports"),
        "check": LazyCommand("micrographia.cli.check:check"),
        "relink": LazyCommand("micrographia.cli.check:relink"),
        "inspect": LazyCommand("micrographia.cli.inspect:inspect"),
        "render": LazyCommand("micrographia.cli.render:render"),
        "user": LazyCommand("micrographia.cli.user:app"),
        "group": LazyCommand("micrographia.cli.group:app"),
        "delete": LazyCommand("micrographia.cli.delete:delete"),
        "restore": LazyCommand("micrographia.cli.delete:restore"),
        "jobs": LazyCommand("micrographia.cli.jobs:jobs"),
        "worker": LazyCommand("micrographia.cli.worker:worker"),
        "manage": LazyCommand("micrographia.cli.manage:manage", raw=True),
    }


app = typer.Typer(cls=Commands, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def micrographia(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    home: HomeOption = None,
) -> None:
    """A self-contained microscopy image server that speaks OMERO WebGateway and the OMERO JSON API."""
    if version:
        typer.echo(f"micrographia {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one command line; every trouble that has a name is one line on stderr."""
    try:
        result = typer.main.get_command(app).main(arguments, prog_name="micrographia", standalone_mode=False)
    except MicrographiaError as error:
        return _told(str(error), exit_code_of(error))
    except _UsageError as error:
        return _usage(error)
    except typer.Abort:
        return _told("interrupted", ExitCode.INTERRUPTED)
    except KeyboardInterrupt:
        return _told("interrupted", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has enough; Python must not complain while it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except machine_errors() as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        return _told(*refusal)
    if result == ExitCode.INTERRUPTED:  # how Typer says that Ctrl-C came while a command ran
        return _told("interrupted", ExitCode.INTERRUPTED)
    return result if isinstance(result, int) else ExitCode.DONE


def main() -> None:
    """The entry point of the installed command."""
    sys.excepthook = _defect
    sys.exit(int(run()))


def _told(sentence: str, code: ExitCode) -> ExitCode:
    print(f"micrographia: {' '.join(sentence.split())}", file=sys.stderr)
    return code


def _usage(error: Exception) -> ExitCode:
    """The complaint of the argument parser and where help is, in one line."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "micrographia"
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if type(error).__name__ == "NoArgsIsHelpError":
        message = "a subcommand is missing"
    return _told(f"{message.rstrip('.')}; see `{path} --help`", ExitCode.INVALID)


def _defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """One line for what nobody foresaw; the trace only in Python's development mode (python -X dev)."""
    if sys.flags.dev_mode:
        sys.__excepthook__(kind, error, trace)
    else:
        _told(f"unexpected error, please report it: {kind.__name__}: {error}", ExitCode.DEFECT)
