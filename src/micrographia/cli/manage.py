"""`micrographia manage`: Django's own commands, for this home."""

from __future__ import annotations

import typer

from micrographia.cli.home import open_home


def manage(context: typer.Context) -> None:
    """Run one of Django's management commands, such as check, dbshell, migrate, shell."""
    open_home()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["micrographia manage", *context.args])
